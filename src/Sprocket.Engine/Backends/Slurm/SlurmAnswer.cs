namespace Sprocket.Engine.Backends.Slurm;

/// <summary>What a command of Slurm answered: a value, or why there is none.</summary>
/// <param name="Value">The answer; default when there is a failure.</param>
/// <param name="Failure">Why there is none, or null.</param>
internal readonly record struct SlurmAnswer<T>(T Value, SlurmFailure? Failure)
{
    /// <summary>Whether there is an answer.</summary>
    public bool IsOk => Failure is null;
}
