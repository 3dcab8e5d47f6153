using System.Collections.Immutable;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.Values;

namespace Sprocket.Engine.Inputs;

/// <summary>What a key names.</summary>
internal enum InputKeyKind
{
    /// <summary>An input.</summary>
    Input,

    /// <summary>An attribute of <c>requirements</c> or <c>runtime</c>.</summary>
    Requirement,

    /// <summary>An attribute of <c>hints</c>.</summary>
    Hint,
}

/// <summary>A key, resolved: two spellings of one key are equal.</summary>
/// <param name="Kind">What it names.</param>
/// <param name="Path">The target, the calls to go through, the attribute or input last, with dots.</param>
internal sealed record InputKey(InputKeyKind Kind, string Path)
{
    /// <summary>The calls to go through.</summary>
    public ImmutableArray<CallNode> Calls { get; init; } = [];

    /// <summary>The task or workflow that has the input or attribute.</summary>
    public required Callable Owner { get; init; }

    /// <summary>The input; null for an attribute.</summary>
    public OpenInput? Input { get; init; }

    /// <summary>The name of the input or attribute.</summary>
    public required string Name { get; init; }

    /// <summary>The type that may be given.</summary>
    public WdlType Type => Input?.Input.CallerType ?? AnyType.Instance;

    /// <summary>Whether several values make one array.</summary>
    public bool IsArray => Type.AsRequired() is ArrayType;

    /// <summary>Equal when kind and path are.</summary>
    public bool Equals(InputKey? other) => other is not null && Kind == other.Kind && Path == other.Path;

    /// <inheritdoc/>
    public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal);
}
