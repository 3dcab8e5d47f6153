namespace Sprocket.Wdl.Semantics;

/// <summary>The part of a document that an expression stands in, which decides what it may use.</summary>
internal enum PlaceKind
{
    /// <summary>The inputs and private declarations of a task.</summary>
    TaskDeclarations,

    /// <summary>The command of a task.</summary>
    TaskCommand,

    /// <summary>The <c>requirements</c> or <c>runtime</c> section of a task.</summary>
    TaskRequirements,

    /// <summary>The <c>hints</c> section of a task.</summary>
    TaskHints,

    /// <summary>The <c>output</c> section of a task.</summary>
    TaskOutputs,

    /// <summary>A workflow.</summary>
    Workflow,

    /// <summary>A place where nothing but literals can stand.</summary>
    Literal,
}

/// <summary>Where an expression stands: what it may use, and who is told what it uses.</summary>
/// <param name="Kind">The part of the document.</param>
/// <param name="Scope">The names.</param>
/// <param name="User">Told of each name that the expression uses; null where nobody wants to know.</param>
internal sealed record Place(PlaceKind Kind, Scope Scope, DependencyItem? User = null)
{
    /// <summary>The task, where there is one.</summary>
    public TaskNames? Task { get; init; }

    /// <summary>Whether it is within a placeholder, where <c>None</c> may be put together with text.</summary>
    public bool IsPlaceholder { get; init; }
}

/// <summary>The names by which the hints of a task speak of its inputs and outputs.</summary>
/// <param name="Inputs">The inputs.</param>
/// <param name="Outputs">The outputs.</param>
internal sealed record TaskNames(IReadOnlyList<Declaration> Inputs, IReadOnlyList<Declaration> Outputs);
