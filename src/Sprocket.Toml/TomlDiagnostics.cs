using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Toml;

/// <summary>The mistakes a TOML document can have.</summary>
public static class TomlDiagnostics
{
    /// <summary>TOML0001: the bytes are not UTF-8.</summary>
    public static DiagnosticDescriptor NotUtf8 { get; } = Error(
        "TOML0001",
        "the file is not UTF-8",
        "A TOML file is text in UTF-8. Save the file as UTF-8; editors often call it \"UTF-8 without BOM\".");

    /// <summary>TOML0002: a control character that no TOML file may hold.</summary>
    public static DiagnosticDescriptor ForbiddenCharacter { get; } = Error(
        "TOML0002",
        "a control character is not allowed",
        "Control characters other than tab and the line ends LF and CR LF may not stand anywhere in a TOML file, comments and strings "
        + "included. In a string, write an escape such as `\\u0000` instead.");

    /// <summary>TOML0003: something else stands where a key must be.</summary>
    public static DiagnosticDescriptor MissingKey { get; } = Error(
        "TOML0003",
        "a key is missing",
        "A line of a TOML file is `key = value`, a header such as `[table]`, a comment, or empty. An empty key must be written `\"\"`.");

    /// <summary>TOML0004: a key with characters that need quotes, or in the wrong quotes.</summary>
    public static DiagnosticDescriptor InvalidKey { get; } = Error(
        "TOML0004",
        "the key is not written correctly",
        "A key without quotes consists of the letters A to Z and a to z, digits, `_` and `-`. Any other key stands in quotes, on one "
        + "line: `\"my key\" = 1`. A dot between keys means a table in a table.");

    /// <summary>TOML0005: no equals sign after a key.</summary>
    public static DiagnosticDescriptor MissingEquals { get; } = Error(
        "TOML0005",
        "`=` is missing after a key",
        "A key and its value are written `key = value`, on one line.");

    /// <summary>TOML0006: something else stands where a value must be.</summary>
    public static DiagnosticDescriptor MissingValue { get; } = Error(
        "TOML0006",
        "a value is missing",
        "A value must begin on the line of its key. TOML has no null: leave the key out instead.");

    /// <summary>TOML0007: text that is no value, most often a string without quotes.</summary>
    public static DiagnosticDescriptor UnquotedText { get; } = Error(
        "TOML0007",
        "a string is missing its quotes",
        "Strings stand in quotes: `name = \"value\"`. Only `true`, `false`, `inf`, `nan`, numbers, dates and times stand without.");

    /// <summary>TOML0008: a malformed integer or float.</summary>
    public static DiagnosticDescriptor InvalidNumber { get; } = Error(
        "TOML0008",
        "the number is not written correctly",
        "Integers are written `42`, `-17`, `1_000`, `0xff`, `0o755` or `0b101`; floats `3.14`, `-0.5`, `6.02e23`, `inf` or `nan`. Leading "
        + "zeros are not allowed, and a point or an underscore needs a digit on both sides.");

    /// <summary>TOML0009: an integer that needs more than 64 bits.</summary>
    public static DiagnosticDescriptor IntegerOutOfRange { get; } = Error(
        "TOML0009",
        "the integer is too large",
        "Integers have 64 bits: they range from -9223372036854775808 to 9223372036854775807.");

    /// <summary>TOML0010: a malformed or impossible date or time.</summary>
    public static DiagnosticDescriptor InvalidDateTime { get; } = Error(
        "TOML0010",
        "the date or time is not written correctly",
        "Dates and times follow RFC 3339: `1979-05-27T07:32:00Z`, `1979-05-27 07:32:00.5-07:00`, `1979-05-27T07:32:00`, `1979-05-27`, "
        + "`07:32:00`. All digits are written, and the day must exist.");

    /// <summary>TOML0011: a string without its closing quotes.</summary>
    public static DiagnosticDescriptor UnterminatedString { get; } = Error(
        "TOML0011",
        "a string is not closed",
        "A string in single or double quotes ends on the line where it began. A string over several lines stands in three quotes: "
        + "`\"\"\"` or `'''`.");

    /// <summary>TOML0012: a backslash that begins no escape sequence.</summary>
    public static DiagnosticDescriptor InvalidEscape { get; } = Error(
        "TOML0012",
        "the escape sequence does not exist",
        "In double quotes a backslash begins one of `\\b` `\\t` `\\n` `\\f` `\\r` `\\e` `\\\"` `\\\\` `\\xHH` `\\uHHHH` `\\UHHHHHHHH`. For a "
        + "backslash itself write `\\\\`, or put the string into single quotes, where backslashes mean nothing.");

    /// <summary>TOML0013: two elements with nothing between them.</summary>
    public static DiagnosticDescriptor MissingComma { get; } = Error(
        "TOML0013",
        "a comma is missing",
        "The values of an array and the keys of an inline table are separated by commas.");

    /// <summary>TOML0014: an array or inline table without its closing bracket.</summary>
    public static DiagnosticDescriptor UnclosedBracket { get; } = Error(
        "TOML0014",
        "a bracket is not closed",
        "An array ends with `]`, an inline table with `}`.");

    /// <summary>TOML0015: a table header without its closing brackets.</summary>
    public static DiagnosticDescriptor UnclosedHeader { get; } = Error(
        "TOML0015",
        "a table header is not closed",
        "A table begins with `[name]`, an element of an array of tables with `[[name]]`, alone on its line.");

    /// <summary>TOML0016: more text where the line must end.</summary>
    public static DiagnosticDescriptor UnexpectedText { get; } = Error(
        "TOML0016",
        "unexpected text on the line",
        "After a value or a table header only a comment may follow on the line.");

    /// <summary>TOML0017: a key defined twice in one table.</summary>
    public static DiagnosticDescriptor DuplicateKey { get; } = Error(
        "TOML0017",
        "the key is defined twice",
        "A table has each key once. Remove one of the definitions, or move it to another table.");

    /// <summary>TOML0018: a table defined twice.</summary>
    public static DiagnosticDescriptor DuplicateTable { get; } = Error(
        "TOML0018",
        "the table is defined twice",
        "A table has one header. Put all its keys below that header. Elements of an array of tables have double brackets: `[[name]]`.");

    /// <summary>TOML0019: a key or header that goes through something that cannot be added to.</summary>
    public static DiagnosticDescriptor NotExtensible { get; } = Error(
        "TOML0019",
        "the value cannot be added to",
        "Only tables can hold further keys. An inline table `{ … }` and an array `[ … ]` are complete as written, and a table with a "
        + "header of its own is filled below that header, not with dotted keys from elsewhere.");

    /// <summary>TOML0020: too many tables or arrays in one another.</summary>
    public static DiagnosticDescriptor TooDeep { get; } = Error(
        "TOML0020",
        "the nesting is too deep",
        "Arrays and tables may be nested 128 deep.");

    /// <summary>TOML0021: syntax of TOML 1.1 in a TOML 1.0 document.</summary>
    public static DiagnosticDescriptor NeedsNewerVersion { get; } = Error(
        "TOML0021",
        "this needs TOML 1.1",
        "TOML 1.0 has no line breaks or trailing commas in inline tables, no times without seconds, and no escapes `\\e` and `\\xHH`.");

    /// <summary>TOML0022: the reader gave up.</summary>
    public static DiagnosticDescriptor TooManyErrors { get; } = Error(
        "TOML0022",
        "the file has too many errors",
        "After 100 errors the rest of a file is not read. Probably it is no TOML file.");

    /// <summary>All of them, in the order of their codes.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        NotUtf8, ForbiddenCharacter, MissingKey, InvalidKey, MissingEquals, MissingValue, UnquotedText, InvalidNumber,
        IntegerOutOfRange, InvalidDateTime, UnterminatedString, InvalidEscape, MissingComma, UnclosedBracket, UnclosedHeader,
        UnexpectedText, DuplicateKey, DuplicateTable, NotExtensible, TooDeep, NeedsNewerVersion, TooManyErrors,
    ];

    private static DiagnosticDescriptor Error(string code, string title, string explanation) =>
        new(code, DiagnosticSeverity.Error, title, explanation);
}
