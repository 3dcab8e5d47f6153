using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Cli.Commands;

/// <summary>The mistakes of a command line, in order of their codes.</summary>
internal static class CommandDiagnostics
{
    /// <summary>CLI0001: the command line cannot be understood.</summary>
    public static DiagnosticDescriptor BadUsage { get; } = new(
        "CLI0001",
        DiagnosticSeverity.Error,
        "the command line cannot be understood",
        "A command, option or argument is misspelt, missing or one too many. `sprocket --help` lists the commands, and `sprocket COMMAND --help` what a command takes.");

    /// <summary>CLI0002: a help topic that does not exist.</summary>
    public static DiagnosticDescriptor UnknownTopic { get; } = new(
        "CLI0002",
        DiagnosticSeverity.Error,
        "there is no such help topic",
        "`sprocket help` lists the topics.");

    /// <summary>CLI0003: a directory without documents.</summary>
    public static DiagnosticDescriptor NoDocuments { get; } = new(
        "CLI0003",
        DiagnosticSeverity.Error,
        "the directory holds no document",
        "`sprocket check` was told to look for documents in a directory, and there is none below it. Documents are files whose names end in `.wdl`.");

    /// <summary>CLI0004: a code that does not exist.</summary>
    public static DiagnosticDescriptor UnknownCode { get; } = new(
        "CLI0004",
        DiagnosticSeverity.Error,
        "there is no such code",
        "`sprocket explain` lists all codes.");

    /// <summary>CLI0005: a directory that cannot be searched.</summary>
    public static DiagnosticDescriptor UnsearchableDirectory { get; } = new(
        "CLI0005",
        DiagnosticSeverity.Error,
        "the directory cannot be searched for documents",
        "`sprocket check` was told to look for documents in a directory, and may not read it or one below it. Nothing is checked then, since it would seem that all documents are right. Name the documents or directories that are meant.");

    /// <summary>CLI0006: standard output cannot be written.</summary>
    public static DiagnosticDescriptor UnwritableOutput { get; } = new(
        "CLI0006",
        DiagnosticSeverity.Error,
        "standard output cannot be written",
        "The disk is full that standard output was sent to, or a quota is used up. The outputs of a run that has ended are in `outputs.json` of its directory, too, and `sprocket resume` prints them again.");

    /// <summary>CLI0007: there is no current directory.</summary>
    public static DiagnosticDescriptor NoCurrentDirectory { get; } = new(
        "CLI0007",
        DiagnosticSeverity.Error,
        "there is no current directory",
        "The directory that the shell is in was removed, or may not be read. What is given by relative paths cannot be found there; change to another directory.");

    /// <summary>All of them, in order of their codes.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
        [BadUsage, UnknownTopic, NoDocuments, UnknownCode, UnsearchableDirectory, UnwritableOutput, NoCurrentDirectory];
}
