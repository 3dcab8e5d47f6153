using System.Collections.Immutable;

namespace Sprocket.Text;

/// <summary>How grave a diagnostic is.</summary>
public enum DiagnosticSeverity
{
    /// <summary>The text cannot be used.</summary>
    Error,

    /// <summary>The text can be used but is probably not what was meant.</summary>
    Warning,

    /// <summary>Something worth knowing.</summary>
    Note,
}

/// <summary>One kind of mistake, as the catalogue lists it and <c>sprocket explain</c> prints it.</summary>
/// <param name="Code">The stable code, such as <c>WDL2004</c>; never reused.</param>
/// <param name="Severity">How grave it is.</param>
/// <param name="Title">What is wrong, in a few words without a final stop.</param>
/// <param name="Explanation">Why it is wrong and how to mend it, in full sentences.</param>
public sealed record DiagnosticDescriptor(string Code, DiagnosticSeverity Severity, string Title, string Explanation);

/// <summary>A second place that helps to understand a diagnostic: "defined here", "expected because of this".</summary>
/// <param name="Source">The text that holds the place.</param>
/// <param name="Span">The place.</param>
/// <param name="Message">What the place has to do with the mistake.</param>
public sealed record DiagnosticLabel(SourceText Source, TextSpan Span, string Message);

/// <summary>A replacement that would mend the mistake.</summary>
/// <param name="Span">The text to replace, in the diagnostic's own source.</param>
/// <param name="Replacement">The text to put there.</param>
public sealed record DiagnosticFix(TextSpan Span, string Replacement);

/// <summary>A catalogued mistake at a span of a source, with labels that point at the other places involved.</summary>
/// <param name="Descriptor">The kind of mistake.</param>
/// <param name="Source">The text that holds it.</param>
/// <param name="Span">Where it is.</param>
/// <param name="Message">One sentence, lower case, no final stop, code in backticks: what was found, what was expected.</param>
public sealed record Diagnostic(DiagnosticDescriptor Descriptor, SourceText Source, TextSpan Span, string Message)
{
    /// <summary>A few words printed beside the carets, or null.</summary>
    public string? Caption { get; init; }

    /// <summary>Other places involved, in the order to print them.</summary>
    public ImmutableArray<DiagnosticLabel> Labels { get; init; } = [];

    /// <summary>What to do about it, or null.</summary>
    public string? Help { get; init; }

    /// <summary>A replacement that mends it, or null.</summary>
    public DiagnosticFix? Fix { get; init; }

    /// <summary>Whether the text cannot be used.</summary>
    public bool IsError => Descriptor.Severity == DiagnosticSeverity.Error;
}
