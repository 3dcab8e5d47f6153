using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Engine.Inputs;

/// <summary>The mistakes that inputs can hold, in order of their codes.</summary>
public static class InputDiagnostics
{
    /// <summary>No task or workflow to run.</summary>
    public static DiagnosticDescriptor NoTarget { get; } = Error(
        "INP0001",
        "nothing to run",
        "A document with a workflow runs that workflow, one with a single task runs that task. Otherwise `--target NAME` says which task is meant.");

    /// <summary>An argument that is neither a file nor a value.</summary>
    public static DiagnosticDescriptor BadArgument { get; } = Error(
        "INP0002",
        "not an input",
        "Inputs are given as `@FILE.json`, `@FILE.yaml`, `FILE.json`, or `KEY=VALUE`; words after a `KEY=VALUE` are further values of that key.");

    /// <summary>A file with inputs that cannot be read.</summary>
    public static DiagnosticDescriptor UnreadableFile { get; } = Error(
        "INP0003",
        "inputs file cannot be read",
        "The file does not exist, may not be read, or is not UTF-8 text.");

    /// <summary>A file with inputs that is not JSON or YAML, or not an object.</summary>
    public static DiagnosticDescriptor BadFile { get; } = Error(
        "INP0004",
        "inputs file is malformed",
        "A file with inputs holds one JSON object, or one YAML mapping, from names of inputs to values.");

    /// <summary>A key that names no input.</summary>
    public static DiagnosticDescriptor UnknownKey { get; } = Error(
        "INP0005",
        "unknown input",
        "The key names no input of the task or workflow. `sprocket inputs FILE.wdl` prints all that there are.");

    /// <summary>A key that names an input of a call that may not be given.</summary>
    public static DiagnosticDescriptor NestedInput { get; } = Error(
        "INP0006",
        "input of a call cannot be given",
        "Inputs of calls inside a workflow can be given from outside only where the workflow says `allow_nested_inputs: true` in its hints (`meta { allowNestedInputs: true }` in WDL 1.1), and only those that the call does not set itself.");

    /// <summary>A value that is not of the input's type.</summary>
    public static DiagnosticDescriptor WrongType { get; } = Error(
        "INP0007",
        "value of the wrong type",
        "The value cannot become the type that the input is declared with.");

    /// <summary>An input that must be given and is not.</summary>
    public static DiagnosticDescriptor MissingInput { get; } = Error(
        "INP0008",
        "required input is missing",
        "An input without a default, whose type is not optional, must be given.");

    /// <summary>A file that an input names and that does not exist.</summary>
    public static DiagnosticDescriptor MissingFile { get; } = Error(
        "INP0009",
        "input file does not exist",
        "A File or Directory among the inputs must exist before anything runs. Relative paths are relative to where they are written: to the folder of the inputs file, or to the current folder on the command line.");

    /// <summary>An input given more than once.</summary>
    public static DiagnosticDescriptor GivenTwice { get; } = Error(
        "INP0010",
        "input given more than once",
        "Several values can be given only for an input that is an Array.");

    /// <summary>A file on the network.</summary>
    public static DiagnosticDescriptor RemoteFile { get; } = Error(
        "INP0011",
        "remote file",
        "Files among the inputs must be on this machine or a file system that it shares. Download the file first.");

    /// <summary>A member that a struct does not have.</summary>
    public static DiagnosticDescriptor UnknownMember { get; } = new(
        "INP0012",
        DiagnosticSeverity.Warning,
        "unknown member",
        "The value has a member that the struct does not have; it is ignored.");

    /// <summary>A template that was not filled in.</summary>
    public static DiagnosticDescriptor Placeholder { get; } = Error(
        "INP0013",
        "placeholder instead of a value",
        "What `sprocket inputs` writes as `<Type>` stands for a value that must be put in its place.");

    /// <summary>All of them, in order of their codes.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        NoTarget, BadArgument, UnreadableFile, BadFile, UnknownKey, NestedInput, WrongType, MissingInput, MissingFile, GivenTwice, RemoteFile,
        UnknownMember, Placeholder,
    ];

    private static DiagnosticDescriptor Error(string code, string title, string explanation) =>
        new(code, DiagnosticSeverity.Error, title, explanation);
}
