using System.Collections.Immutable;
using Sprocket.Text;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Semantics;

/// <summary>What a name means in a scope.</summary>
/// <remarks>
/// A closed family. A name of a nested body is seen from outside through a <see cref="LiftedBinding"/> or
/// <see cref="ClausesBinding"/>, which change its type.
/// </remarks>
internal abstract class Binding
{
    private protected Binding(string name, TextSpan span)
    {
        Name = name;
        Span = span;
    }

    public string Name { get; }

    /// <summary>Where the name is declared, in the document being checked.</summary>
    public TextSpan Span { get; }

    /// <summary>What must be complete before the name has a value: an element of the scope's own graph; null when it always has.</summary>
    public object? Owner { get; init; }

    /// <summary>Whether an expression uses it.</summary>
    public virtual bool IsUsed { get; set; }

    /// <summary>Whether it is a call, whose outputs are its members, and no value itself.</summary>
    public abstract bool IsCall { get; }
}

/// <summary>A declaration of this scope.</summary>
internal sealed class DeclarationBinding(Declaration declaration) : Binding(declaration.Name, declaration.Span)
{
    public Declaration Declaration { get; } = declaration;

    public override bool IsCall => false;
}

/// <summary>A call of this scope; its node is null when what it calls is not known, which was reported.</summary>
internal sealed class CallBinding(string name, TextSpan span, CallNode? call) : Binding(name, span)
{
    public CallNode? Call { get; } = call;

    public override bool IsCall => true;
}

/// <summary>A name of a scatter's body, or of the body of a conditional with one clause, as seen from outside.</summary>
internal sealed class LiftedBinding(Binding inner, bool isScatter) : Binding(inner.Name, inner.Span)
{
    public Binding Inner { get; } = inner;

    /// <summary>Whether values become arrays; otherwise they become optional.</summary>
    public bool IsScatter { get; } = isScatter;

    public override bool IsCall => Inner.IsCall;

    public override bool IsUsed
    {
        get => Inner.IsUsed;
        set => Inner.IsUsed = value;
    }

    public WdlType Lift(WdlType type) =>
        type is ErrorType ? type : IsScatter ? new ArrayType(type) : type.AsOptional();
}

/// <summary>A name of the bodies of a conditional with several clauses, as seen from outside (WDL 1.3).</summary>
/// <param name="alternatives">What it means in each clause that has it, in order.</param>
/// <param name="isExhaustive">Whether all clauses have it and the last is an <c>else</c>.</param>
internal sealed class ClausesBinding(ImmutableArray<Binding> alternatives, bool isExhaustive) : Binding(alternatives[0].Name, alternatives[0].Span)
{
    public ImmutableArray<Binding> Alternatives { get; } = alternatives;

    public bool IsExhaustive { get; } = isExhaustive;

    public override bool IsCall => Alternatives[0].IsCall;

    public override bool IsUsed
    {
        get => Alternatives[0].IsUsed;
        set
        {
            foreach (Binding alternative in Alternatives)
            {
                alternative.IsUsed = value;
            }
        }
    }
}
