namespace Sprocket.Engine.Backends.Apptainer;

/// <summary>An image that is at hand.</summary>
/// <param name="Container">The container as the task names it.</param>
/// <param name="Path">The image's file or directory; absolute.</param>
/// <param name="Digest">What was pulled, as <see cref="ImageRecord.Digest"/>; null where that is not known.</param>
internal sealed record ImageFile(string Container, string Path, string? Digest);
