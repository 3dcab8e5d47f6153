using System.Collections.Immutable;
using Sprocket.Text;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Semantics;

/// <summary>Says whether an expression may stand where a type is wanted, and complains where it may not.</summary>
internal sealed class TypeMatcher(CheckContext context)
{
    /// <summary>Checks that an expression coerces to the type that is wanted.</summary>
    public void Match(Expression expression, Expectation expectation, Place place)
    {
        WdlType from = expression.Type;
        WdlType to = expectation.Type;
        CoercionKind kind = Coercion.Classify(from, to, context.Version);
        if (kind >= CoercionKind.Implicit)
        {
            CheckEnumLiteral(expression, expectation);
            return;
        }

        if (kind == CoercionKind.Deprecated)
        {
            if (IsNumberFromText(from, to))
            {
                ReportNumberFromText(expression, expectation);
            }

            return;
        }

        if (from is NoneType)
        {
            context.Report(
                SemanticDiagnostics.OptionalToRequired,
                expression.Span,
                $"expected `{to}` for {expectation.Subject}, found `None`",
                labels: Label(expectation),
                help: $"only an optional type, such as `{to.AsOptional()}`, takes `None`");
        }
        else if (Coercion.CanCoerce(WithoutOptionals(from), to, context.Version))
        {
            ReportOptional(expression.Span, from, to, expectation.Subject, place, Label(expectation));
        }
        else
        {
            context.Report(
                SemanticDiagnostics.TypeMismatch,
                expression.Span,
                $"expected `{expectation.Shown}` for {expectation.Subject}, found `{from}`",
                labels: Label(expectation),
                help: Advise(from.AsRequired(), to.AsRequired()));
        }
    }

    /// <summary>The type of an expression that must have a value: not <c>None</c>. Complains where it may be.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="subject">Words for what it is, for messages.</param>
    /// <param name="place">Where it stands.</param>
    public WdlType Require(Expression expression, string subject, Place place)
    {
        switch (expression.Type)
        {
            case OptionalType optional:
                ReportOptional(expression.Span, optional, optional.Inner, subject, place, []);
                return optional.Inner;

            case NoneType:
                context.Report(SemanticDiagnostics.OptionalToRequired, expression.Span, $"{subject} cannot be `None`");
                return ErrorType.Instance;

            default:
                return expression.Type;
        }
    }

    /// <summary>Complains that a value may be <c>None</c>.</summary>
    /// <remarks>
    /// An error since 1.1, whose text forbids the coercion. Version 1.0 says nothing of it and its engines took any
    /// optional value, so existing documents rely on it: there it is a warning. In placeholders of 1.2, such an error is
    /// defined to give the empty text.
    /// </remarks>
    public void ReportOptional(
        TextSpan span, WdlType from, WdlType to, string subject, Place place, ImmutableArray<DiagnosticLabel> labels)
    {
        if (place.IsPlaceholder && context.Version >= WdlVersion.V1_2)
        {
            return;
        }

        bool isError = context.Version >= WdlVersion.V1_1;
        context.Report(
            isError ? SemanticDiagnostics.OptionalToRequired : SemanticDiagnostics.OptionalMayFail,
            span,
            $"expected `{to}` for {subject}, found `{from}`, which may be `None`{(isError ? "" : ": the run fails if it is")}",
            labels: labels,
            help: from.AsRequired() is ArrayType && from is not OptionalType
                ? "`select_all(x)` drops the items that are `None`"
                : "use `select_first([x, default])`, or `select_first([x])` where it is sure to be defined");
    }

    private static ImmutableArray<DiagnosticLabel> Label(Expectation expectation) =>
        expectation.LabelSource is { } source ? [new DiagnosticLabel(source, expectation.LabelSpan, "expected because of this")] : [];

    private static bool IsNumberFromText(WdlType from, WdlType to) =>
        from.AsRequired() is PrimitiveType { Kind: PrimitiveKind.String }
        && to.AsRequired() is PrimitiveType { Kind: PrimitiveKind.Int or PrimitiveKind.Float };

    private void ReportNumberFromText(Expression expression, Expectation expectation)
    {
        if (expression is LiteralExpression { Value: StringValue text })
        {
            try
            {
                Coercion.Coerce(text, expectation.Type, context.Version);
            }
            catch (CoercionException)
            {
                context.Report(
                    SemanticDiagnostics.TypeMismatch,
                    expression.Span,
                    $"expected `{expectation.Type}` for {expectation.Subject}, found a `String` that is not a number",
                    labels: Label(expectation));
                return;
            }
        }

        context.Report(
            SemanticDiagnostics.NumberFromText,
            expression.Span,
            $"expected `{expectation.Type}` for {expectation.Subject}, found `{expression.Type}`: the run fails if it is not a number",
            labels: Label(expectation),
            help: "other engines may refuse this; write a number, or read one with `read_int` or `read_float`");
    }

    // A text that is known must name a choice: SPEC 1.3 "Enum Usage".
    private void CheckEnumLiteral(Expression expression, Expectation expectation)
    {
        if (expectation.Type.AsRequired() is EnumType type
            && expression is LiteralExpression { Value: StringValue { Text: var name } }
            && type.IndexOf(name) < 0)
        {
            string? suggestion = Spelling.FindClosest(name, type.Choices.Select(choice => choice.Name));
            context.Report(
                SemanticDiagnostics.UnknownMember,
                expression.Span,
                $"enum `{type.Name}` has no choice `{name}`",
                labels: Label(expectation),
                help: CheckContext.Suggest(suggestion),
                fix: suggestion is null ? null : new DiagnosticFix(expression.Span, $"{type.Name}.{suggestion}"));
        }
    }

    private static string? Advise(WdlType from, WdlType to) => (from, to) switch
    {
        (PrimitiveType { Kind: PrimitiveKind.Float }, PrimitiveType { Kind: PrimitiveKind.Int }) =>
            "round it with `floor(x)`, `round(x)` or `ceil(x)`",
        (ArrayType array, _) when array.Item.AsRequired() == to => "take one item, as in `x[0]`, or loop over the items with `scatter`",
        (_, ArrayType array) when array.Item == from => "make an array of it: `[x]`",
        (ArrayType, PrimitiveType { Kind: PrimitiveKind.String }) => "join the items with `sep(\" \", x)`",
        (PrimitiveType, PrimitiveType { Kind: PrimitiveKind.String }) => "write it as text: `\"~{x}\"`",
        _ => null,
    };

    public static WdlType WithoutOptionals(WdlType type) => type switch
    {
        OptionalType optional => WithoutOptionals(optional.Inner),
        ArrayType array => array with { Item = WithoutOptionals(array.Item) },
        MapType map => new MapType(WithoutOptionals(map.Key), WithoutOptionals(map.Value)),
        PairType pair => new PairType(WithoutOptionals(pair.Left), WithoutOptionals(pair.Right)),
        _ => type,
    };
}
