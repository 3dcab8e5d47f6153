#pragma warning disable CA5394 // A seeded generator is wanted, so that a failure can be repeated.

using System.Globalization;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Sprocket.Text;

namespace Sprocket.Toml.Tests;

/// <summary>What holds for every document and value, tried on random ones.</summary>
public sealed class PropertyTests
{
    private const string Interesting = "\"\"\"'''[[]]{}==..,,##\\\\  \t\n\n\r\n\0\u007f_-+:019aetzTZxuU\ufeff\ud83e\uddec\udd2cé";

    private static readonly string[] Documents =
        [.. CaseFile.ReadAll("valid").Concat(CaseFile.ReadAll("invalid")).Select(item => MarkedDocument.Parse(item.Document).Text)];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void A_mutated_document_is_read_without_a_crash(int seed)
    {
        Random random = new(seed);
        for (int i = 0; i < 2_500; i++)
        {
            string document = Mutate(random, Documents[random.Next(Documents.Length)]);

            TomlTable? older = CheckReading(document, TomlVersion.V1_0);
            TomlTable? newer = CheckReading(document, TomlVersion.V1_1);

            if (older is not null)
            {
                Assert.NotNull(newer);
                Assert.Equal(TomlJson.Write(older), TomlJson.Write(newer));
            }
        }
    }

    [Fact]
    public void Random_characters_are_read_without_a_crash() =>
        Prop.ForAll<string>(text => { CheckReading(text ?? "", TomlVersion.V1_1); }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Random_bytes_are_read_without_a_crash() =>
        Prop.ForAll<byte[]>(bytes => TomlReader.Read("case.toml", bytes, TomlVersion.V1_1, []) is not null).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void A_string_comes_back_as_it_was_written() =>
        Prop.ForAll<string>(text =>
        {
            string value = ToWellFormed(text ?? "");
            TomlTable table = ReadValid($"{Quote(value)} = {Quote(value)}");
            return table.TryGet(value, out TomlEntry? entry) && entry.Value is TomlString found && found.Value == value;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void An_integer_comes_back_as_it_was_written() =>
        Prop.ForAll<long>(value => ReadInteger(value.ToString(CultureInfo.InvariantCulture)) == value
            && (value < 0 || ReadInteger("0x" + value.ToString("x", CultureInfo.InvariantCulture)) == value)
            && (value < 0 || ReadInteger("0b" + value.ToString("b", CultureInfo.InvariantCulture)) == value))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void A_float_comes_back_as_it_was_written() =>
        Prop.ForAll<double>(value =>
        {
            string text = double.IsFinite(value) ? value.ToString("E16", CultureInfo.InvariantCulture)
                : double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
            return ReadValid("a = " + text).Entries[0].Value is TomlFloat found && found.Value.Equals(value);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Fact]
    public void A_date_and_time_comes_back_as_it_was_written() =>
        Prop.ForAll<DateTimeOffset>(value =>
        {
            string text = value.ToString("yyyy-MM-ddTHH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture);
            return ReadValid("a = " + text).Entries[0].Value is TomlDateTime found
                && DateTimeOffset.Parse(found.ToRfc3339(), CultureInfo.InvariantCulture).EqualsExact(value);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    // Reads a document and checks what holds for all; null when it is not valid.
    private static TomlTable? CheckReading(string document, TomlVersion version)
    {
        DiagnosticBag diagnostics = [];
        SourceText source = new("case.toml", document);

        TomlTable table = TomlReader.Read(source, version, diagnostics);

        CheckSpans(table, document);
        bool hasUnreadable = HasUnreadable(table);
        foreach (Diagnostic diagnostic in diagnostics)
        {
            Assert.Same(source, diagnostic.Source);
            CheckSpan(diagnostic.Span, document);
            Assert.All(diagnostic.Labels, label => CheckSpan(label.Span, document));
            Assert.NotEmpty(DiagnosticRenderer.Render(diagnostic, DiagnosticPalette.Plain));
        }

        Assert.False(hasUnreadable && diagnostics.Count == 0, document);
        return diagnostics.HasErrors ? null : table;
    }

    private static void CheckSpans(TomlValue value, string document)
    {
        CheckSpan(value.Span, document);
        if (value is TomlTable table)
        {
            foreach (TomlEntry entry in table.Entries)
            {
                CheckSpan(entry.KeySpan, document);
                CheckSpans(entry.Value, document);
            }
        }
        else if (value is TomlArray array)
        {
            foreach (TomlValue item in array.Items)
            {
                CheckSpans(item, document);
            }
        }
    }

    private static void CheckSpan(TextSpan span, string document)
    {
        Assert.InRange(span.Start, 0, document.Length);
        Assert.InRange(span.Length, 0, document.Length - span.Start);
    }

    private static bool HasUnreadable(TomlValue value) => value switch
    {
        TomlUnreadable => true,
        TomlTable table => table.Entries.Any(entry => HasUnreadable(entry.Value)),
        TomlArray array => array.Items.Any(HasUnreadable),
        _ => false,
    };

    private static string Mutate(Random random, string document)
    {
        StringBuilder text = new(document);
        for (int edits = random.Next(1, 6); edits > 0; edits--)
        {
            int place = random.Next(text.Length + 1);
            int length = Math.Min(random.Next(1, 4), text.Length - place);
            switch (random.Next(4))
            {
                case 0:
                    text.Remove(place, length);
                    break;
                case 1:
                    text.Insert(place, Interesting[random.Next(Interesting.Length)]);
                    break;
                case 2:
                    text.Insert(place, text.ToString(place, length));
                    break;
                default:
                    string other = Documents[random.Next(Documents.Length)];
                    int start = random.Next(other.Length + 1);
                    text.Insert(place, other.AsSpan(start, Math.Min(random.Next(20), other.Length - start)));
                    break;
            }
        }

        return text.ToString();
    }

    private static TomlTable ReadValid(string document)
    {
        DiagnosticBag diagnostics = [];
        TomlTable table = TomlReader.Read(new SourceText("case.toml", document), TomlVersion.V1_0, diagnostics);
        Assert.Equal([], diagnostics.Select(DiagnosticRenderer.RenderLine));
        return table;
    }

    private static long? ReadInteger(string text) => (ReadValid("a = " + text).Entries[0].Value as TomlInteger)?.Value;

    private static string ToWellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string Quote(string value)
    {
        StringBuilder quoted = new("\"");
        foreach (char character in value)
        {
            if (character is '"' or '\\')
            {
                quoted.Append('\\').Append(character);
            }
            else if (char.IsControl(character))
            {
                quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            }
            else
            {
                quoted.Append(character);
            }
        }

        return quoted.Append('"').ToString();
    }
}
