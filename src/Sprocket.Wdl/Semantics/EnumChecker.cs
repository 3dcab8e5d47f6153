using System.Collections.Immutable;
using Sprocket.Text;
using Sprocket.Wdl.Syntax;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Semantics;

/// <summary>Checks enum definitions: SPEC 1.3 "Enumeration Types (Enums)".</summary>
internal sealed class EnumChecker(CheckContext context)
{
    private static readonly Scope NoNames = new(null);

    /// <summary>The enum's type; <see cref="ErrorType"/> where it has none.</summary>
    public WdlType Check(EnumSyntax syntax)
    {
        var checker = new ExpressionChecker(context);
        var place = new Place(PlaceKind.Literal, NoNames);
        WdlType? declared = syntax.Type is null ? null : new TypeResolver(context).Resolve(syntax.Type);
        List<(EnumChoiceSyntax Syntax, Expression? Value)> choices = [];
        Dictionary<string, TextSpan> seen = [];
        foreach (EnumChoiceSyntax choice in syntax.Choices)
        {
            if (choice.Name.IsMissing)
            {
                continue;
            }

            if (!seen.TryAdd(choice.Name.Text, choice.Name.Span))
            {
                context.Report(
                    SemanticDiagnostics.DuplicateName,
                    choice.Name.Span,
                    $"enum `{syntax.Name.Text}` has two choices `{choice.Name.Text}`",
                    labels: [context.Label(seen[choice.Name.Text], "first declared here")]);
                continue;
            }

            choices.Add((choice, CheckValue(choice, declared, syntax, checker, place)));
        }

        WdlType type = declared ?? FindType(choices, syntax);
        if (type is ErrorType)
        {
            return ErrorType.Instance;
        }

        if (choices.Find(choice => choice.Syntax.Value is null).Syntax is { } bare && type != PrimitiveType.String)
        {
            context.Report(
                SemanticDiagnostics.EnumValue,
                bare.Name.Span,
                $"choice `{bare.Name.Text}` needs a value of type `{type}`",
                help: "only choices of a `String` enum may do without: their value is their name");
            return ErrorType.Instance;
        }

        ImmutableArray<EnumChoice>.Builder values = ImmutableArray.CreateBuilder<EnumChoice>(choices.Count);
        foreach ((EnumChoiceSyntax choice, Expression? expression) in choices)
        {
            Value? value = expression is null ? new StringValue(choice.Name.Text) : LiteralFolder.Fold(expression, type, context.Version);
            if (value is null)
            {
                return ErrorType.Instance;
            }

            values.Add(new EnumChoice(choice.Name.Text, value));
        }

        return new EnumType(syntax.Name.Text, type, values.DrainToImmutable()) { HasDeclaredType = declared is not null };
    }

    private Expression? CheckValue(EnumChoiceSyntax choice, WdlType? declared, EnumSyntax syntax, ExpressionChecker checker, Place place)
    {
        if (choice.Value is null)
        {
            return null;
        }

        if (!LiteralFolder.IsLiteral(choice.Value))
        {
            context.Report(
                SemanticDiagnostics.NotALiteral,
                choice.Value.Span,
                $"the value of choice `{choice.Name.Text}` must be a literal, not computed",
                help: "numbers, texts without placeholders, arrays, maps, pairs, objects and structs of these are literals");
            return new ErrorExpression(choice.Value.Span);
        }

        return declared is null
            ? checker.Check(choice.Value, place)
            : checker.CheckAgainst(choice.Value, place, new Expectation(declared, "choice", choice.Name.Text)
            {
                LabelSource = context.Source,
                LabelSpan = syntax.Type!.Span,
            });
    }

    private WdlType FindType(List<(EnumChoiceSyntax Syntax, Expression? Value)> choices, EnumSyntax syntax)
    {
        WdlType? common = null;
        foreach ((EnumChoiceSyntax choice, Expression? value) in choices)
        {
            WdlType type = value?.Type ?? PrimitiveType.String;
            WdlType? next = common is null ? type : Coercion.CommonType([common, type], context.Version, CoercionKind.Implicit);
            if (next is null)
            {
                context.Report(
                    SemanticDiagnostics.NoCommonType,
                    choice.Value?.Span ?? choice.Name.Span,
                    $"the choices of enum `{syntax.Name.Text}` have no common type: `{common}` and `{type}`",
                    labels: [context.Label(choices[0].Syntax.Span, $"`{choices[0].Value?.Type ?? PrimitiveType.String}`")]);
                return ErrorType.Instance;
            }

            common = next;
        }

        return common ?? PrimitiveType.String;
    }
}
