using System.Collections.Immutable;
using Sprocket.Text;
using Sprocket.Wdl.Syntax;

namespace Sprocket.Wdl.Semantics;

/// <summary>A body while it is checked: its names, and its elements with what they read.</summary>
/// <param name="parent">The statement whose body it is, or null for the workflow's own.</param>
/// <param name="scope">Its names.</param>
internal sealed class WorkflowBody(BodyElement? parent, Scope scope)
{
    public BodyElement? Parent { get; } = parent;

    public Scope Scope { get; } = scope;

    public List<BodyElement> Elements { get; } = [];
}

/// <summary>An element of a body while it is checked; its node is made when all it reads is known.</summary>
internal abstract class BodyElement : DependencyItem
{
    private protected BodyElement(WorkflowBody body) => Body = body;

    public WorkflowBody Body { get; }

    /// <summary>The node of the checked workflow; null where the element has a mistake that leaves nothing of it.</summary>
    public WorkflowNode? Node { get; set; }

    /// <summary>Makes this element, or the statement around it in the body of what is used, depend on what is used.</summary>
    public override void Use(Binding binding, TextSpan span)
    {
        if (binding.Owner is not BodyElement used)
        {
            return;
        }

        BodyElement? user = this;
        while (user is not null && user.Body != used.Body)
        {
            user = user.Body.Parent;
        }

        user?.DependOn(used, span);
    }
}

/// <summary>A declaration of a workflow.</summary>
internal sealed class DeclarationElement : BodyElement
{
    public DeclarationElement(WorkflowBody body, Declaration declaration, DeclarationSyntax? syntax)
        : base(body)
    {
        Declaration = declaration;
        Syntax = syntax;
        Node = new DeclarationNode(declaration);
    }

    public Declaration Declaration { get; }

    /// <summary>As written; null for an output that the workflow has by not having an output section.</summary>
    public DeclarationSyntax? Syntax { get; }

    public override string Description => $"`{Declaration.Name}`";

    public override TextSpan Place => Declaration.Span;
}

/// <summary>A call.</summary>
internal sealed class CallElement(WorkflowBody body, CallSyntax syntax) : BodyElement(body)
{
    public CallSyntax Syntax { get; } = syntax;

    public override string Description => $"call `{Syntax.Name.Text}`";

    public override TextSpan Place => Syntax.Name.Span;
}

/// <summary>A scatter.</summary>
internal sealed class ScatterElement(WorkflowBody body, ScatterSyntax syntax) : BodyElement(body)
{
    public ScatterSyntax Syntax { get; } = syntax;

    public WorkflowBody Inside { get; set; } = null!;

    public override string Description => $"the scatter over `{Syntax.Variable.Text}`";

    public override TextSpan Place => TextSpan.FromBounds(Syntax.Span.Start, Syntax.Array.Span.End);
}

/// <summary>A conditional.</summary>
internal sealed class ConditionalElement(WorkflowBody body, ConditionalSyntax syntax) : BodyElement(body)
{
    public ConditionalSyntax Syntax { get; } = syntax;

    public ImmutableArray<WorkflowBody> Insides { get; set; } = [];

    public override string Description => "the conditional";

    public override TextSpan Place => TextSpan.FromBounds(
        Syntax.Span.Start, Syntax.Clauses[0].Condition is { } condition ? condition.Span.End : Syntax.Span.Start);
}
