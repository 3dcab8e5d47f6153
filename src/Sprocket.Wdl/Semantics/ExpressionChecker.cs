using System.Collections.Immutable;
using System.Diagnostics;
using Sprocket.Text;
using Sprocket.Wdl.Syntax;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Semantics;

/// <summary>Finds out what expressions mean: names, types, overloads.</summary>
/// <remarks>
/// Types flow both ways: from the parts to the whole, and, where something wants a type (an <see cref="Expectation"/>),
/// into array, map, pair, struct and <c>if</c> expressions, so that the one wrong item is blamed and not the whole.
/// Recurses as deep as the tree is high; <see cref="DeepStack"/> has room for the highest that the parser makes.
/// </remarks>
internal sealed partial class ExpressionChecker(CheckContext context)
{
    private readonly TypeMatcher _matcher = new(context);

    /// <summary>Checks an expression of which any type will do.</summary>
    public Expression Check(ExpressionSyntax syntax, Place place) => Check(syntax, place, null);

    /// <summary>Checks an expression that must coerce to a type.</summary>
    public Expression CheckAgainst(ExpressionSyntax syntax, Place place, Expectation expectation)
    {
        Expression expression = Check(syntax, place, expectation);
        _matcher.Match(expression, expectation, place);
        return expression;
    }

    private Expression Check(ExpressionSyntax syntax, Place place, Expectation? expectation) => syntax switch
    {
        NameExpressionSyntax name => CheckName(name, place),
        StringLiteralSyntax text => CheckString(text, place),
        MemberExpressionSyntax member => CheckMember(member, place),
        BinaryExpressionSyntax binary => CheckBinary(binary, place),
        ApplyExpressionSyntax call => CheckFunctionCall(call, place),
        IntLiteralSyntax number => new LiteralExpression(new IntValue(number.Value), number.Span),
        BooleanLiteralSyntax boolean => new LiteralExpression(new BooleanValue(boolean.Value), boolean.Span),
        FloatLiteralSyntax number => new LiteralExpression(new FloatValue(number.Value), number.Span),
        NoneLiteralSyntax => new LiteralExpression(NoneValue.Instance, syntax.Span),
        ArrayLiteralSyntax array => CheckArray(array, place, expectation),
        MapLiteralSyntax map => CheckMap(map, place, expectation),
        PairLiteralSyntax pair => CheckPair(pair, place, expectation),
        ObjectLiteralSyntax literal => CheckObject(literal, place, expectation),
        StructLiteralSyntax literal => CheckStruct(literal, place),
        HintsLiteralSyntax literal => CheckHints(literal, place),
        UnaryExpressionSyntax unary => CheckUnary(unary, place),
        ConditionalExpressionSyntax conditional => CheckConditional(conditional, place, expectation),
        IndexExpressionSyntax index => CheckIndex(index, place),
        ErrorExpressionSyntax => new ErrorExpression(syntax.Span),
        _ => throw new UnreachableException(),
    };

    private Expression CheckString(StringLiteralSyntax syntax, Place place)
    {
        if (syntax.PlainText is { } text)
        {
            return new LiteralExpression(new StringValue(text), syntax.Span);
        }

        return new StringExpression(CheckParts(syntax.Parts, place), syntax.Span);
    }

    /// <summary>Checks the texts and placeholders of a string or command.</summary>
    public ImmutableArray<StringPart> CheckParts(ImmutableArray<StringPartSyntax> syntax, Place place)
    {
        Place inside = place.IsPlaceholder ? place : place with { IsPlaceholder = true };
        ImmutableArray<StringPart>.Builder parts = ImmutableArray.CreateBuilder<StringPart>(syntax.Length);
        foreach (StringPartSyntax part in syntax)
        {
            parts.Add(part switch
            {
                TextPartSyntax text => new TextPart(text.Text),
                PlaceholderPartSyntax placeholder => CheckPlaceholder(placeholder, inside),
                _ => throw new UnreachableException(),
            });
        }

        return parts.DrainToImmutable();
    }

    private PlaceholderPart CheckPlaceholder(PlaceholderPartSyntax syntax, Place place)
    {
        Expression expression = Check(syntax.Expression, place);
        PlaceholderOptions options = syntax.Options.IsEmpty ? PlaceholderOptions.None : CheckOptions(syntax, place);
        if (expression.Type is ErrorType)
        {
            return new PlaceholderPart(expression, options, syntax.Span);
        }

        WdlType type = expression.Type.AsRequired();
        if (options.Separator is not null)
        {
            if (type is not (ArrayType { Item: var item } and var _) || !IsText(item.AsRequired()))
            {
                if (type is not AnyType)
                {
                    context.Report(
                        SemanticDiagnostics.PlaceholderOption,
                        syntax.Expression.Span,
                        $"the option `sep` wants an array of values that can be written as text, found `{expression.Type}`");
                }
            }
        }
        else if (options.True is not null || options.False is not null)
        {
            if (type is not (PrimitiveType { Kind: PrimitiveKind.Boolean } or AnyType))
            {
                context.Report(
                    SemanticDiagnostics.PlaceholderOption,
                    syntax.Expression.Span,
                    $"the options `true` and `false` want a `Boolean`, found `{expression.Type}`");
            }
        }
        else if (!IsText(type))
        {
            ReportNotText(syntax.Expression.Span, expression.Type);
        }

        return new PlaceholderPart(expression, options, syntax.Span);
    }

    private PlaceholderOptions CheckOptions(PlaceholderPartSyntax syntax, Place place)
    {
        PlaceholderOptions options = PlaceholderOptions.None;
        foreach (PlaceholderOptionSyntax option in syntax.Options)
        {
            Expression value = Check(option.Value, place);
            options = option.Kind switch
            {
                PlaceholderOptionKind.Sep => options with { Separator = value },
                PlaceholderOptionKind.Default => options with { Default = value },
                PlaceholderOptionKind.True => options with { True = value },
                PlaceholderOptionKind.False => options with { False = value },
                _ => throw new UnreachableException(),
            };
        }

        return options;
    }

    private void ReportNotText(TextSpan span, WdlType type) =>
        context.Report(
            SemanticDiagnostics.NotText,
            span,
            $"a value of type `{type}` cannot be written as text",
            help: type.AsRequired() switch
            {
                ArrayType when context.Version >= WdlVersion.V1_1 => "join its items with `sep(\" \", array)`, or write them to a file with `write_lines(array)`",
                ArrayType => "join its items with the option `sep=\" \"`, or write them to a file with `write_lines(array)`",
                MapType => "write it to a file with `write_map(map)` or `write_json(map)`",
                PairType => "write its `.left` and `.right`",
                _ => "write one of its members, or write it to a file with `write_json(value)`",
            });

    // Compound values have no text form: SPEC "Expression Placeholder Coercion".
    private static bool IsText(WdlType type) => type is PrimitiveType or EnumType or AnyType or NoneType or ErrorType;

    private Expression CheckConditional(ConditionalExpressionSyntax syntax, Place place, Expectation? expectation)
    {
        Expression condition = CheckCondition(syntax.Condition, place);
        if (expectation is { Type: not (AnyType or ErrorType) })
        {
            Expression wanted = CheckAgainst(syntax.WhenTrue, place, expectation);
            Expression otherwise = CheckAgainst(syntax.WhenFalse, place, expectation);

            // Where a branch was found wanting, the whole is taken to be what was wanted: nothing more is to be said.
            WdlType agreed = Coercion.CommonType([wanted.Type, otherwise.Type], context.Version) ?? expectation.Type;
            bool isWanted = Coercion.Classify(agreed, expectation.Type, context.Version) >= CoercionKind.Implicit;
            return new ConditionalExpression(condition, wanted, otherwise, isWanted ? agreed : expectation.Type, syntax.Span);
        }

        Expression whenTrue = Check(syntax.WhenTrue, place);
        Expression whenFalse = Check(syntax.WhenFalse, place);
        WdlType? common = Coercion.CommonType([whenTrue.Type, whenFalse.Type], context.Version);
        if (common is null)
        {
            context.Report(
                SemanticDiagnostics.NoCommonType,
                syntax.Span,
                $"the branches of `if` have no common type: `{whenTrue.Type}` and `{whenFalse.Type}`",
                labels:
                [
                    context.Label(syntax.WhenTrue.Span, $"`{whenTrue.Type}`"),
                    context.Label(syntax.WhenFalse.Span, $"`{whenFalse.Type}`"),
                ]);
            return new ErrorExpression(syntax.Span);
        }

        return new ConditionalExpression(condition, whenTrue, whenFalse, common, syntax.Span);
    }

    /// <summary>Checks the condition of an <c>if</c>.</summary>
    public Expression CheckCondition(ExpressionSyntax syntax, Place place) =>
        CheckAgainst(syntax, place, new Expectation(PrimitiveType.Boolean, "the condition of `if`"));

    private Expression CheckIndex(IndexExpressionSyntax syntax, Place place)
    {
        Expression target = Check(syntax.Target, place);
        WdlType type = _matcher.Require(target, "the indexed value", place);
        switch (type)
        {
            case ArrayType array:
                Expression index = CheckAgainst(syntax.Index, place, new Expectation(PrimitiveType.Int, "an array's index"));
                return new IndexExpression(target, index, array.Item, syntax.Span);

            case MapType map:
                Expression key = CheckAgainst(syntax.Index, place, new Expectation(map.Key, "a map's key"));
                return new IndexExpression(target, key, map.Value, syntax.Span);

            case AnyType or ErrorType:
                Expression any = Check(syntax.Index, place);
                return type is ErrorType ? new ErrorExpression(syntax.Span) : new IndexExpression(target, any, AnyType.Instance, syntax.Span);

            default:
                Check(syntax.Index, place);
                context.Report(
                    SemanticDiagnostics.NotIndexable,
                    syntax.Target.Span,
                    $"only arrays and maps have an index, found `{target.Type}`",
                    help: type is StructType or ObjectType or PairType ? "members are named with a dot: `value.member`" : null);
                return new ErrorExpression(syntax.Span);
        }
    }

    private Expression CheckUnary(UnaryExpressionSyntax syntax, Place place)
    {
        if (syntax.Operator == UnaryOperator.Not)
        {
            Expression condition = CheckAgainst(syntax.Operand, place, new Expectation(PrimitiveType.Boolean, "the operand of `!`"));
            return new UnaryExpression(UnaryOperator.Not, condition, PrimitiveType.Boolean, syntax.Span);
        }

        Expression operand = Check(syntax.Operand, place);
        WdlType type = _matcher.Require(operand, "the operand of `-`", place);
        if (type is not (PrimitiveType { Kind: PrimitiveKind.Int or PrimitiveKind.Float } or AnyType or ErrorType))
        {
            context.Report(
                SemanticDiagnostics.OperandType, syntax.Operand.Span, $"a sign can only stand before an `Int` or `Float`, found `{operand.Type}`");
            return new ErrorExpression(syntax.Span);
        }

        return syntax.Operator == UnaryOperator.Plus ? operand : new UnaryExpression(UnaryOperator.Negate, operand, type, syntax.Span);
    }
}
