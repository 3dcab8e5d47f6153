namespace Sprocket.Engine.Backends;

/// <summary>An attempt that a runner handed to its backend and then left.</summary>
/// <param name="CallId">The call.</param>
/// <param name="Key">The attempt's key.</param>
/// <param name="Directory">Its directory.</param>
/// <param name="JobId">Its job; null when none is known.</param>
public sealed record LeftAttempt(string CallId, string Key, string Directory, string? JobId);
