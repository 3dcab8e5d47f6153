using System.Collections.Immutable;
using Sprocket.Wdl.StandardLibrary;
using Sprocket.Wdl.Tests.Values;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Tests.StandardLibrary;

/// <summary>Calls standard library functions as the evaluator does: binds, coerces, runs.</summary>
internal static class FunctionCall
{
    /// <summary>Calls a function with arguments written as <c>TYPE = JSON</c>, separated by <c>;;</c>.</summary>
    public static Value Run(FunctionContext context, string name, string arguments) => Run(context, name, Parse(arguments));

    public static Value Run(FunctionContext context, string name, params (WdlType Type, Value Value)[] arguments)
    {
        bool isBound = FunctionTable.TryBind(
            name,
            context.Version,
            [.. arguments.Select(argument => argument.Type)],
            out FunctionBinding? binding,
            out FunctionMismatch? mismatch);
        Assert.True(isBound, mismatch?.Message);
        ImmutableArray<Value> values =
            [.. arguments.Select((argument, i) => Coercion.Coerce(argument.Value, binding!.ParameterTypes[i], context.Version))];
        Value result = binding!.Body(context, values, binding.ResultType);
        AssertIsOf(result, binding.ResultType);
        return result;
    }

    /// <summary>The versions in which a function takes arguments of these types; the newest is one of them.</summary>
    public static IReadOnlyList<WdlVersion> ListVersions(string name, string arguments)
    {
        ImmutableArray<WdlType> types = [.. Parse(arguments).Select(argument => argument.Type)];
        WdlVersion[] versions = [.. Enum.GetValues<WdlVersion>().Where(version => FunctionTable.TryBind(name, version, types, out _, out _))];
        Assert.Contains(WdlVersion.V1_3, versions);
        return versions;
    }

    /// <summary>The value and type of each argument.</summary>
    public static (WdlType Type, Value Value)[] Parse(string arguments) => arguments.Length == 0
        ? []
        : [.. arguments.Split(";;", StringSplitOptions.TrimEntries).Select(ParseOne)];

    private static (WdlType Type, Value Value) ParseOne(string argument)
    {
        string[] sides = argument.Split(" = ", 2);
        return (TypeNotation.Parse(sides[0]), ValueNotation.Of(sides[0], sides[1]));
    }

    // What a body gives must be of the type that was promised.
    private static void AssertIsOf(Value value, WdlType type)
    {
        if (type is AnyType || (value is NoneValue && type.IsOptional))
        {
            return;
        }

        Assert.Equal(type.AsRequired(), value.Type);
    }
}
