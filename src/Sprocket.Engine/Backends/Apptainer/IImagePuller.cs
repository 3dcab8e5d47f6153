namespace Sprocket.Engine.Backends.Apptainer;

/// <summary>Makes an image's file.</summary>
internal interface IImagePuller
{
    /// <summary>Sees that the file is there, made by this or by another process.</summary>
    /// <param name="reference">What to pull or convert.</param>
    /// <param name="path">The file; absolute. It appears when it is whole.</param>
    /// <param name="report">Told, in a sentence, what takes its time.</param>
    /// <param name="cancellation">When to give up.</param>
    /// <exception cref="ImageException">It cannot be had.</exception>
    Task EnsureAsync(ImageReference reference, string path, Action<string> report, CancellationToken cancellation);
}
