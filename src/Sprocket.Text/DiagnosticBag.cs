using System.Collections;
using System.Collections.Immutable;

namespace Sprocket.Text;

/// <summary>The diagnostics found so far. Phases add to it; nothing is thrown for a mistake in text.</summary>
/// <remarks>Not safe for concurrent use: each document has its own bag, merged with <see cref="AddRange"/>.</remarks>
public sealed class DiagnosticBag : IReadOnlyCollection<Diagnostic>
{
    private readonly List<Diagnostic> _diagnostics = [];

    /// <inheritdoc/>
    public int Count => _diagnostics.Count;

    /// <summary>Whether any of them is an error.</summary>
    public bool HasErrors => _diagnostics.Exists(diagnostic => diagnostic.IsError);

    /// <summary>Adds a diagnostic.</summary>
    public void Add(Diagnostic diagnostic) => _diagnostics.Add(diagnostic);

    /// <summary>Adds all diagnostics of another bag.</summary>
    public void AddRange(IEnumerable<Diagnostic> diagnostics) => _diagnostics.AddRange(diagnostics);

    /// <summary>The diagnostics by path, then place; equal places keep the order of reporting.</summary>
    public ImmutableArray<Diagnostic> ToSorted() =>
        [.. _diagnostics.OrderBy(d => d.Source.Path, StringComparer.Ordinal).ThenBy(d => d.Span.Start)];

    /// <inheritdoc/>
    public IEnumerator<Diagnostic> GetEnumerator() => _diagnostics.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
