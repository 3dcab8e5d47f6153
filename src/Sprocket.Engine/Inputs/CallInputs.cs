using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.Values;

namespace Sprocket.Engine.Inputs;

/// <summary>What is given from outside for a call: the values of its inputs, and what overrides its requirements and hints.</summary>
/// <remarks>The values are of the types that the inputs take from a caller. A tree: a workflow has them for its calls, too.</remarks>
/// <param name="target">What is called.</param>
public sealed class CallInputs(Callable target)
{
    private readonly Dictionary<Declaration, Value> _values = [];
    private readonly Dictionary<string, Value> _requirements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Value> _hints = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CallInputs> _calls = new(StringComparer.Ordinal);

    /// <summary>What is called.</summary>
    public Callable Target { get; } = target;

    /// <summary>The values given, by input.</summary>
    public IReadOnlyDictionary<Declaration, Value> Values => _values;

    /// <summary>The attributes that override those of the task's <c>requirements</c> or <c>runtime</c>, by name.</summary>
    public IReadOnlyDictionary<string, Value> Requirements => _requirements;

    /// <summary>The attributes that override those of the task's <c>hints</c>, by name.</summary>
    public IReadOnlyDictionary<string, Value> Hints => _hints;

    /// <summary>What is given for the calls in the workflow's body, by their names.</summary>
    public IReadOnlyDictionary<string, CallInputs> Calls => _calls;

    /// <summary>Gives an input its value.</summary>
    public void Set(Declaration input, Value value) => _values[input] = value;

    /// <summary>Overrides an attribute of <c>requirements</c> or <c>runtime</c>.</summary>
    public void SetRequirement(string name, Value value) => _requirements[name] = value;

    /// <summary>Overrides an attribute of <c>hints</c>.</summary>
    public void SetHint(string name, Value value) => _hints[name] = value;

    /// <summary>Gives all that is given for a call in the workflow's body.</summary>
    public void SetCall(string name, CallInputs inputs) => _calls[name] = inputs;

    /// <summary>What is given for a call in the workflow's body, made when first asked for.</summary>
    public CallInputs Enter(CallNode call)
    {
        if (!_calls.TryGetValue(call.Name, out CallInputs? inputs))
        {
            inputs = new CallInputs(call.Target);
            _calls.Add(call.Name, inputs);
        }

        return inputs;
    }
}
