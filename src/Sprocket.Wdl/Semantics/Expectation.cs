using Sprocket.Text;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Semantics;

/// <summary>The type that an expression is wanted to have, and why.</summary>
/// <param name="type">The type.</param>
/// <param name="subject">What wants it, such as <c>declaration</c> or <c>input</c>.</param>
/// <param name="name">The name of what wants it; empty where the subject says it all.</param>
internal sealed class Expectation(WdlType type, string subject, string name = "")
{
    public WdlType Type { get; } = type;

    /// <summary>The type as messages show it: as declared, where that differs.</summary>
    public WdlType Shown { get; init; } = type;

    /// <summary>Where the type was demanded; null where the place of the expression says it all.</summary>
    public SourceText? LabelSource { get; init; }

    /// <summary>The span of the demand in <see cref="LabelSource"/>.</summary>
    public TextSpan LabelSpan { get; init; }

    /// <summary>The task or workflow that the name belongs to; null where it stands alone.</summary>
    public Callable? Owner { get; init; }

    /// <summary>Words for what wants it, for messages: "declaration `x`".</summary>
    public string Subject => name.Length == 0 ? subject : Owner is null ? $"{subject} `{name}`" : $"{subject} `{Owner.Name}.{name}`";

    public Expectation For(WdlType partType, string part) => new(partType, $"{part} of {subject}", name)
    {
        Owner = Owner,
        LabelSource = LabelSource,
        LabelSpan = LabelSpan,
    };
}
