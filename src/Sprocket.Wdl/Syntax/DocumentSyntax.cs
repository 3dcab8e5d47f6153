using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

/// <summary>A WDL file as written: version, imports, structs, tasks, workflow; spans everywhere, no meaning.</summary>
/// <param name="Source">The text it was read from; all spans below are in it.</param>
/// <param name="Span">The whole text.</param>
/// <param name="Version">The language version; 1.3 after a version that could not be understood, which was reported.</param>
/// <param name="VersionSpan">The version number as written, such as <c>1.2</c>; empty when there is none.</param>
/// <param name="Elements">Everything at the top level, in order.</param>
public sealed record DocumentSyntax(
    SourceText Source, TextSpan Span, WdlVersion Version, TextSpan VersionSpan, ImmutableArray<TopLevelSyntax> Elements) : SyntaxNode(Span)
{
    /// <summary>The imports, in order.</summary>
    public ImmutableArray<ImportSyntax> Imports { get; } = [.. Elements.OfType<ImportSyntax>()];

    /// <summary>The structs, in order.</summary>
    public ImmutableArray<StructSyntax> Structs { get; } = [.. Elements.OfType<StructSyntax>()];

    /// <summary>The enums, in order.</summary>
    public ImmutableArray<EnumSyntax> Enums { get; } = [.. Elements.OfType<EnumSyntax>()];

    /// <summary>The tasks, in order.</summary>
    public ImmutableArray<TaskSyntax> Tasks { get; } = [.. Elements.OfType<TaskSyntax>()];

    /// <summary>The workflows, in order. A document has at most one: the parser reports the others.</summary>
    public ImmutableArray<WorkflowSyntax> Workflows { get; } = [.. Elements.OfType<WorkflowSyntax>()];

    /// <summary>The workflow, or null.</summary>
    public WorkflowSyntax? Workflow => Workflows.IsEmpty ? null : Workflows[0];
}

/// <summary>Something that stands at the top level of a document.</summary>
public abstract record TopLevelSyntax : SyntaxNode
{
    private protected TopLevelSyntax(TextSpan span)
        : base(span)
    {
    }
}

/// <summary><c>import "URI" as Namespace alias A as B</c>.</summary>
/// <param name="Span">The statement.</param>
/// <param name="Address">The address, without quotes; empty when it was not a plain string, which was reported.</param>
/// <param name="AddressSpan">The address with its quotes.</param>
/// <param name="Namespace">The name after <c>as</c>, or null.</param>
/// <param name="Aliases">The renamed structs and enums, in order.</param>
public sealed record ImportSyntax(
    TextSpan Span, string Address, TextSpan AddressSpan, IdentifierSyntax? Namespace, ImmutableArray<ImportAliasSyntax> Aliases) : TopLevelSyntax(Span);

/// <summary><c>alias Name as Alias</c> in an import.</summary>
/// <param name="Span">The clause.</param>
/// <param name="Name">The name in the imported document.</param>
/// <param name="Alias">The name in this one.</param>
public sealed record ImportAliasSyntax(TextSpan Span, IdentifierSyntax Name, IdentifierSyntax Alias) : SyntaxNode(Span);

/// <summary><c>struct Name { … }</c>.</summary>
/// <param name="Span">The definition.</param>
/// <param name="Name">The struct's name.</param>
/// <param name="Members">The members, in order.</param>
/// <param name="Meta">The <c>meta</c> section (1.2), or null.</param>
/// <param name="ParameterMeta">The <c>parameter_meta</c> section (1.2), or null.</param>
public sealed record StructSyntax(
    TextSpan Span,
    IdentifierSyntax Name,
    ImmutableArray<StructMemberSyntax> Members,
    MetaSectionSyntax? Meta,
    MetaSectionSyntax? ParameterMeta) : TopLevelSyntax(Span);

/// <summary><c>Type name</c> in a struct. A default value is not allowed there: the parser reports and drops it.</summary>
/// <param name="Span">The member.</param>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its name.</param>
public sealed record StructMemberSyntax(TextSpan Span, TypeSyntax Type, IdentifierSyntax Name) : SyntaxNode(Span);

/// <summary><c>enum Name[Type] { A, B = value }</c> (1.3).</summary>
/// <param name="Span">The definition.</param>
/// <param name="Name">The enum's name.</param>
/// <param name="Type">The type of the choices' values, or null where it is to be inferred.</param>
/// <param name="Choices">The choices, in order.</param>
public sealed record EnumSyntax(
    TextSpan Span, IdentifierSyntax Name, TypeSyntax? Type, ImmutableArray<EnumChoiceSyntax> Choices) : TopLevelSyntax(Span);

/// <summary>One choice of an enum.</summary>
/// <param name="Span">The choice.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, or null where it is the name itself. The checker ensures that it is a literal.</param>
public sealed record EnumChoiceSyntax(TextSpan Span, IdentifierSyntax Name, ExpressionSyntax? Value) : SyntaxNode(Span);
