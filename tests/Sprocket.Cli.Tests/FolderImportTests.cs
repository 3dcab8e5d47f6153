namespace Sprocket.Cli.Tests;

/// <summary>Which folder may know of which: the rules that project references are too coarse for.</summary>
public class FolderImportTests
{
    private static readonly Dictionary<string, string[]> Forbidden = new()
    {
        ["Sprocket.Wdl/Values"] = ["Sprocket.Wdl.Syntax", "Sprocket.Wdl.Semantics", "Sprocket.Wdl.Evaluation", "Sprocket.Wdl.StandardLibrary"],
        ["Sprocket.Wdl/Patterns"] = ["Sprocket.Wdl.Values", "Sprocket.Wdl.Syntax", "Sprocket.Wdl.Semantics", "Sprocket.Wdl.Evaluation"],
        ["Sprocket.Wdl/StandardLibrary"] = ["Sprocket.Wdl.Syntax", "Sprocket.Wdl.Semantics", "Sprocket.Wdl.Evaluation"],
        ["Sprocket.Wdl/Syntax"] = ["Sprocket.Wdl.Values", "Sprocket.Wdl.Semantics", "Sprocket.Wdl.Evaluation", "Sprocket.Wdl.StandardLibrary"],
        ["Sprocket.Wdl/Semantics"] = ["Sprocket.Wdl.Evaluation"],
        ["Sprocket.Wdl/Evaluation"] = ["Sprocket.Wdl.Syntax"],
        ["Sprocket.Engine/Processes"] = ["Sprocket.Wdl", "Sprocket.Toml", "Sprocket.Engine.Backends", "Sprocket.Engine.Runs", "Sprocket.Engine.Storage"],
        ["Sprocket.Engine/Imports"] = ["Sprocket.Toml", "Sprocket.Engine.Backends", "Sprocket.Engine.Runs", "Sprocket.Engine.Storage"],
        ["Sprocket.Engine/Configuration"] = ["Sprocket.Wdl", "Sprocket.Engine.Backends", "Sprocket.Engine.Runs", "Sprocket.Engine.Storage"],
        ["Sprocket.Engine/Backends"] = ["Sprocket.Wdl", "Sprocket.Engine.Runs", "Sprocket.Engine.Inputs"],
        ["Sprocket.Engine/JobStep"] = ["Sprocket.Wdl", "Sprocket.Toml", "Sprocket.Engine.Configuration", "Sprocket.Engine.Runs", "Sprocket.Engine.Inputs"],
        ["Sprocket.Engine/Inputs"] = ["Sprocket.Engine.Backends", "Sprocket.Engine.Runs"],
        ["Sprocket.Cli/Graph"] = ["Sprocket.Engine", "Sprocket.Cli.Commands"],
    };

    public static TheoryData<string> Folders => [.. Forbidden.Keys];

    [Theory]
    [MemberData(nameof(Folders))]
    public void A_folder_imports_only_what_lies_below_it(string folder)
    {
        string path = Path.Join(Repository.Root, "src", folder);
        string[] files = [.. Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories)];

        IEnumerable<string> wrong =
            from file in files
            from line in File.ReadLines(file)
            where line.StartsWith("using ", StringComparison.Ordinal)
            let imported = line["using ".Length..].TrimEnd(';')
            where Forbidden[folder].Any(name => imported == name || imported.StartsWith(name + ".", StringComparison.Ordinal))
            select $"{Path.GetFileName(file)} imports {imported}";

        Assert.NotEmpty(files);
        Assert.Empty(wrong);
    }
}
