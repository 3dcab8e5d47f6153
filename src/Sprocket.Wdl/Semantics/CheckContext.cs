using System.Collections.Immutable;
using System.Globalization;
using Sprocket.Text;

namespace Sprocket.Wdl.Semantics;

/// <summary>What all checkers of one document share: the document, where complaints go, and the names at the top level.</summary>
internal sealed class CheckContext(Document document, DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, Deprecation> _deprecations = [];

    public Document Document { get; } = document;

    public SourceText Source => Document.Source;

    public WdlVersion Version => Document.Version;

    /// <summary>The structs and enums by name. Set by <see cref="DocumentChecker"/> before anything is resolved.</summary>
    public TypeNames Types { get; set; } = null!;

    /// <summary>The imports that can be named, by namespace.</summary>
    public Dictionary<string, ImportedDocument> Namespaces { get; } = [];

    /// <summary>Whether an import could not be loaded, so that unknown names may be its names.</summary>
    public bool HasMissingImports { get; set; }

    /// <summary>Whether the document or an import has syntax errors, so that unknown names may be in the part not understood.</summary>
    public bool HasSyntaxErrors { get; set; }

    /// <summary>Whether nothing is to be said of top-level names that are not found.</summary>
    public bool ForgivesUnknownNames => HasMissingImports || HasSyntaxErrors;

    public void Report(
        DiagnosticDescriptor descriptor,
        TextSpan span,
        string message,
        string? caption = null,
        string? help = null,
        DiagnosticFix? fix = null,
        ImmutableArray<DiagnosticLabel> labels = default) =>
        diagnostics.Add(new Diagnostic(descriptor, Source, span, message)
        {
            Caption = caption,
            Help = help,
            Fix = fix,
            Labels = labels.IsDefault ? [] : labels,
        });

    /// <summary>A label in this document.</summary>
    public DiagnosticLabel Label(TextSpan span, string message) => new(Source, span, message);

    /// <summary>Notes a deprecated feature. Reported once for each feature, at its first place, by <see cref="ReportDeprecations"/>.</summary>
    public void Deprecate(string feature, TextSpan span, string help)
    {
        if (!_deprecations.TryGetValue(feature, out Deprecation? deprecation))
        {
            _deprecations.Add(feature, deprecation = new Deprecation(span, help));
        }

        deprecation.Count++;
        if (span.Start < deprecation.Span.Start)
        {
            deprecation.Span = span;
        }
    }

    public void ReportDeprecations()
    {
        foreach ((string feature, Deprecation deprecation) in _deprecations)
        {
            string others = deprecation.Count > 1
                ? string.Create(CultureInfo.InvariantCulture, $", here and in {deprecation.Count - 1} other {(deprecation.Count == 2 ? "place" : "places")}")
                : "";
            Report(
                SemanticDiagnostics.Deprecated,
                deprecation.Span,
                $"{feature} is deprecated in WDL {Version.ToText()}{others}",
                help: deprecation.Help);
        }
    }

    /// <summary>" (did you mean `x`?)" as a help text, or null.</summary>
    public static string? Suggest(string? suggestion) => suggestion is null ? null : $"did you mean `{suggestion}`?";

    /// <summary>A fix that writes the suggestion in place, or null.</summary>
    public static DiagnosticFix? FixName(TextSpan span, string? suggestion) => suggestion is null ? null : new DiagnosticFix(span, suggestion);

    private sealed class Deprecation(TextSpan span, string help)
    {
        public TextSpan Span { get; set; } = span;

        public string Help { get; } = help;

        public int Count { get; set; }
    }
}

/// <summary>An import as the checker of the importing document sees it.</summary>
/// <param name="namespaceName">The namespace.</param>
/// <param name="span">The import's address.</param>
/// <param name="document">The document, or null when it could not be loaded.</param>
internal sealed class ImportedDocument(string namespaceName, TextSpan span, Document? document)
{
    public string Namespace { get; } = namespaceName;

    public TextSpan Span { get; } = span;

    public Document? Document { get; } = document;

    /// <summary>Whether anything of it was used.</summary>
    public bool IsUsed { get; set; }
}
