using System.Diagnostics.CodeAnalysis;

namespace Sprocket.Cli;

/// <summary>Where the process was started: the one place that asks, so that everything below is told.</summary>
internal static class Surroundings
{
    /// <summary>The current directory.</summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "The one place that asks; everything below is given a directory.")]
    public static string CurrentDirectory { get; } = Directory.GetCurrentDirectory();

    /// <summary>Whether there is a current directory: it may have been removed, and much fails then in its own words.</summary>
    [SuppressMessage("ApiDesign", "RS0030", Justification = "The one place that asks; everything below is given a directory.")]
    public static bool HasCurrentDirectory
    {
        get
        {
            try
            {
                return Directory.GetCurrentDirectory().Length > 0;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return false;
            }
        }
    }
}
