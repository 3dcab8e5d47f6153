using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Toml;

/// <summary>A value of a TOML document, which remembers the file and the place where it is written.</summary>
/// <remarks>Immutable. The cases are the records of this file and <see cref="TomlTable"/>.</remarks>
public abstract record TomlValue
{
    private protected TomlValue(SourceText source, TextSpan span)
    {
        Source = source;
        Span = span;
    }

    /// <summary>The text that holds the value; the values of a merged table may come from several.</summary>
    public SourceText Source { get; init; }

    /// <summary>Where the value is written, quotes and brackets included.</summary>
    public TextSpan Span { get; init; }

    /// <summary>What the value is, with its article, as a message says it: "a string", "an integer".</summary>
    public abstract string KindName { get; }
}

/// <summary>A string, its escapes resolved.</summary>
/// <param name="Source">The text that holds the value.</param>
/// <param name="Span">Where the string is written, quotes included.</param>
/// <param name="Value">The characters it stands for.</param>
public sealed record TomlString(SourceText Source, TextSpan Span, string Value) : TomlValue(Source, Span)
{
    /// <inheritdoc/>
    public override string KindName => "a string";
}

/// <summary>An integer of 64 bits.</summary>
/// <param name="Source">The text that holds the value.</param>
/// <param name="Span">Where the integer is written.</param>
/// <param name="Value">The number.</param>
public sealed record TomlInteger(SourceText Source, TextSpan Span, long Value) : TomlValue(Source, Span)
{
    /// <inheritdoc/>
    public override string KindName => "an integer";
}

/// <summary>An IEEE 754 number of 64 bits; infinity and not-a-number among them.</summary>
/// <param name="Source">The text that holds the value.</param>
/// <param name="Span">Where the number is written.</param>
/// <param name="Value">The number.</param>
public sealed record TomlFloat(SourceText Source, TextSpan Span, double Value) : TomlValue(Source, Span)
{
    /// <inheritdoc/>
    public override string KindName => "a float";
}

/// <summary>A truth value.</summary>
/// <param name="Source">The text that holds the value.</param>
/// <param name="Span">Where it is written.</param>
/// <param name="Value">The truth value.</param>
public sealed record TomlBoolean(SourceText Source, TextSpan Span, bool Value) : TomlValue(Source, Span)
{
    /// <inheritdoc/>
    public override string KindName => "a boolean";
}

/// <summary>A list of values, of one kind or of several.</summary>
/// <param name="Source">The text that holds the value.</param>
/// <param name="Span">Where the array is written, brackets included; the first header of an array of tables.</param>
/// <param name="Items">The values in order.</param>
public sealed record TomlArray(SourceText Source, TextSpan Span, ImmutableArray<TomlValue> Items) : TomlValue(Source, Span)
{
    /// <inheritdoc/>
    public override string KindName => "an array";
}

/// <summary>The place of a value that could not be read. The mistake is reported already: say nothing more about it.</summary>
/// <param name="Source">The text that holds the value.</param>
/// <param name="Span">Where it is written.</param>
public sealed record TomlUnreadable(SourceText Source, TextSpan Span) : TomlValue(Source, Span)
{
    /// <inheritdoc/>
    public override string KindName => "an unreadable value";
}
