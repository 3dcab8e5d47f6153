using Sprocket.Wdl.Syntax;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Semantics;

/// <summary>Checks the values of the reserved keys of <c>requirements</c>, <c>runtime</c> and <c>hints</c>.</summary>
internal sealed class AttributeTypeChecker(CheckContext context)
{
    /// <summary>Complains where a reserved key has a value of no type that it takes.</summary>
    /// <param name="name">The key as written.</param>
    /// <param name="value">The value.</param>
    /// <param name="reserved">The key.</param>
    /// <param name="isStrict">
    /// Whether only the types themselves will do, as in <c>requirements</c>, which came with them. Older <c>runtime</c>
    /// sections give numbers as text, and optional values, of which <c>None</c> stands for the default.
    /// </param>
    public void Check(IdentifierSyntax name, Expression value, KnownAttribute reserved, bool isStrict)
    {
        CoercionKind best = CoercionKind.Impossible;
        foreach (WdlType type in reserved.Types)
        {
            CoercionKind kind = Coercion.Classify(value.Type, type, context.Version);
            best = kind > best ? kind : best;
        }

        bool isAccepted = isStrict || value.Type.AsRequired() == PrimitiveType.Boolean
            ? best >= CoercionKind.Implicit
            : best != CoercionKind.Impossible
                || reserved.Types.Any(type => Coercion.CanCoerce(TypeMatcher.WithoutOptionals(value.Type), type, context.Version));
        if (!isAccepted)
        {
            string wanted = string.Join(" or ", reserved.Types.Select(type => $"`{type}`"));
            context.Report(SemanticDiagnostics.AttributeType, value.Span, $"`{name.Text}` wants {wanted}, found `{value.Type}`");
        }
    }
}
