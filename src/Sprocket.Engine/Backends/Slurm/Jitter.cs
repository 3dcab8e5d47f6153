using System.Diagnostics.CodeAnalysis;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Spreads pauses, so that runs which were started or refused together do not come back together for ever.</summary>
internal static class Jitter
{
    /// <summary>A pause that is longer by up to a share of itself.</summary>
    [SuppressMessage("Security", "CA5394", Justification = "Nothing depends on its not being guessed.")]
    public static TimeSpan Lengthen(TimeSpan pause, double share) => pause * (1 + (Random.Shared.NextDouble() * share));
}
