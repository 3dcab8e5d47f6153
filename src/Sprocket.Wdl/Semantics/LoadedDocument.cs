using Sprocket.Text;
using Sprocket.Wdl.Syntax;

namespace Sprocket.Wdl.Semantics;

/// <summary>A document that was read and parsed, on its way to be checked.</summary>
/// <param name="address">Where it is.</param>
/// <param name="source">Its text.</param>
/// <param name="syntax">The text, parsed.</param>
/// <param name="diagnostics">What was found in it.</param>
internal sealed class LoadedDocument(ImportAddress address, SourceText source, DocumentSyntax syntax, DiagnosticBag diagnostics)
{
    public ImportAddress Address { get; } = address;

    public string Uri => Address.Uri;

    public SourceText Source { get; } = source;

    public DocumentSyntax Syntax { get; } = syntax;

    public DiagnosticBag Diagnostics { get; } = diagnostics;

    /// <summary>The imports, in order of the text.</summary>
    public List<LoadedImport> Imports { get; } = [];

    /// <summary>Whether it is in a version that is known; what it says cannot be checked otherwise.</summary>
    public bool IsUnderstood => !Syntax.VersionSpan.Equals(default) && Syntax.VersionSpan.Length > 0 && IsKnown(Source.ToString(Syntax.VersionSpan));

    private static bool IsKnown(string version) => version is "1.0" or "1.1" or "1.2" or "1.3" or "1";
}

/// <summary>An import of a document that was parsed.</summary>
/// <param name="syntax">The statement.</param>
internal sealed class LoadedImport(ImportSyntax syntax)
{
    public ImportSyntax Syntax { get; } = syntax;

    /// <summary>Where it is; null when the statement does not say.</summary>
    public ImportAddress? Address { get; set; }

    /// <summary>The checked document, or null when it cannot be loaded, which is reported.</summary>
    public Document? Document { get; set; }
}
