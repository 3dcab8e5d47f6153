using System.Collections.Immutable;
using Sprocket.Engine.Processes;

namespace Sprocket.Engine.Backends.Apptainer;

/// <summary>The command <c>sprocket pull-image EXECUTABLE FILE CONTAINER</c>, by which a job pulls an image for the jobs after it.</summary>
public static class ImagePullCommand
{
    /// <summary>Its name.</summary>
    public const string Name = "pull-image";

    /// <summary>The exit code when the image cannot be had, ever.</summary>
    internal const int Failed = 1;

    /// <summary>The exit code when trying later may help: <c>EX_TEMPFAIL</c> of sysexits.h.</summary>
    internal const int FailedForNow = 75;

    /// <summary>The arguments that pull an image.</summary>
    internal static ImmutableArray<string> Arguments(string program, string executable, string path, ImageReference reference) =>
        [program, Name, executable, path, reference.Kind == ImageKind.Converted ? reference.Source : reference.Text];

    /// <summary>Pulls the image under its lock, unless it is there by now.</summary>
    /// <param name="executable">The container runtime.</param>
    /// <param name="path">The image's file.</param>
    /// <param name="container">The container as the task names it.</param>
    /// <param name="report">Told, in a sentence, what takes its time and why it failed.</param>
    /// <param name="time">The clock.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string executable, string path, string container, Action<string> report, TimeProvider time)
    {
        try
        {
            var puller = new ImagePuller(executable, new HostProcessRunner(), time);
            await puller.EnsureAsync(ImageReference.Parse(container), path, report, CancellationToken.None);
            return 0;
        }
        catch (ImageException exception)
        {
            report(exception.Message);
            return exception.IsTransient ? FailedForNow : Failed;
        }
    }
}
