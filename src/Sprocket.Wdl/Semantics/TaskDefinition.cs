using System.Collections.Immutable;
using Sprocket.Text;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Semantics;

/// <summary>What can be called: a task or a workflow.</summary>
public abstract class Callable
{
    private protected Callable(string name, Document document, TextSpan span)
    {
        Name = name;
        Document = document;
        Span = span;
    }

    /// <summary>Its name in its own document.</summary>
    public string Name { get; }

    /// <summary>The document that defines it.</summary>
    public Document Document { get; }

    /// <summary>The place of its name.</summary>
    public TextSpan Span { get; }

    /// <summary>The inputs, in order of declaration.</summary>
    public required ImmutableArray<Declaration> Inputs { get; init; }

    /// <summary>The outputs, in order of declaration.</summary>
    public required ImmutableArray<Declaration> Outputs { get; init; }

    /// <summary>The <c>meta</c> section.</summary>
    public ObjectValue Meta { get; init; } = new([]);

    /// <summary>The <c>parameter_meta</c> section.</summary>
    public ObjectValue ParameterMeta { get; init; } = new([]);

    /// <summary>The input of this name, or null.</summary>
    public Declaration? FindInput(string name) => Find(Inputs, name);

    /// <summary>The output of this name, or null.</summary>
    public Declaration? FindOutput(string name) => Find(Outputs, name);

    /// <summary>Lets go of how values are computed.</summary>
    private protected static void ForgetInitializers(ImmutableArray<Declaration> declarations)
    {
        foreach (Declaration declaration in declarations)
        {
            declaration.ForgetInitializer();
        }
    }

    private static Declaration? Find(ImmutableArray<Declaration> declarations, string name)
    {
        foreach (Declaration declaration in declarations)
        {
            if (declaration.Name == name)
            {
                return declaration;
            }
        }

        return null;
    }
}

/// <summary>A checked task: inputs, private declarations, command, requirements, hints and outputs, in evaluation order.</summary>
/// <param name="name">Its name in its own document.</param>
/// <param name="document">The document that defines it.</param>
/// <param name="span">The place of its name.</param>
public sealed class TaskDefinition(string name, Document document, TextSpan span) : Callable(name, document, span)
{
    /// <summary>Inputs and private declarations, each after all it reads.</summary>
    public required ImmutableArray<Declaration> EvaluationOrder { get; init; }

    /// <summary>Outputs, each after all it reads.</summary>
    public required ImmutableArray<Declaration> OutputOrder { get; init; }

    /// <summary>The command: texts, indentation removed, and placeholders.</summary>
    public required ImmutableArray<StringPart> Command { get; init; }

    /// <summary>The attributes of <c>requirements</c>, or of <c>runtime</c>, in order.</summary>
    public required ImmutableArray<TaskAttribute> Requirements { get; init; }

    /// <summary>The attributes of <c>hints</c>; empty where the task has a <c>runtime</c> section.</summary>
    public required ImmutableArray<TaskAttribute> Hints { get; init; }

    /// <summary>Whether <see cref="Requirements"/> come from a <c>runtime</c> section, in which any key may stand.</summary>
    public bool HasRuntimeSection { get; init; }

    /// <summary>The task as its callers see it, which cannot be run.</summary>
    internal TaskDefinition ToSignature()
    {
        ForgetInitializers(EvaluationOrder);
        ForgetInitializers(Outputs);
        return new TaskDefinition(Name, Document, Span)
        {
            Inputs = Inputs,
            Outputs = Outputs,
            EvaluationOrder = EvaluationOrder,
            OutputOrder = [],
            Command = [],
            Requirements = [],
            Hints = [],
        };
    }
}

/// <summary>An attribute of a <c>requirements</c>, <c>runtime</c> or <c>hints</c> section.</summary>
/// <param name="Name">The key as written.</param>
/// <param name="Value">The value.</param>
/// <param name="Span">The place of the key.</param>
public sealed record TaskAttribute(string Name, Expression Value, TextSpan Span);
