using System.Collections.Immutable;

namespace Sprocket.Wdl.Semantics;

/// <summary>What <see cref="DocumentLoader"/> has loaded.</summary>
/// <param name="Roots">The documents asked for, in that order; null for one that cannot be read at all, which is reported.</param>
/// <param name="Documents">All documents, each after those it imports.</param>
public sealed record LoadResult(ImmutableArray<Document?> Roots, ImmutableArray<Document> Documents)
{
    /// <summary>The document asked for, if it was one; null when it cannot be read.</summary>
    public Document? Document => Roots[0];
}
