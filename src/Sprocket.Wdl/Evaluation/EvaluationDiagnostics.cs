using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Wdl.Evaluation;

/// <summary>The mistakes found while expressions are evaluated, in order of their codes.</summary>
public static class EvaluationDiagnostics
{
    /// <summary>A whole number outside of 64 bits.</summary>
    public static DiagnosticDescriptor IntOverflow { get; } = new(
        "WDL3001",
        DiagnosticSeverity.Error,
        "Int overflow",
        "The result does not fit into the 64 bits that an `Int` has: from -9223372036854775808 to 9223372036854775807. Compute with `Float` where numbers may be larger.");

    /// <summary>A division by zero.</summary>
    public static DiagnosticDescriptor DivisionByZero { get; } = new(
        "WDL3002",
        DiagnosticSeverity.Error,
        "division by zero",
        "The right operand of `/` or `%` is zero. Test it first, such as `if n == 0 then 0 else total / n`.");

    /// <summary>A Float that is infinite or not a number.</summary>
    public static DiagnosticDescriptor FloatNotFinite { get; } = new(
        "WDL3003",
        DiagnosticSeverity.Error,
        "Float out of range",
        "A `Float` of WDL is a finite 64-bit number: the result is too large, or is no number at all.");

    /// <summary>An index outside of an array.</summary>
    public static DiagnosticDescriptor IndexOutOfRange { get; } = new(
        "WDL3004",
        DiagnosticSeverity.Error,
        "index out of range",
        "The index of an array must be at least 0 and less than its length. Indices start at 0; negative ones do not count from the end.");

    /// <summary>A key that a map does not have.</summary>
    public static DiagnosticDescriptor MissingKey { get; } = new(
        "WDL3005",
        DiagnosticSeverity.Error,
        "key not in the map",
        "A map has values only for the keys that were put into it. From WDL 1.2 `contains_key(map, key)` tells whether there is one.");

    /// <summary>A member that an object does not have.</summary>
    public static DiagnosticDescriptor MissingMember { get; } = new(
        "WDL3006",
        DiagnosticSeverity.Error,
        "no such member",
        "The value has no member of this name. The members of an `Object` are known only when it has been read.");

    /// <summary><c>None</c> where a value is needed.</summary>
    public static DiagnosticDescriptor ValueIsNone { get; } = new(
        "WDL3007",
        DiagnosticSeverity.Error,
        "value is None",
        "An optional value is missing where a value is needed. Give it a default with `select_first([x, default])`, or test it with `defined(x)`.");

    /// <summary>A value that cannot become what is wanted.</summary>
    public static DiagnosticDescriptor CoercionFailed { get; } = new(
        "WDL3008",
        DiagnosticSeverity.Error,
        "value of the wrong type",
        "The value that was computed or read cannot become the type that is wanted here.");

    /// <summary>A function without a result.</summary>
    public static DiagnosticDescriptor FunctionFailed { get; } = new(
        "WDL3009",
        DiagnosticSeverity.Error,
        "function failed",
        "A function of the standard library was given arguments that have no result, such as a file that cannot be read.");

    /// <summary>A power with a negative exponent.</summary>
    public static DiagnosticDescriptor NegativeExponent { get; } = new(
        "WDL3010",
        DiagnosticSeverity.Error,
        "negative exponent",
        "`Int ** Int` is an `Int`, which a negative exponent does not give. Make one of the operands a `Float`, such as `2.0 ** -1`.");

    /// <summary>A file of a declaration that does not exist.</summary>
    public static DiagnosticDescriptor FileMissing { get; } = new(
        "WDL3011",
        DiagnosticSeverity.Error,
        "file does not exist",
        "A `File` or `Directory` must exist when its value is made, and must be of that kind. Declare it as `File?` where it may be missing.");

    /// <summary>A requirement or hint of the wrong form.</summary>
    public static DiagnosticDescriptor BadRequirement { get; } = new(
        "WDL3012",
        DiagnosticSeverity.Error,
        "wrong requirement",
        "The value of an attribute in `requirements`, `runtime` or `hints` is not of a form that the attribute takes, such as `memory: \"4 GiB\"`.");

    /// <summary>An output that the command did not make.</summary>
    public static DiagnosticDescriptor OutputMissing { get; } = new(
        "WDL3013",
        DiagnosticSeverity.Error,
        "output does not exist",
        "The command ended well but did not make a file or directory that the `output` section names. Declare the output as `File?` where it may be missing.");

    /// <summary>All of them, in order of their codes.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        IntOverflow, DivisionByZero, FloatNotFinite, IndexOutOfRange, MissingKey, MissingMember, ValueIsNone,
        CoercionFailed, FunctionFailed, NegativeExponent, FileMissing, BadRequirement, OutputMissing,
    ];
}
