namespace Sprocket.Engine.Backends.Slurm;

/// <summary>An argument of sbatch that has a value.</summary>
/// <param name="Name">Its long name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Text">All of it, as it is written.</param>
/// <param name="Index">Where it begins among the arguments.</param>
/// <param name="Length">How many of them it takes.</param>
internal sealed record SubmitArgument(string Name, string Value, string Text, int Index, int Length);
