using System.Collections.Immutable;

namespace Sprocket.Wdl.Semantics;

/// <summary>What <see cref="DocumentLoader"/> has loaded.</summary>
/// <param name="Document">The document asked for; null when it cannot be read at all, which is reported.</param>
/// <param name="Documents">All documents, each after those it imports.</param>
public sealed record LoadResult(Document? Document, ImmutableArray<Document> Documents);
