namespace Sprocket.Wdl.Semantics;

/// <summary>The names that expressions of a body can use: its own, and those of the bodies around it.</summary>
/// <param name="parent">The scope around it, or null.</param>
/// <param name="statement">The statement of the parent scope whose body this is; names it exports there do not exist in here.</param>
internal sealed class Scope(Scope? parent, object? statement = null)
{
    private readonly Dictionary<string, Binding> _names = [];

    public Scope? Parent { get; } = parent;

    public object? Statement { get; } = statement;

    /// <summary>The names of this scope itself, in order of definition.</summary>
    public IEnumerable<Binding> OwnBindings => _names.Values;

    /// <summary>Makes room for names that are about to be defined.</summary>
    public void Reserve(int count) => _names.EnsureCapacity(_names.Count + count);

    /// <summary>Defines a name.</summary>
    /// <returns>What the name means already, or null when it was free.</returns>
    public Binding? Define(Binding binding)
    {
        if (_names.TryGetValue(binding.Name, out Binding? existing))
        {
            return existing;
        }

        _names.Add(binding.Name, binding);
        return null;
    }

    /// <summary>What a name means in this scope itself, or null.</summary>
    public Binding? FindOwn(string name) => _names.GetValueOrDefault(name);

    /// <summary>What a name means, or null.</summary>
    /// <param name="name">The name.</param>
    /// <param name="hidden">The binding that only another clause of a conditional around this place has, or null.</param>
    public Binding? Find(string name, out Binding? hidden)
    {
        hidden = null;
        object? inside = null;
        for (Scope? scope = this; scope is not null; scope = scope.Parent)
        {
            if (scope._names.TryGetValue(name, out Binding? binding))
            {
                if (inside is null || binding.Owner != inside)
                {
                    return binding;
                }

                hidden = binding;
            }

            inside = scope.Statement;
        }

        return null;
    }

    /// <summary>All names that can be used here.</summary>
    public IEnumerable<string> AllNames()
    {
        for (Scope? scope = this; scope is not null; scope = scope.Parent)
        {
            foreach (string name in scope._names.Keys)
            {
                yield return name;
            }
        }
    }
}
