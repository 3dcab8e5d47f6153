using System.Collections.Immutable;

namespace Sprocket.Cli.Graph;

/// <summary>What a node of a diagram stands for.</summary>
internal enum DiagramNodeKind
{
    /// <summary>A task, or a call of one.</summary>
    Task,

    /// <summary>A call of a workflow that is not drawn open.</summary>
    Workflow,
}

/// <summary>What a frame of a diagram stands for.</summary>
internal enum DiagramGroupKind
{
    /// <summary>The body of a scatter.</summary>
    Scatter,

    /// <summary>A conditional, or one of its clauses.</summary>
    Conditional,

    /// <summary>The body of a workflow that is called.</summary>
    Workflow,
}

/// <summary>Something drawn: a node, or a frame around others.</summary>
/// <param name="Id">A name for it that no other item of the whole diagram has, of letters, digits and underscores.</param>
/// <param name="Label">What is written on it.</param>
internal abstract record DiagramItem(string Id, string Label);

/// <summary>A node.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Label">What is written on it.</param>
/// <param name="Detail">A smaller second line, or null.</param>
/// <param name="Kind">What it stands for.</param>
internal sealed record DiagramNode(string Id, string Label, string? Detail, DiagramNodeKind Kind) : DiagramItem(Id, Label);

/// <summary>A frame around others; never empty.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Label">What is written at its top.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Body">What is inside.</param>
internal sealed record DiagramGroup(string Id, string Label, DiagramGroupKind Kind, DiagramBody Body) : DiagramItem(Id, Label);

/// <summary>The second of two items of a body needs the first.</summary>
/// <param name="From">What is needed.</param>
/// <param name="To">What needs it.</param>
internal sealed record DiagramEdge(DiagramItem From, DiagramItem To);

/// <summary>Items side by side, and what they need of each other.</summary>
/// <param name="Items">The items, each after those it needs.</param>
/// <param name="Edges">Between items of this body only: what is needed inside a frame, the frame needs.</param>
internal sealed record DiagramBody(ImmutableArray<DiagramItem> Items, ImmutableArray<DiagramEdge> Edges);

/// <summary>The calls of a workflow and what they wait for.</summary>
/// <param name="Title">The name of the workflow.</param>
/// <param name="Body">What is drawn.</param>
internal sealed record Diagram(string Title, DiagramBody Body);
