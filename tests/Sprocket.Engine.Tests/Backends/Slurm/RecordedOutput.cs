using System.Runtime.CompilerServices;

namespace Sprocket.Engine.Tests.Backends.Slurm;

/// <summary>What Slurm's commands really printed, by release.</summary>
internal static class RecordedOutput
{
    private static readonly string Folder = Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "cases", "slurm");

    public static readonly string[] Releases = ["20.11", "22.05", "24.11", "26.05"];

    public static string Read(string name) => File.ReadAllText(Path.Combine(Folder, name));

    /// <summary>The parts of a recording, each begun by a line that starts with a mark and ends in the part's name.</summary>
    public static IEnumerable<(string Name, string[] Lines)> ReadParts(string name, string mark) => Read(name)
        .Split("\n" + mark)
        .Select((part, index) => (index == 0 ? part[mark.Length..] : part).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        .Select(lines => (lines[0], lines[1..]));

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
