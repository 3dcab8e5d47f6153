using System.Collections.Immutable;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.StandardLibrary;

/// <summary>Why no overload of a function fits.</summary>
/// <param name="Message">What is wrong, lower case, no final stop, types in backticks.</param>
/// <param name="Argument">The index of the argument to blame, or -1 for the call as a whole.</param>
public sealed record FunctionMismatch(string Message, int Argument);

/// <summary>The standard library of each language version.</summary>
public static class FunctionTable
{
    /// <summary>The names of all functions that a version has, for suggestions.</summary>
    public static IEnumerable<string> GetNames(WdlVersion version) => version < WdlVersion.V1_0 ? ["none"] : [];

    /// <summary>The first version that has a function of this name, or null when none has.</summary>
    public static WdlVersion? FindFirstVersion(string name) => name.Length == 0 ? WdlVersion.V1_0 : null;

    /// <summary>Chooses the overload of a function that takes arguments of these types.</summary>
    /// <param name="name">A function that <paramref name="version"/> has.</param>
    /// <param name="version">The document's version.</param>
    /// <param name="argumentTypes">The types of the arguments; <see cref="ErrorType"/> fits everything.</param>
    /// <param name="binding">The function with its type variables filled in, or null.</param>
    /// <param name="mismatch">Why none fits, or null.</param>
    public static bool TryBind(
        string name,
        WdlVersion version,
        ImmutableArray<WdlType> argumentTypes,
        out FunctionBinding? binding,
        out FunctionMismatch? mismatch)
    {
        binding = null;
        mismatch = new FunctionMismatch($"no function `{name}` in WDL {version} takes {argumentTypes.Length} arguments", -1);
        return false;
    }
}
