using System.Runtime.CompilerServices;

namespace Sprocket.Toml.Tests;

/// <summary>Where the tests find their files.</summary>
internal static class TestFolders
{
    private static readonly string Project = GetProject();

    /// <summary>The case files of one kind.</summary>
    public static string GetCases(string kind) => Path.Combine(Project, "cases", kind);

    /// <summary>
    /// Our own collection, and a checkout of https://github.com/toml-lang/toml-test where there is one: where the variable
    /// TOML_TEST_DIR says, else in a folder <c>toml-test</c> beside this repository or one level below its neighbours.
    /// </summary>
    public static IEnumerable<string> ListCollections()
    {
        string own = GetCases("collection");
        if (Environment.GetEnvironmentVariable("TOML_TEST_DIR") is { Length: > 0 } named)
        {
            return [own, named];
        }

        string parent = Path.GetFullPath(Path.Combine(Project, "..", "..", ".."));
        return Directory.EnumerateDirectories(parent)
            .Prepend(parent)
            .Select(folder => Path.Combine(folder, "toml-test"))
            .Where(folder => File.Exists(Path.Combine(folder, "tests", "files-toml-1.1.0")))
            .Take(1)
            .Prepend(own);
    }

    private static string GetProject([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
