using Microsoft.CodeAnalysis;

namespace Sprocket.Generators.Templates;

/// <summary>The mistakes a script template can hold; each is a compile error at its place in the template.</summary>
internal static class TemplateDiagnostics
{
    public static readonly DiagnosticDescriptor UnclosedHole = Create(
        "SPK1001", "Hole without an end", "`{{{{` has no `}}}}` on its line");

    public static readonly DiagnosticDescriptor MalformedHole = Create(
        "SPK1002", "Malformed hole", "`{0}` is not a hole; a hole is `name`, `name:type`, and then nothing, `?`, `*` or `...`");

    public static readonly DiagnosticDescriptor UnknownHoleType = Create(
        "SPK1003", "Unknown hole type", "`{0}` is not a type of hole; the types are `word`, `int`, `file` and `script`");

    public static readonly DiagnosticDescriptor ConflictingHole = Create(
        "SPK1004", "Hole with two types", "hole `{0}` is `{1}` here but `{2}` on line {3}");

    public static readonly DiagnosticDescriptor HoleInsideQuotes = Create(
        "SPK1005", "Hole inside quotes", "hole `{0}` stands inside {1}, but is quoted by itself; end the quotes before it");

    public static readonly DiagnosticDescriptor HoleInComment = Create(
        "SPK1006", "Hole in a comment", "hole `{0}` stands in a comment, which a line break in its value would end");

    public static readonly DiagnosticDescriptor HereDocument = Create(
        "SPK1007", "Here-document", "a here-document cannot stand in a template, since nothing in it can be quoted");

    public static readonly DiagnosticDescriptor SecondList = Create(
        "SPK1008", "Line repeated for two lists", "the line is already repeated for `{0}`; it cannot be repeated for `{1}` too");

    public static readonly DiagnosticDescriptor LateDirective = Create(
        "SPK1009", "Directive after a command", "sbatch ignores `#SBATCH` after the first command, on line {0}");

    public static readonly DiagnosticDescriptor BadTemplateName = Create(
        "SPK1010", "Template without a class name", "`{0}` gives no class name; name the file in letters, digits, `-` and `_`");

    public static readonly DiagnosticDescriptor CarriageReturn = Create(
        "SPK1011", "Carriage return", "the line ends in a carriage return, which neither bash nor sbatch accepts");

    public static readonly DiagnosticDescriptor ReservedHoleName = Create(
        "SPK1012", "Hole named like a member", "a hole cannot be named `{0}`, since the generated class has a member `{1}`");

    public static readonly DiagnosticDescriptor MissingInterpreter = Create(
        "SPK1013", "No interpreter line", "sbatch refuses a script whose first line does not begin with `#!`");

    public static readonly DiagnosticDescriptor MisplacedHole = Create(
        "SPK1014", "Hole in the wrong place", "a hole of type `{0}` can only stand {1}");

    public static readonly DiagnosticDescriptor UnbalancedLine = Create(
        "SPK1015", "Optional line opens a quote", "a line that may be left out or repeated must close each quote and bracket that it opens");

    private static DiagnosticDescriptor Create(string id, string title, string message) =>
        new(id, title, message, "Sprocket.Templates", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
