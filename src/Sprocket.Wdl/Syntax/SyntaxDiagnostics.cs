using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

/// <summary>The mistakes that can be seen in the text of one document, in code order.</summary>
public static class SyntaxDiagnostics
{
    /// <summary>The document is written in the language before 1.0.</summary>
    public static readonly DiagnosticDescriptor Draft2 = Error(
        "WDL0001",
        "document is WDL draft-2",
        "A document without a `version` statement is WDL draft-2, the language before 1.0, which is not supported. To bring it to "
        + "WDL 1.0, write `version 1.0` on the first line, put the declarations without values of each task and workflow into an "
        + "`input { … }` section, and give workflow outputs a type and a name.");

    /// <summary>The version is none of those supported.</summary>
    public static readonly DiagnosticDescriptor UnsupportedVersion = Error(
        "WDL0002",
        "unsupported language version",
        "The versions supported are 1.0, 1.1, 1.2 and 1.3. Documents of `version development` were written against drafts of what "
        + "became 1.2 and 1.3: `version 1.3` is what most of them mean.");

    /// <summary>A version statement that is not the first statement.</summary>
    public static readonly DiagnosticDescriptor MisplacedVersion = Error(
        "WDL0003",
        "misplaced version statement",
        "A document has one `version` statement, before everything but comments.");

    /// <summary>A byte order mark before the text.</summary>
    public static readonly DiagnosticDescriptor ByteOrderMark = Warning(
        "WDL0004",
        "byte order mark",
        "WDL documents are UTF-8 without a byte order mark. Some engines refuse a document that begins with one: save the file as "
        + "\"UTF-8 without BOM\".");

    /// <summary>A character that no token begins with.</summary>
    public static readonly DiagnosticDescriptor UnexpectedCharacter = Error(
        "WDL0005",
        "unexpected character",
        "The character has no meaning outside strings, commands and comments. Word processors change straight quotes to curly ones "
        + "and hyphens to dashes, which is a common cause.");

    /// <summary>Something else was expected.</summary>
    public static readonly DiagnosticDescriptor UnexpectedToken = Error(
        "WDL0006",
        "unexpected word or symbol",
        "The text does not follow the grammar at this place: the message says what was found and what could stand there.");

    /// <summary>A bracket or brace is not closed.</summary>
    public static readonly DiagnosticDescriptor MissingClose = Error(
        "WDL0007",
        "missing closing bracket",
        "Each `{`, `[` and `(` needs its counterpart. The place marked is where the text can only be understood if the counterpart is "
        + "missing before it.");

    /// <summary>A word at a place where only a few can stand, and not one of them.</summary>
    public static readonly DiagnosticDescriptor UnknownKeyword = Error(
        "WDL0008",
        "unknown section or statement",
        "At the top level stand `import`, `struct`, `enum`, `task` and `workflow`; in tasks and workflows stand their sections, "
        + "declarations, and in workflows `call`, `scatter` and `if`.");

    /// <summary>The document's version does not have what is used.</summary>
    public static readonly DiagnosticDescriptor NeedsNewerVersion = Error(
        "WDL0009",
        "not in this version of the language",
        "The `version` statement decides what a document may use. Raise it to the version named in the message, or do without.");

    /// <summary>A name that is a word of the language.</summary>
    public static readonly DiagnosticDescriptor ReservedWord = Error(
        "WDL0010",
        "reserved word used as a name",
        "Words of the language cannot name declarations, calls, tasks, workflows, namespaces, structs, enums or aliases.");

    /// <summary>A name that becomes a word of the language in a later version.</summary>
    public static readonly DiagnosticDescriptor ReservedLater = Warning(
        "WDL0011",
        "name is a reserved word in later versions",
        "WDL 1.1 asks not to use `Directory`, `hints` and `requirements` as names, since WDL 1.2 gives them a meaning.");

    /// <summary>A name with characters that names cannot have.</summary>
    public static readonly DiagnosticDescriptor InvalidName = Error(
        "WDL0012",
        "invalid name",
        "A name begins with a letter, followed by letters, digits and underscores, all of them ASCII.");

    /// <summary>A string without closing quote.</summary>
    public static readonly DiagnosticDescriptor UnterminatedString = Error(
        "WDL0013",
        "unterminated string",
        "A string in quotes ends on the line where it begins. Write `\\n` for a line break, or from WDL 1.2 on use a multi-line "
        + "string, `<<<` … `>>>`.");

    /// <summary>A command or multi-line string without end.</summary>
    public static readonly DiagnosticDescriptor UnterminatedBlock = Error(
        "WDL0014",
        "unterminated command or multi-line string",
        "The text after the opening is read as it stands up to `>>>`, or `}` for `command {`; without it the rest of the file "
        + "belongs to it.");

    /// <summary>An escape sequence that is too short or stands for no character.</summary>
    public static readonly DiagnosticDescriptor InvalidEscape = Error(
        "WDL0015",
        "invalid escape sequence",
        "An octal escape has three digits (WDL 1.0: one to three), `\\x` two hexadecimal digits, `\\u` four and `\\U` eight; the "
        + "number is that of a Unicode character.");

    /// <summary>A number that is not well formed.</summary>
    public static readonly DiagnosticDescriptor InvalidNumber = Error(
        "WDL0016",
        "invalid number",
        "A whole number is decimal (`42`), hexadecimal (`0x2A`) or, with a leading zero, octal (`052`). A floating point number has a "
        + "decimal point or an exponent (`4.2`, `42e-1`).");

    /// <summary>A number too large for its type.</summary>
    public static readonly DiagnosticDescriptor NumberOutOfRange = Error(
        "WDL0017",
        "number out of range",
        "An Int has 64 bits, from -9223372036854775808 to 9223372036854775807. A Float is finite, at most about 1.8e308.");

    /// <summary>A placeholder in a string that must not have one.</summary>
    public static readonly DiagnosticDescriptor PlaceholderNotAllowed = Error(
        "WDL0018",
        "placeholder not allowed here",
        "Import addresses, placeholder options and the keys of objects are read before anything is evaluated, so they are plain "
        + "strings.");

    /// <summary>Nesting beyond what is supported.</summary>
    public static readonly DiagnosticDescriptor TooDeep = Error(
        "WDL0019",
        "nesting too deep",
        "Expressions, types, values and blocks may be nested several hundred levels deep, and a chain of operators may have some "
        + "thousands of operands. Give intermediate results a name, or read large data from a file. The rest of the document was not read.");

    /// <summary>A section that stands twice.</summary>
    public static readonly DiagnosticDescriptor DuplicateSection = Error(
        "WDL0020",
        "duplicate section",
        "A task, workflow or struct has each section at most once.");

    /// <summary>A task without a command.</summary>
    public static readonly DiagnosticDescriptor MissingCommand = Error(
        "WDL0021",
        "task without command",
        "The command is the only section that each task must have. It may be empty: `command <<< >>>`.");

    /// <summary>A second workflow in a document.</summary>
    public static readonly DiagnosticDescriptor SecondWorkflow = Error(
        "WDL0022",
        "more than one workflow",
        "A document has at most one workflow. Put the other into a document of its own and import it.");

    /// <summary>Sections that exclude each other.</summary>
    public static readonly DiagnosticDescriptor ExclusiveSections = Error(
        "WDL0023",
        "runtime together with requirements or hints",
        "From WDL 1.2 on `requirements` and `hints` replace `runtime`; a task has the ones or the other.");

    /// <summary>A section or statement that stands at a place that does not have it.</summary>
    public static readonly DiagnosticDescriptor Misplaced = Error(
        "WDL0024",
        "section or statement at the wrong place",
        "`command`, `runtime` and `requirements` belong in tasks, `call`, `scatter` and `if` in workflows, and `task`, `workflow`, "
        + "`struct`, `enum` and `import` at the top level.");

    /// <summary>A declaration without value outside an input section.</summary>
    public static readonly DiagnosticDescriptor MissingValue = Error(
        "WDL0025",
        "declaration without value",
        "Only declarations in an `input` section can take their value from the caller. Others need `= expression`.");

    /// <summary>A default in a struct.</summary>
    public static readonly DiagnosticDescriptor StructMemberValue = Error(
        "WDL0026",
        "struct member with a value",
        "A struct says which members its values have; it has no default values.");

    /// <summary>A quantifier that its type cannot have.</summary>
    public static readonly DiagnosticDescriptor InvalidQuantifier = Error(
        "WDL0027",
        "invalid type quantifier",
        "A type is optional (`?`) or not, once; only an `Array` can be non-empty (`+`), and `+` stands before `?`.");

    /// <summary>An env modifier outside a task's inputs and private declarations.</summary>
    public static readonly DiagnosticDescriptor MisplacedEnv = Error(
        "WDL0028",
        "env at the wrong place",
        "`env` exports an input or private declaration of a task to its command. Outputs are made after the command, and workflows "
        + "have none.");

    /// <summary>A hints, input or output literal outside a hints section.</summary>
    public static readonly DiagnosticDescriptor MisplacedHintsLiteral = Error(
        "WDL0029",
        "hints literal outside a hints section",
        "`hints { … }`, `input { … }` and `output { … }` are values in a task's `hints` section only.");

    /// <summary>Object, which structs replace.</summary>
    public static readonly DiagnosticDescriptor DeprecatedObject = Warning(
        "WDL0030",
        "deprecated Object",
        "The type `Object` and the literal `object { … }` are deprecated since WDL 1.1: their members have no types that could be "
        + "checked. Define a struct.");

    /// <summary>Placeholder options, which functions replace.</summary>
    public static readonly DiagnosticDescriptor DeprecatedPlaceholderOption = Warning(
        "WDL0031",
        "deprecated placeholder option",
        "Placeholder options are deprecated since WDL 1.1. Write `~{sep(\", \", items)}`, `~{if flag then \"a\" else \"b\"}` and "
        + "`~{select_first([value, \"default\"])}`.");

    /// <summary>The runtime section, which requirements and hints replace.</summary>
    public static readonly DiagnosticDescriptor DeprecatedRuntime = Warning(
        "WDL0032",
        "deprecated runtime section",
        "The `runtime` section is deprecated since WDL 1.2. What a task needs goes into `requirements`, all else into `hints`.");

    /// <summary>A wrong or missing separator.</summary>
    public static readonly DiagnosticDescriptor WrongSeparator = Error(
        "WDL0033",
        "wrong or missing separator",
        "Declarations and call inputs are written `name = value`, attributes and members `name: value`; the items of a list are "
        + "separated by commas.");

    /// <summary>Placeholder options that contradict each other.</summary>
    public static readonly DiagnosticDescriptor InvalidPlaceholderOptions = Error(
        "WDL0034",
        "invalid placeholder options",
        "A placeholder has one option: `sep`, `default`, or the pair of `true` and `false`, which are both required.");

    /// <summary>A backslash that begins no escape sequence.</summary>
    public static readonly DiagnosticDescriptor UnknownEscape = Warning(
        "WDL0035",
        "unknown escape sequence",
        "Strings know `\\\\`, `\\n`, `\\t`, `\\'`, `\\\"`, `\\~`, `\\$`, octal `\\123`, hexadecimal `\\x41` and Unicode `\\u00e9` or "
        + "`\\U0001F600`; WDL 1.0 also `\\r`, `\\b`, `\\a`, `\\f`, `\\v` and `\\?`. A backslash itself, as in a regular expression, is "
        + "written `\\\\`. An unknown sequence is kept as it stands, as engines commonly do.");

    /// <summary>A declaration without value in the body of a 1.0 task or workflow.</summary>
    public static readonly DiagnosticDescriptor LooseInput = Warning(
        "WDL0036",
        "input outside the input section",
        "In WDL 1.0 a declaration without value is an input wherever it stands, as in draft-2. From WDL 1.1 on inputs stand in the "
        + "`input` section only.");

    /// <summary>So many errors that reading on is of no use.</summary>
    public static readonly DiagnosticDescriptor TooManyErrors = Error(
        "WDL0037",
        "too many errors",
        "After a thousand errors the rest of a document is not read: it is probably not WDL.");

    /// <summary>A command whose lines are indented with tabs and with spaces.</summary>
    public static readonly DiagnosticDescriptor MixedIndent = Warning(
        "WDL0038",
        "tabs and spaces in one indent",
        "The white space that all lines of a command begin with is removed. Where it is tabs in some lines and spaces in others, WDL 1.1 "
        + "leaves the lines as they are, and other versions count each tab as one space, which few would expect.");

    /// <summary>All of them, in code order.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        Draft2, UnsupportedVersion, MisplacedVersion, ByteOrderMark, UnexpectedCharacter, UnexpectedToken, MissingClose, UnknownKeyword,
        NeedsNewerVersion, ReservedWord, ReservedLater, InvalidName, UnterminatedString, UnterminatedBlock, InvalidEscape, InvalidNumber,
        NumberOutOfRange, PlaceholderNotAllowed, TooDeep, DuplicateSection, MissingCommand, SecondWorkflow, ExclusiveSections, Misplaced,
        MissingValue, StructMemberValue, InvalidQuantifier, MisplacedEnv, MisplacedHintsLiteral, DeprecatedObject,
        DeprecatedPlaceholderOption, DeprecatedRuntime, WrongSeparator, InvalidPlaceholderOptions, UnknownEscape, LooseInput, TooManyErrors,
        MixedIndent,
    ];

    private static DiagnosticDescriptor Error(string code, string title, string explanation) =>
        new(code, DiagnosticSeverity.Error, title, explanation);

    private static DiagnosticDescriptor Warning(string code, string title, string explanation) =>
        new(code, DiagnosticSeverity.Warning, title, explanation);
}
