using System.Diagnostics;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Evaluation;

/// <summary>The values that names have in one body, on top of those of the enclosing body.</summary>
/// <remarks>Safe for concurrent use: the nodes of a body fill it as they complete.</remarks>
/// <param name="parent">The scope of the enclosing body, or null.</param>
public sealed class EvaluationScope(EvaluationScope? parent = null)
{
    private readonly Dictionary<Binding, Value> _values = [];
    private readonly Lock _lock = new();

    /// <summary>The value of the <c>task</c> variable, where there is one.</summary>
    public Value? TaskVariable { get; set; }

    /// <summary>Gives a declaration its value.</summary>
    public void Set(Declaration declaration, Value value) => Set(new Binding(null, declaration), value);

    /// <summary>Gives an output of a call its value.</summary>
    public void Set(CallNode call, Declaration output, Value value) => Set(new Binding(call, output), value);

    /// <summary>The value of a declaration, or null while it has none.</summary>
    public Value? Find(Declaration declaration) => Find(new Binding(null, declaration));

    /// <summary>The value of an output of a call, or null while it has none.</summary>
    public Value? Find(CallNode call, Declaration output) => Find(new Binding(call, output));

    /// <summary>The value of a declaration, which is known to have one.</summary>
    public Value Get(Declaration declaration) =>
        Find(declaration) ?? throw new UnreachableException($"`{declaration.Name}` is read before it has a value");

    /// <summary>The value of an output of a call, which is known to be complete.</summary>
    public Value Get(CallNode call, Declaration output) =>
        Find(call, output) ?? throw new UnreachableException($"`{call.Name}.{output.Name}` is read before it has a value");

    private void Set(Binding binding, Value value)
    {
        lock (_lock)
        {
            _values[binding] = value;
        }
    }

    private Value? Find(Binding binding)
    {
        for (EvaluationScope? scope = this; scope is not null; scope = scope.Parent)
        {
            lock (scope._lock)
            {
                if (scope._values.TryGetValue(binding, out Value? value))
                {
                    return value;
                }
            }
        }

        return null;
    }

    private EvaluationScope? Parent { get; } = parent;

    private readonly record struct Binding(CallNode? Call, Declaration Declaration);
}
