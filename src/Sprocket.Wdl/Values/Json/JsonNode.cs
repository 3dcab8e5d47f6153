using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Wdl.Values.Json;

/// <summary>A JSON value, or one of YAML that JSON could write, and where it stands in the text.</summary>
/// <remarks>A closed family.</remarks>
/// <param name="Span">The value's text.</param>
public abstract record JsonNode(TextSpan Span)
{
    /// <summary>What it is, for messages: <c>a number</c>, <c>an object</c>.</summary>
    public abstract string Kind { get; }
}

/// <summary><c>null</c></summary>
/// <param name="Span">Its text.</param>
public sealed record JsonNull(TextSpan Span) : JsonNode(Span)
{
    /// <inheritdoc/>
    public override string Kind => "null";
}

/// <summary><c>true</c> or <c>false</c></summary>
/// <param name="Span">Its text.</param>
/// <param name="Boolean">The truth value.</param>
public sealed record JsonBoolean(TextSpan Span, bool Boolean) : JsonNode(Span)
{
    /// <inheritdoc/>
    public override string Kind => "a boolean";
}

/// <summary>A number.</summary>
/// <param name="Span">Its text.</param>
/// <param name="Text">The number as it is written, of any size and precision.</param>
public sealed record JsonNumber(TextSpan Span, string Text) : JsonNode(Span)
{
    /// <inheritdoc/>
    public override string Kind => "a number";

    /// <summary>Whether it is written without point and exponent.</summary>
    public bool IsInteger => !Text.AsSpan().ContainsAny(".eE");
}

/// <summary>A string.</summary>
/// <param name="Span">Its text, quotes included.</param>
/// <param name="Text">What it says, escapes resolved.</param>
public sealed record JsonString(TextSpan Span, string Text) : JsonNode(Span)
{
    /// <inheritdoc/>
    public override string Kind => "a string";
}

/// <summary>An array.</summary>
/// <param name="Span">Its text, brackets included.</param>
/// <param name="Items">The elements in order.</param>
public sealed record JsonArray(TextSpan Span, ImmutableArray<JsonNode> Items) : JsonNode(Span)
{
    /// <inheritdoc/>
    public override string Kind => "an array";
}

/// <summary>A member of an object.</summary>
/// <param name="Name">Its name, escapes resolved.</param>
/// <param name="NameSpan">The name's text, quotes included.</param>
/// <param name="Value">Its value.</param>
public sealed record JsonMember(string Name, TextSpan NameSpan, JsonNode Value);

/// <summary>An object.</summary>
/// <param name="Span">Its text, braces included.</param>
/// <param name="Members">The members in order; the reader has refused equal names.</param>
public sealed record JsonObject(TextSpan Span, ImmutableArray<JsonMember> Members) : JsonNode(Span)
{
    /// <inheritdoc/>
    public override string Kind => "an object";

    /// <summary>The member of a name, or null.</summary>
    public JsonMember? Find(string name)
    {
        foreach (JsonMember member in Members)
        {
            if (member.Name == name)
            {
                return member;
            }
        }

        return null;
    }
}
