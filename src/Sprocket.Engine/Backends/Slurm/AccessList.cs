using System.Collections.Immutable;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Who may use a partition, by name of account or quality of service.</summary>
/// <param name="Allowed">Those who may; empty for all but the denied.</param>
/// <param name="Denied">Those who may not.</param>
internal sealed record AccessList(ImmutableArray<string> Allowed, ImmutableArray<string> Denied)
{
    /// <summary>Whether a name is admitted; null when that depends on a name that is not known.</summary>
    public bool? Admits(string? name) => name is null
        ? Allowed.IsEmpty && Denied.IsEmpty ? true : null
        : (Allowed.IsEmpty || Allowed.Contains(name)) && !Denied.Contains(name);

    /// <summary>The list of a partition's fields, such as <c>AllowAccounts=a,b</c> or <c>DenyAccounts=c</c>.</summary>
    /// <param name="fields">The fields of <c>scontrol show partition</c>.</param>
    /// <param name="what">What the fields' names end in.</param>
    public static AccessList Parse(ImmutableDictionary<string, string> fields, string what) =>
        new(Names(fields.GetValueOrDefault("Allow" + what)), Names(fields.GetValueOrDefault("Deny" + what)));

    private static ImmutableArray<string> Names(string? text) =>
        text is null or "ALL" or "NONE" or "(null)" ? [] : [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries)];
}
