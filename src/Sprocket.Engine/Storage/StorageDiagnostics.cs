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

    /// <summary>RUN0302: another process drives the run.</summary>
    public static DiagnosticDescriptor AlreadyDriven { get; } = new(
        "RUN0302",
        DiagnosticSeverity.Error,
        "another process drives the run",
        "One process at a time may drive a run, lest its jobs are submitted twice. The run directory is locked by one, or one of another host has "
        + "not said that it ended. `sprocket attach` watches the run, `sprocket detach` sends its process away and leaves the jobs, `sprocket cancel` "
        + "ends it. A process that was killed on this host is noticed; for one on another host `--take-over` says that it is gone.");

    /// <summary>RUN0303: there is no run in the directory, or none that began.</summary>
    public static DiagnosticDescriptor NoRun { get; } = new(
        "RUN0303",
        DiagnosticSeverity.Error,
        "there is no run to take up",
        "The directory holds no run, or one whose process died before anything was started, so that nothing is lost. A run directory is what `sprocket run` "
        + "names when it ends, `out/runs/TARGET/TIME`; `_latest` beside it points at the newest one.");

    /// <summary>RUN0304: the documents are no longer those that the run began with.</summary>
    public static DiagnosticDescriptor DocumentsChanged { get; } = new(
        "RUN0304",
        DiagnosticSeverity.Error,
        "the documents have changed since the run began",
        "What the run has done so far was done by the documents as they were; they are kept in `documents/` of the run directory. Put them back, or begin a "
        + "new run. With `--accept-changes` the run goes on with the documents as they are now: what has finished is not run again, whatever changed in it.");

    /// <summary>RUN0305: no process drives the run.</summary>
    public static DiagnosticDescriptor NotDriven { get; } = new(
        "RUN0305",
        DiagnosticSeverity.Error,
        "no process drives the run",
        "The process that drove the run ended without finishing it: it was killed or detached. Its jobs go on. `sprocket resume` takes the run up "
        + "again, `sprocket cancel` ends it.");

    /// <summary>All of them, in order of their codes.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [CannotWrite, AlreadyDriven, NoRun, DocumentsChanged, NotDriven];
}
