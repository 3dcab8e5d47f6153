using System.Runtime.CompilerServices;

namespace Sprocket.Wdl.Tests.Semantics;

/// <summary>Where the tests of the checker find their documents.</summary>
internal static class CheckFolders
{
    private static readonly string Project = GetProject();

    /// <summary>The documents of this repository, each in a folder with what the checker says of it.</summary>
    public static string Cases => Path.Combine(Project, "cases", "check");

    /// <summary>Documents of one line, by the versions that accept them.</summary>
    public static string Rules => Path.Combine(Project, "cases", "rules");

    /// <summary>A folder of WDL documents that is not part of the repository: where a variable says, or null.</summary>
    public static string? Find(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } folder && Directory.Exists(folder) ? folder : null;

    private static string GetProject([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, ".."));
}
