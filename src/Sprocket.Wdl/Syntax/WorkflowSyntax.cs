using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

/// <summary><c>workflow name { … }</c>.</summary>
/// <remarks>Sections that stand twice are treated as in <see cref="TaskSyntax"/>.</remarks>
/// <param name="Span">The definition.</param>
/// <param name="Name">The workflow's name.</param>
/// <param name="Input">The <c>input</c> section, or null.</param>
/// <param name="Body">Declarations, calls, scatters and conditionals, in order.</param>
/// <param name="Output">The <c>output</c> section, or null.</param>
/// <param name="Hints">The <c>hints</c> section (1.2), or null.</param>
/// <param name="Meta">The <c>meta</c> section, or null.</param>
/// <param name="ParameterMeta">The <c>parameter_meta</c> section, or null.</param>
public sealed record WorkflowSyntax(
    TextSpan Span,
    IdentifierSyntax Name,
    InputSectionSyntax? Input,
    ImmutableArray<WorkflowElementSyntax> Body,
    OutputSectionSyntax? Output,
    HintsSectionSyntax? Hints,
    MetaSectionSyntax? Meta,
    MetaSectionSyntax? ParameterMeta) : TopLevelSyntax(Span);

/// <summary>Something that stands in the body of a workflow, scatter or conditional.</summary>
public abstract record WorkflowElementSyntax : SyntaxNode
{
    private protected WorkflowElementSyntax(TextSpan span)
        : base(span)
    {
    }
}

/// <summary><c>Type name = expression</c>: an input, a private declaration or an output.</summary>
/// <param name="Span">The declaration.</param>
/// <param name="EnvSpan">The word <c>env</c> (1.2, in tasks), or null.</param>
/// <param name="Type">The type.</param>
/// <param name="Name">The name.</param>
/// <param name="Expression">
/// The expression, or null. Only inputs may lack it: elsewhere its absence is reported, and an
/// <see cref="ErrorExpressionSyntax"/> stands for it.
/// </param>
public sealed record DeclarationSyntax(
    TextSpan Span, TextSpan? EnvSpan, TypeSyntax Type, IdentifierSyntax Name, ExpressionSyntax? Expression) : WorkflowElementSyntax(Span)
{
    /// <summary>Whether the value is exported to the task's environment.</summary>
    public bool IsEnv => EnvSpan is not null;
}

/// <summary><c>call ns.name as alias after other { input: a = x, b }</c>.</summary>
/// <param name="Span">The call.</param>
/// <param name="Target">The dotted name of the task or workflow; at least one part.</param>
/// <param name="Alias">The name after <c>as</c>, or null.</param>
/// <param name="Afters">The names after <c>after</c> (1.1), in order.</param>
/// <param name="Inputs">The inputs, in order.</param>
public sealed record CallSyntax(
    TextSpan Span,
    ImmutableArray<IdentifierSyntax> Target,
    IdentifierSyntax? Alias,
    ImmutableArray<IdentifierSyntax> Afters,
    ImmutableArray<CallInputSyntax> Inputs) : WorkflowElementSyntax(Span)
{
    /// <summary>The name by which the workflow knows the call: its alias, or the last part of its target.</summary>
    public IdentifierSyntax Name => Alias ?? Target[^1];

    /// <summary>The target's span, from its first part to its last.</summary>
    public TextSpan TargetSpan => TextSpan.Union(Target[0].Span, Target[^1].Span);
}

/// <summary>One input of a call.</summary>
/// <param name="Span">The input.</param>
/// <param name="Name">Its name in the task or workflow called.</param>
/// <param name="Value">Its value, or null for the short form <c>name</c>, which means <c>name = name</c> (1.1).</param>
public sealed record CallInputSyntax(TextSpan Span, IdentifierSyntax Name, ExpressionSyntax? Value) : SyntaxNode(Span);

/// <summary><c>scatter (name in array) { … }</c>.</summary>
/// <param name="Span">The scatter.</param>
/// <param name="Variable">The name of the element.</param>
/// <param name="Array">The array.</param>
/// <param name="Body">What is done for each element, in order.</param>
public sealed record ScatterSyntax(
    TextSpan Span, IdentifierSyntax Variable, ExpressionSyntax Array, ImmutableArray<WorkflowElementSyntax> Body) : WorkflowElementSyntax(Span);

/// <summary><c>if (condition) { … } else if (condition) { … } else { … }</c>; <c>else</c> since 1.3.</summary>
/// <param name="Span">The conditional with all its clauses.</param>
/// <param name="Clauses">The clauses, in order: an <c>if</c>, any number of <c>else if</c>, at most one <c>else</c>.</param>
public sealed record ConditionalSyntax(TextSpan Span, ImmutableArray<ConditionalClauseSyntax> Clauses) : WorkflowElementSyntax(Span);

/// <summary>One clause of a conditional.</summary>
/// <param name="Span">The clause.</param>
/// <param name="Condition">The condition, or null for <c>else</c>.</param>
/// <param name="Body">What is done if it holds, in order.</param>
public sealed record ConditionalClauseSyntax(
    TextSpan Span, ExpressionSyntax? Condition, ImmutableArray<WorkflowElementSyntax> Body) : SyntaxNode(Span);
