using System.Collections.Immutable;
using System.Globalization;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.StandardLibrary;

/// <summary>Why no overload of a function fits.</summary>
/// <param name="Message">What is wrong, lower case, no final stop, types in backticks.</param>
/// <param name="Argument">The index of the argument to blame, or -1 for the call as a whole.</param>
/// <param name="Since">The later version in which the call would be right, or null.</param>
public sealed record FunctionMismatch(string Message, int Argument, WdlVersion? Since = null);

/// <summary>The standard library of each language version.</summary>
public static class FunctionTable
{
    private static readonly Dictionary<string, ImmutableArray<Overload>> Functions =
        ((IEnumerable<Overload>)[.. NumberFunctions.All, .. StringFunctions.All, .. ArrayFunctions.All, .. MapFunctions.All,
            .. FileFunctions.All, .. ReadFunctions.All, .. WriteFunctions.All])
        .GroupBy(overload => overload.Name)
        .ToDictionary(group => group.Key, group => group.ToImmutableArray());

    /// <summary>The names of all functions that a version has, for suggestions.</summary>
    public static IEnumerable<string> GetNames(WdlVersion version) =>
        Functions.Where(function => function.Value.Any(overload => overload.Since <= version)).Select(function => function.Key).Order(StringComparer.Ordinal);

    /// <summary>The first version that has a function of this name, or null when none has.</summary>
    public static WdlVersion? FindFirstVersion(string name) =>
        Functions.TryGetValue(name, out ImmutableArray<Overload> overloads) ? overloads.Min(overload => overload.Since) : null;

    /// <summary>The signatures that a function has in a version, as the specification writes them; none when it has no such function.</summary>
    public static ImmutableArray<string> GetSignatures(string name, WdlVersion version) =>
        [.. GetOverloads(name, version).Select(overload => overload.Signature.Text)];

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
        out FunctionMismatch? mismatch) =>
        TryBind(name, version, argumentTypes, null, out binding, out mismatch);

    /// <summary>Chooses the overload of a function that takes arguments of these types.</summary>
    /// <param name="name">A function that <paramref name="version"/> has.</param>
    /// <param name="version">The document's version.</param>
    /// <param name="argumentTypes">The types of the arguments; <see cref="ErrorType"/> fits everything.</param>
    /// <param name="secondArgument">The second argument when it is the literal <c>true</c> or <c>false</c>, which decides
    /// the type of <c>read_tsv</c>; otherwise null.</param>
    /// <param name="binding">The function with its type variables filled in, or null.</param>
    /// <param name="mismatch">Why none fits, or null.</param>
    public static bool TryBind(
        string name,
        WdlVersion version,
        ImmutableArray<WdlType> argumentTypes,
        bool? secondArgument,
        out FunctionBinding? binding,
        out FunctionMismatch? mismatch)
    {
        binding = null;
        CoercionKind best = CoercionKind.Impossible;
        List<OverloadFailure>? failures = null;
        foreach (Overload overload in Functions.GetValueOrDefault(name, []))
        {
            if (overload.Since > version || !overload.Signature.Takes(argumentTypes.Length))
            {
                continue;
            }

            if (!overload.TryBind(argumentTypes, version, out FunctionBinding? candidate, out CoercionKind kind, out OverloadFailure? failure))
            {
                (failures ??= []).Add(failure!);
            }
            else if (kind > best)
            {
                (binding, best) = (candidate, kind);
            }
        }

        mismatch = binding is null ? Explain(name, version, argumentTypes, failures ?? []) : null;
        binding = binding is null ? null : ReadFunctions.Refine(binding, secondArgument);
        return binding is not null;
    }

    private static IEnumerable<Overload> GetOverloads(string name, WdlVersion version) =>
        Functions.GetValueOrDefault(name, []).Where(overload => overload.Since <= version);

    private static FunctionMismatch Explain(
        string name,
        WdlVersion version,
        ImmutableArray<WdlType> arguments,
        List<OverloadFailure> failures)
    {
        Overload[] overloads = [.. GetOverloads(name, version)];
        if (overloads.Length == 0)
        {
            return new FunctionMismatch($"there is no function `{name}` in WDL {version.ToText()}", -1);
        }

        FunctionMismatch mismatch = failures.Count == 0
            ? ExplainCount(name, overloads, arguments.Length)
            : ExplainArgument(name, arguments, failures);
        return FindLaterVersion(name, version, arguments) is not { } later
            ? mismatch
            : mismatch with
            {
                Message = $"`{name}` takes {(failures.Count == 0 ? $"{arguments.Length} arguments" : $"`{arguments[mismatch.Argument]}`")} from WDL {later.ToText()} on, "
                    + $"and this document is written in {version.ToText()}",
                Since = later,
            };
    }

    private static FunctionMismatch ExplainArgument(string name, ImmutableArray<WdlType> arguments, List<OverloadFailure> failures)
    {
        // The variant that got furthest is most likely the one that was meant.
        int argument = failures.Max(failure => failure.Argument);
        IEnumerable<string> expected = failures
            .Where(failure => failure.Argument == argument)
            .Select(failure => failure.Expected)
            .Distinct()
            .Select(Describe);
        string position = arguments.Length == 1 ? "the argument" : $"argument {(argument + 1).ToString(CultureInfo.InvariantCulture)}";
        return new FunctionMismatch(
            $"{position} of `{name}` has type `{arguments[argument]}`, expected {string.Join(" or ", expected)}", argument);
    }

    private static WdlVersion? FindLaterVersion(string name, WdlVersion version, ImmutableArray<WdlType> arguments) =>
        Functions[name]
            .Where(overload => overload.Since > version && overload.Signature.Takes(arguments.Length))
            .OrderBy(overload => overload.Since)
            .FirstOrDefault(overload => overload.TryBind(arguments, overload.Since, out FunctionBinding? _, out CoercionKind _, out OverloadFailure? _))?.Since;

    private static FunctionMismatch ExplainCount(string name, Overload[] overloads, int count)
    {
        int least = overloads.Min(overload => overload.Signature.RequiredCount);
        int most = overloads.Max(overload => overload.Signature.Parameters.Length);
        string expected = most == 0 ? "no arguments" : least == most ? Count(most) : $"{least} to {Count(most)}";
        return new FunctionMismatch($"`{name}` takes {expected}, found {count}", count > most ? most : -1);

        static string Count(int number) => number == 1 ? "1 argument" : $"{number} arguments";
    }

    private static string Describe(WdlType type)
    {
        List<string> notes = [];
        CollectNotes(type, notes);
        return notes.Count == 0 ? $"`{type}`" : $"`{type}` ({string.Join(", ", notes.Distinct())})";
    }

    private static void CollectNotes(WdlType type, List<string> notes)
    {
        switch (type)
        {
            case TypeVariable { Bound: TypeBound.Primitive or TypeBound.Key } variable:
                notes.Add($"`{variable}` a primitive type");
                break;
            case TypeVariable { Bound: TypeBound.Text } variable:
                notes.Add($"`{variable}` a text or a path");
                break;
            case TypeVariable { Bound: TypeBound.Struct } variable:
                notes.Add($"`{variable}` a struct");
                break;
            case TypeVariable { Bound: TypeBound.Enum } variable:
                notes.Add($"`{variable}` an enum");
                break;
            case TypeVariable { Bound: TypeBound.HoldsPaths } variable:
                notes.Add($"`{variable}` a type that holds files or directories");
                break;
            case OptionalType optional:
                CollectNotes(optional.Inner, notes);
                break;
            case ArrayType array:
                CollectNotes(array.Item, notes);
                break;
            case MapType map:
                CollectNotes(map.Key, notes);
                CollectNotes(map.Value, notes);
                break;
            case PairType pair:
                CollectNotes(pair.Left, notes);
                CollectNotes(pair.Right, notes);
                break;
        }
    }
}
