using Sprocket.Text;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Semantics;

/// <summary>Where a declaration stands, which decides when it gets its value.</summary>
public enum DeclarationKind
{
    /// <summary>In an <c>input</c> section: given by the caller, or else by its initializer.</summary>
    Input,

    /// <summary>In the body of a task or workflow.</summary>
    Private,

    /// <summary>In an <c>output</c> section.</summary>
    Output,

    /// <summary>The variable of a <c>scatter</c>.</summary>
    ScatterVariable,
}

/// <summary>A named value of a known type. Looked up by identity.</summary>
/// <param name="kind">Where it stands.</param>
/// <param name="name">Its name.</param>
/// <param name="type">Its declared type.</param>
/// <param name="source">The document that declares it.</param>
/// <param name="span">The place of its name.</param>
public sealed class Declaration(DeclarationKind kind, string name, WdlType type, SourceText source, TextSpan span)
{
    private bool _hasInitializer;

    /// <summary>Where it stands.</summary>
    public DeclarationKind Kind { get; } = kind;

    /// <summary>Its name.</summary>
    public string Name { get; } = name;

    /// <summary>Its declared type.</summary>
    public WdlType Type { get; } = type;

    /// <summary>The document that declares it.</summary>
    public SourceText Source { get; } = source;

    /// <summary>The place of its name.</summary>
    public TextSpan Span { get; } = span;

    /// <summary>Whether it is exported to the command's environment (<c>env</c>, WDL 1.2).</summary>
    public bool IsEnvironment { get; init; }

    /// <summary>Its value when none is given, of a type that was found to coerce to <see cref="Type"/>; null when it has none.</summary>
    /// <remarks>Set once by the checker, after all names of the scope are known.</remarks>
    public Expression? Initializer
    {
        get;
        internal set
        {
            field = value;
            _hasInitializer = true;
        }
    }

    /// <summary>Whether a caller must give it: an input without an initializer whose type is not optional.</summary>
    public bool IsRequired => Kind == DeclarationKind.Input && !_hasInitializer && !Type.IsOptional;

    /// <summary>
    /// The type a caller may give: the declared type, made optional where there is an initializer, because
    /// <c>None</c> for <c>T x = default</c> means the default.
    /// </summary>
    public WdlType CallerType => !_hasInitializer ? Type : Type.AsOptional();

    /// <summary>Lets go of the initializer; that there is one stays known.</summary>
    internal void ForgetInitializer() => Initializer = null;

    /// <inheritdoc/>
    public override string ToString() => $"{Type} {Name}";
}
