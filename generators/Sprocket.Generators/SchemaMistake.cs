using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Sprocket.Generators;

/// <summary>A place in a file, without the syntax tree that a <see cref="Location"/> would keep alive.</summary>
internal sealed record Place(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static Place? From(Location location) => location.SourceTree is null
        ? null
        : new Place(location.SourceTree.FilePath, location.SourceSpan, location.GetLineSpan().Span);

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}

/// <summary>A mistake in a schema or a template, as data: reported by the pipeline, compared by value.</summary>
/// <param name="Descriptor">The kind of mistake; always one of the catalogue's own objects.</param>
/// <param name="Place">Where it is, or null where no source is known.</param>
/// <param name="Arguments">What fills the message.</param>
internal sealed record SchemaMistake(DiagnosticDescriptor Descriptor, Place? Place, EquatableArray<string> Arguments)
{
    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Descriptor, Place?.ToLocation() ?? Location.None, [.. Arguments]);
}
