using System.Diagnostics;
using System.Globalization;

namespace Sprocket.Wdl.Values;

/// <summary>The text that a value becomes in a placeholder: SPEC "Expression Placeholder Coercion".</summary>
public static class ValueText
{
    /// <summary>Whether values of a type can stand in a placeholder without an option.</summary>
    public static bool CanFormat(WdlType type) =>
        type.AsRequired() is PrimitiveType or EnumType or NoneType or AnyType or ErrorType;

    /// <summary>The text of a primitive value, the name of an enum's choice, nothing for <c>None</c>.</summary>
    /// <exception cref="CoercionException">The value is a compound one.</exception>
    public static string Format(Value value) => value switch
    {
        NoneValue => "",
        BooleanValue boolean => boolean.Boolean ? "true" : "false",
        IntValue integer => integer.Integer.ToString(CultureInfo.InvariantCulture),

        // "printed in the style [-]ddd.dddddd, with 6 digits after the decimal point"
        FloatValue number => number.Number.ToString("F6", CultureInfo.InvariantCulture),
        StringValue text => text.Text,
        FileValue file => file.Path,
        DirectoryValue directory => directory.Path,
        EnumValue choice => choice.Choice.Name,
        ArrayValue or MapValue or PairValue or StructValue or ObjectValue =>
            throw new CoercionException($"a value of type `{value.Type}` cannot become a String"),
        _ => throw new UnreachableException(),
    };
}
