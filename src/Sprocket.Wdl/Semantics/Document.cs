using System.Collections.Immutable;
using Sprocket.Text;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Semantics;

/// <summary>A checked file with its imports: every name resolved, every type known; all that the engine accepts.</summary>
/// <param name="source">The text.</param>
/// <param name="uri">Where it is: an absolute path, or an http(s) address.</param>
/// <param name="version">The language version it is written in.</param>
public sealed class Document(SourceText source, string uri, WdlVersion version)
{
    /// <summary>The text.</summary>
    public SourceText Source { get; } = source;

    /// <summary>Where it is: an absolute path, or an http(s) address.</summary>
    public string Uri { get; } = uri;

    /// <summary>The language version it is written in.</summary>
    public WdlVersion Version { get; } = version;

    /// <summary>The imported documents, by namespace, in order of import.</summary>
    public ImmutableArray<DocumentImport> Imports { get; internal set; } = [];

    /// <summary>The structs that the document can name, its own and imported ones, by the name used here.</summary>
    public ImmutableDictionary<string, StructType> Structs { get; internal set; } = ImmutableDictionary<string, StructType>.Empty;

    /// <summary>The enums that the document can name, its own and imported ones, by the name used here.</summary>
    public ImmutableDictionary<string, EnumType> Enums { get; internal set; } = ImmutableDictionary<string, EnumType>.Empty;

    /// <summary>The document's own tasks, in order.</summary>
    public ImmutableArray<TaskDefinition> Tasks { get; internal set; } = [];

    /// <summary>The document's own workflow, or null.</summary>
    public WorkflowDefinition? Workflow { get; internal set; }

    /// <summary>Whether parts of the text were not understood, so that definitions may be missing.</summary>
    public bool HasSyntaxErrors { get; init; }

    /// <summary>Lets go of what nobody needs but who runs the document. Importers see types, names, inputs and outputs.</summary>
    internal void ForgetBodies()
    {
        Tasks = ImmutableArray.CreateRange(Tasks, task => task.ToSignature());
        Workflow = Workflow?.ToSignature();
        Source.Pack();
    }

    /// <summary>The task or workflow of this name, or null.</summary>
    public Callable? FindCallable(string name) =>
        Workflow?.Name == name ? Workflow : Tasks.FirstOrDefault(task => task.Name == name);
}

/// <summary>An imported document.</summary>
/// <param name="Namespace">The name that its tasks and workflow are called by.</param>
/// <param name="Document">The document.</param>
public sealed record DocumentImport(string Namespace, Document Document);
