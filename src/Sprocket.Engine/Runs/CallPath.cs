using System.Collections.Immutable;
using Sprocket.Engine.Storage;
using Sprocket.Text;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Engine.Runs;

/// <summary>Where in a run a call is: its name, its directory, and the calls that lead to it.</summary>
internal sealed record CallPath
{
    private CallPath(string id, Callable callable, CallDirectory directory)
    {
        Id = id;
        Callable = callable;
        Directory = directory;
    }

    /// <summary>The call's name, unique in the run: <c>NAME[-INDEX…]</c>, after that of the workflow's own call and a dot.</summary>
    public string Id { get; }

    /// <summary>What is called.</summary>
    public Callable Callable { get; }

    /// <summary>Where its files are.</summary>
    public CallDirectory Directory { get; }

    /// <summary>The call that makes this one; null for the run's target.</summary>
    public CallPath? Parent { get; private init; }

    /// <summary>The statement that makes this call; null for the run's target.</summary>
    public CallNode? Node { get; private init; }

    /// <summary>The scatters around what is being worked on in this call's body, innermost first.</summary>
    public ImmutableArray<ScatterNode> Scatters { get; private init; } = [];

    /// <summary>Which element of each of them that is.</summary>
    public ImmutableArray<int> Indices { get; private init; } = [];

    /// <summary>Whether this is the run's target.</summary>
    public bool IsRoot => Parent is null;

    /// <summary>The path of a run's target.</summary>
    public static CallPath ForTarget(Callable target, RunDirectory directory) => new(target.Name, target, directory.Root);

    /// <summary>The same call, within an element of a scatter.</summary>
    public CallPath WithElement(ScatterNode scatter, int index) =>
        this with { Scatters = Scatters.Insert(0, scatter), Indices = Indices.Insert(0, index) };

    /// <summary>A call made in this call's body.</summary>
    public CallPath Enter(CallNode call)
    {
        string name = CallDirectory.NameCall(call.Name, Indices);
        return new CallPath(IsRoot ? name : $"{Id}.{name}", call.Target, Directory.GetCall(name)) { Parent = this, Node = call };
    }

    /// <summary>The statements that lead here, innermost first.</summary>
    public IEnumerable<DiagnosticLabel> GetCallStack()
    {
        for (int i = 0; i < Scatters.Length; i++)
        {
            yield return new DiagnosticLabel(Callable.Document.Source, Scatters[i].Variable.Span, $"in element {Indices[i]} of this scatter");
        }

        for (CallPath path = this; path.Parent is CallPath parent; path = parent)
        {
            string shard = parent.Indices.IsEmpty ? "" : $" for element {string.Join(" of element ", parent.Indices)}";
            yield return new DiagnosticLabel(parent.Callable.Document.Source, path.Node!.Span, $"called from here{shard}");
        }
    }
}
