using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Engine.Runs;

/// <summary>The failures of tasks, in order of their codes.</summary>
public static class RunDiagnostics
{
    /// <summary>The command ended with an exit code that is not accepted, or by a signal.</summary>
    public static DiagnosticDescriptor CommandFailed { get; } = new(
        "RUN0101",
        DiagnosticSeverity.Error,
        "command failed",
        "The command ended with an exit code that does not mean success. Its standard error usually says why. Which codes mean success is what `return_codes` says; how often it is tried again, `max_retries`.");

    /// <summary>The command used more memory than it asked for.</summary>
    public static DiagnosticDescriptor OutOfMemory { get; } = new(
        "RUN0102",
        DiagnosticSeverity.Error,
        "out of memory",
        "The command was killed because it used more memory than the task asks for. Raise `memory` in its `requirements`, or give `CALL.requirements.memory` with the inputs.");

    /// <summary>The command took longer than its limit.</summary>
    public static DiagnosticDescriptor TimedOut { get; } = new(
        "RUN0103",
        DiagnosticSeverity.Error,
        "timed out",
        "The command was stopped because it took longer than its time limit. Raise `time_minutes` in its hints, or choose a partition with a longer limit.");

    /// <summary>The scheduler took the place away too often.</summary>
    public static DiagnosticDescriptor Preempted { get; } = new(
        "RUN0104",
        DiagnosticSeverity.Error,
        "preempted",
        "The scheduler stopped the command for the sake of other jobs, more often than the run is told to accept.");

    /// <summary>The node failed too often.</summary>
    public static DiagnosticDescriptor NodeFailed { get; } = new(
        "RUN0105",
        DiagnosticSeverity.Error,
        "node failed",
        "The node that ran the command, or something around it, failed, more often than the run is told to accept.");

    /// <summary>The command never ran.</summary>
    public static DiagnosticDescriptor NotStarted { get; } = new(
        "RUN0106",
        DiagnosticSeverity.Error,
        "not started",
        "The command never ran: its image is missing, its submission was refused, or a directory is not there.");

    /// <summary>Somebody else cancelled it.</summary>
    public static DiagnosticDescriptor Canceled { get; } = new(
        "RUN0107",
        DiagnosticSeverity.Error,
        "canceled",
        "The command was cancelled by somebody other than the run, for instance with `scancel`.");

    /// <summary>No place satisfies the requirements.</summary>
    public static DiagnosticDescriptor Unsatisfiable { get; } = new(
        "RUN0108",
        DiagnosticSeverity.Error,
        "requirements cannot be satisfied",
        "The task asks for more than the backend has. Ask for less, choose another backend or partition, or set `cpu_limit_behavior` or `memory_limit_behavior` to `try_with_max`.");

    /// <summary>A value does not fit into an environment variable.</summary>
    public static DiagnosticDescriptor VariableTooLarge { get; } = new(
        "RUN0109",
        DiagnosticSeverity.Error,
        "environment variable too large",
        "The value of an `env` declaration is larger than one environment variable can be: Linux starts no program with one of more than 128 KiB, name included. Write the value to a file and let the command read that.");

    /// <summary>All of them, in order of their codes.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
        [CommandFailed, OutOfMemory, TimedOut, Preempted, NodeFailed, NotStarted, Canceled, Unsatisfiable, VariableTooLarge];
}
