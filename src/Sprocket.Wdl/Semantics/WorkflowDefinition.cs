using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Wdl.Semantics;

/// <summary>A checked workflow: inputs, a body of nodes, outputs.</summary>
/// <param name="name">Its name in its own document.</param>
/// <param name="document">The document that defines it.</param>
/// <param name="span">The place of its name.</param>
public sealed class WorkflowDefinition(string name, Document document, TextSpan span) : Callable(name, document, span)
{
    /// <summary>
    /// Inputs, private declarations, calls, scatters, conditionals and outputs as one graph. Inputs and outputs are
    /// <see cref="DeclarationNode"/>s like the others.
    /// </summary>
    public required CallGraph Body { get; init; }

    /// <summary>Whether the inputs of calls in the body may be given from outside (<c>allow_nested_inputs</c>).</summary>
    public bool AllowsNestedInputs { get; init; }

    /// <summary>The workflow as its callers see it, which cannot be run.</summary>
    internal WorkflowDefinition ToSignature()
    {
        ForgetInitializers(Inputs);
        ForgetInitializers(Outputs);
        return new WorkflowDefinition(Name, Document, Span) { Inputs = Inputs, Outputs = Outputs, Body = new CallGraph([]) };
    }
}

/// <summary>The nodes of one body, each after all it reads, with those dependencies; the checker has reported cycles.</summary>
/// <param name="nodes">The nodes, each after the nodes of the same body that it depends on.</param>
public sealed class CallGraph(ImmutableArray<WorkflowNode> nodes)
{
    /// <summary>The nodes, each after the nodes of the same body that it depends on.</summary>
    public ImmutableArray<WorkflowNode> Nodes { get; } = nodes;

    /// <summary>The calls in it, those inside scatters and conditionals among them.</summary>
    public IEnumerable<CallNode> ListCalls() => Nodes.SelectMany(node => node switch
    {
        CallNode call => [call],
        ScatterNode scatter => scatter.Body.ListCalls(),
        ConditionalNode conditional => conditional.Clauses.SelectMany(clause => clause.Body.ListCalls()),
        _ => [],
    });
}

/// <summary>A node of a workflow's body. Looked up by identity.</summary>
public abstract class WorkflowNode
{
    private protected WorkflowNode(TextSpan span) => Span = span;

    /// <summary>Its place.</summary>
    public TextSpan Span { get; }

    /// <summary>
    /// The nodes of the same body that must be complete first. A node that reads something from an enclosing body needs no
    /// entry here: the node that encloses both depends on it.
    /// </summary>
    public ImmutableArray<WorkflowNode> Dependencies { get; internal set; } = [];
}

/// <summary>A declaration, evaluated where it stands.</summary>
/// <param name="declaration">The declaration.</param>
public sealed class DeclarationNode(Declaration declaration) : WorkflowNode(declaration.Span)
{
    /// <summary>The declaration.</summary>
    public Declaration Declaration { get; } = declaration;
}

/// <summary>A call of a task or workflow.</summary>
/// <param name="name">The name of the call: its alias, or else the name of what is called.</param>
/// <param name="target">What is called.</param>
/// <param name="span">The place of the name.</param>
public sealed class CallNode(string name, Callable target, TextSpan span) : WorkflowNode(span)
{
    /// <summary>The name of the call: its alias, or else the name of what is called.</summary>
    public string Name { get; } = name;

    /// <summary>What is called.</summary>
    public Callable Target { get; } = target;

    /// <summary>The inputs that the call gives.</summary>
    /// <remarks>Set once by the checker, after all names of the scope are known.</remarks>
    public ImmutableArray<CallInput> Inputs { get; internal set; } = [];
}

/// <summary>An input given by a call.</summary>
/// <param name="Input">The input of the task or workflow that is called.</param>
/// <param name="Value">Its value.</param>
public sealed record CallInput(Declaration Input, Expression Value);

/// <summary>A scatter: its body once for each element of an array.</summary>
/// <param name="variable">Names the element inside the body.</param>
/// <param name="span">The place of the statement's head.</param>
public sealed class ScatterNode(Declaration variable, TextSpan span) : WorkflowNode(span)
{
    /// <summary>Names the element inside the body.</summary>
    public Declaration Variable { get; } = variable;

    /// <summary>The array.</summary>
    /// <remarks>Set once by the checker, after all names of the scope are known.</remarks>
    public Expression Collection { get; internal set; } = new ErrorExpression(default);

    /// <summary>What is done for each element.</summary>
    public required CallGraph Body { get; init; }
}

/// <summary>A conditional: the body of the first clause whose condition holds.</summary>
/// <param name="span">The place of the statement's head.</param>
public sealed class ConditionalNode(TextSpan span) : WorkflowNode(span)
{
    /// <summary>The clauses in order; more than one from WDL 1.3.</summary>
    public required ImmutableArray<ConditionalClause> Clauses { get; init; }
}

/// <summary>A clause of a conditional.</summary>
/// <param name="body">What is done.</param>
public sealed class ConditionalClause(CallGraph body)
{
    /// <summary>The condition; null for <c>else</c>.</summary>
    /// <remarks>Set once by the checker, after all names of the scope are known.</remarks>
    public Expression? Condition { get; internal set; }

    /// <summary>What is done.</summary>
    public CallGraph Body { get; } = body;
}
