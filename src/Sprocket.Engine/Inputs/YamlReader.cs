using System.Collections.Immutable;
using System.Globalization;
using Sprocket.Text;
using Sprocket.Wdl.Values.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Sprocket.Engine.Inputs;

/// <summary>Reads YAML into the tree that JSON is read into, so that inputs need not know which of them they came from.</summary>
/// <remarks>
/// Plain scalars are resolved by the core schema of YAML 1.2: <c>yes</c> and <c>off</c> are strings. What JSON cannot say
/// (anchors, tags, keys that are not scalars, several documents) is refused.
/// </remarks>
public sealed class YamlReader
{
    private readonly string _text;
    private readonly Scanner _scanner;
    private readonly Parser _parser;
    private readonly int _offset;
    private int _depth;

    private YamlReader(string text)
    {
        _text = text;
        _offset = text.StartsWith('\uFEFF') ? 1 : 0;
        _scanner = new Scanner(new StringReader(text[_offset..]));
        _parser = new Parser(_scanner);
    }

    /// <summary>Reads a text that is one YAML document; an empty one is <c>null</c>.</summary>
    /// <exception cref="JsonTextException">The text is not YAML, or says what JSON cannot.</exception>
    public static JsonNode Read(SourceText source)
    {
        YamlReader reader = new(source.Text);
        try
        {
            return reader.ReadDocument();
        }
        catch (YamlException exception)
        {
            throw new JsonTextException(
                reader.SpanOf(exception.Start, exception.End),
                $"this is not YAML: {char.ToLowerInvariant(exception.Message[0])}{exception.Message[1..].TrimEnd('.')}");
        }

        // The scanner runs into its own assertions on some texts, such as `[1` and `m: 2` on the next line.
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            Mark place = reader._scanner.CurrentPosition;
            throw new JsonTextException(reader.SpanOf(place, place), "this is not YAML");
        }
    }

    private JsonNode ReadDocument()
    {
        _parser.MoveNext();
        if (Next() is not DocumentStart)
        {
            return new JsonNull(new TextSpan(_text.Length, 0));
        }

        JsonNode root = ReadNode(Next());
        _parser.MoveNext();
        ParsingEvent end = Next();
        return end is StreamEnd
            ? root
            : throw new JsonTextException(SpanOf(end.Start, end.End), "there is a second document", "inputs are one document");
    }

    private ParsingEvent Next()
    {
        _parser.MoveNext();
        return _parser.Current!;
    }

    private JsonNode ReadNode(ParsingEvent start)
    {
        if (start is AnchorAlias)
        {
            throw new JsonTextException(SpanOf(start.Start, start.End), "aliases (`*name`) are not supported", "write the value again");
        }

        if (start is NodeEvent node)
        {
            RefuseProperties(node);
        }

        if (++_depth > JsonReader.DepthLimit)
        {
            throw new JsonTextException(SpanOf(start.Start, start.End), $"lists and maps are nested more than {JsonReader.DepthLimit} deep");
        }

        JsonNode result = start switch
        {
            Scalar scalar => ReadScalar(scalar),
            SequenceStart => ReadSequence(start),
            _ => ReadMapping(start),
        };
        _depth--;
        return result;
    }

    private void RefuseProperties(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
        {
            throw new JsonTextException(SpanOf(node.Start, node.End), "anchors (`&name`) are not supported", "write the value where it is needed");
        }

        if (!node.Tag.IsEmpty)
        {
            throw new JsonTextException(SpanOf(node.Start, node.End), "tags (`!name`) are not supported", "the workflow says the types of its inputs");
        }
    }

    private JsonArray ReadSequence(ParsingEvent start)
    {
        ImmutableArray<JsonNode>.Builder items = ImmutableArray.CreateBuilder<JsonNode>();
        ParsingEvent next = Next();
        while (next is not SequenceEnd)
        {
            items.Add(ReadNode(next));
            next = Next();
        }

        return new JsonArray(SpanOfCollection(start, next, items.Count == 0 ? null : items[^1].Span), items.ToImmutable());
    }

    private JsonObject ReadMapping(ParsingEvent start)
    {
        ImmutableArray<JsonMember>.Builder members = ImmutableArray.CreateBuilder<JsonMember>();
        HashSet<string> names = [];
        ParsingEvent next = Next();
        while (next is not MappingEnd)
        {
            TextSpan nameSpan = SpanOf(next.Start, next.End);
            if (next is not Scalar name)
            {
                throw new JsonTextException(nameSpan, "a key must be a scalar");
            }

            RefuseProperties(name);
            if (!names.Add(name.Value))
            {
                throw new JsonTextException(nameSpan, $"the name `{name.Value}` occurs twice in the same map");
            }

            members.Add(new JsonMember(name.Value, nameSpan, ReadNode(Next())));
            next = Next();
        }

        return new JsonObject(SpanOfCollection(start, next, members.Count == 0 ? null : members[^1].Value.Span), members.ToImmutable());
    }

    // YAML 1.2 "10.3.2. Tag Resolution": https://yaml.org/spec/1.2.2/#1032-tag-resolution
    private JsonNode ReadScalar(Scalar scalar)
    {
        TextSpan span = SpanOf(scalar.Start, scalar.End);
        if (scalar.Style != ScalarStyle.Plain)
        {
            return new JsonString(span, scalar.Value);
        }

        switch (scalar.Value)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                return new JsonNull(span);
            case "true" or "True" or "TRUE":
                return new JsonBoolean(span, true);
            case "false" or "False" or "FALSE":
                return new JsonBoolean(span, false);
            default:
                return TryReadRadix(scalar.Value, out long number) ? new JsonNumber(span, number.ToString(CultureInfo.InvariantCulture))
                    : IsDecimal(scalar.Value) ? new JsonNumber(span, scalar.Value)
                    : new JsonString(span, scalar.Value);
        }
    }

    private static bool TryReadRadix(string text, out long number)
    {
        number = 0;
        return text.StartsWith("0x", StringComparison.Ordinal)
            ? long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
            : text.StartsWith("0o", StringComparison.Ordinal) && TryReadOctal(text.AsSpan(2), out number);
    }

    private static bool TryReadOctal(ReadOnlySpan<char> digits, out long number)
    {
        number = 0;
        foreach (char digit in digits)
        {
            if (digit is < '0' or > '7' || number > long.MaxValue >> 3)
            {
                return false;
            }

            number = (number << 3) | (uint)(digit - '0');
        }

        return digits.Length > 0;
    }

    // [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
    private static bool IsDecimal(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> rest = text.Length > 0 && text[0] is '-' or '+' ? text[1..] : text;
        int exponent = rest.IndexOfAny('e', 'E');
        ReadOnlySpan<char> mantissa = exponent < 0 ? rest : rest[..exponent];
        int point = mantissa.IndexOf('.');
        ReadOnlySpan<char> whole = point < 0 ? mantissa : mantissa[..point];
        ReadOnlySpan<char> fraction = point < 0 ? "" : mantissa[(point + 1)..];
        ReadOnlySpan<char> power = exponent < 0 ? "0" : rest[(exponent + 1)..];
        return whole.Length + fraction.Length > 0
            && AreDigits(whole)
            && AreDigits(fraction)
            && power.TrimStart("+-").Length > 0
            && AreDigits(power[0] is '-' or '+' ? power[1..] : power);
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    // The end event of a flow collection stands at its closing bracket; that of a block collection, which has none,
    // before whatever comes next.
    private TextSpan SpanOfCollection(ParsingEvent start, ParsingEvent end, TextSpan? last)
    {
        int first = SpanOf(start.Start, start.End).Start;
        bool isFlow = first < _text.Length && _text[first] is '[' or '{';
        int after = isFlow ? SpanOf(end.Start, end.Start).Start + 1 : last?.End ?? first;
        return TextSpan.FromBounds(first, Math.Min(after, _text.Length));
    }

    private TextSpan SpanOf(Mark start, Mark end)
    {
        int first = Math.Min((int)start.Index + _offset, _text.Length);
        int last = Math.Clamp((int)end.Index + _offset, first, _text.Length);
        while (last > first && char.IsWhiteSpace(_text[last - 1]))
        {
            last--;
        }

        return TextSpan.FromBounds(first, last);
    }
}
