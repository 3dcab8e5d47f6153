using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Engine.Storage;

/// <summary>The failures of a run's own files, in order of their codes.</summary>
public static class StorageDiagnostics
{
    /// <summary>RUN0301: a file or directory of the run cannot be written or read.</summary>
    public static DiagnosticDescriptor CannotWrite { get; } = new(
        "RUN0301",
        DiagnosticSeverity.Error,
        "the run's files cannot be written",
        "The run keeps its state, the commands and their outputs in a directory, and that cannot be written or read: it is read-only, belongs to "
        + "somebody else, the disk is full, or a quota is used up. Choose another place with `--output-dir`, or make room. What was written so far stays.");

    /// <summary>All of them, in order of their codes.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [CannotWrite];
}
