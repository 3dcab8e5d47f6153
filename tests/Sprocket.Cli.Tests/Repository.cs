using System.Runtime.CompilerServices;

namespace Sprocket.Cli.Tests;

/// <summary>Where the sources are.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    private static string FindRoot([CallerFilePath] string thisFile = "") => Path.GetFullPath(Path.Join(thisFile, "..", "..", ".."));
}
