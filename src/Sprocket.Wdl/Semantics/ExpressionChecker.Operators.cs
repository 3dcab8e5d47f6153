using Sprocket.Wdl.Syntax;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Semantics;

internal sealed partial class ExpressionChecker
{
    private Expression CheckBinary(BinaryExpressionSyntax syntax, Place place)
    {
        if (syntax.Operator is BinaryOperator.And or BinaryOperator.Or)
        {
            Expectation expectation = new(PrimitiveType.Boolean, $"an operand of `{syntax.Operator.Symbol}`");
            Expression first = CheckAgainst(syntax.Left, place, expectation);
            Expression second = CheckAgainst(syntax.Right, place, expectation);
            return new BinaryExpression(syntax.Operator, first, second, PrimitiveType.Boolean, PrimitiveType.Boolean, syntax.Span);
        }

        Expression left = Check(syntax.Left, place);
        Expression right = Check(syntax.Right, place);
        if (left.Type is ErrorType || right.Type is ErrorType)
        {
            return new ErrorExpression(syntax.Span);
        }

        (WdlType Operand, WdlType Result)? types = syntax.Operator switch
        {
            BinaryOperator.Equal or BinaryOperator.NotEqual => FindEquality(left.Type, right.Type),
            BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual =>
                FindOrder(syntax, left.Type.AsRequired(), right.Type.AsRequired()),
            BinaryOperator.Add => FindSum(syntax, left.Type.AsRequired(), right.Type.AsRequired()),
            _ => FindArithmetic(left.Type.AsRequired(), right.Type.AsRequired()),
        };

        if (types is not (var operand, var result))
        {
            ReportOperands(syntax, left.Type, right.Type);
            return new ErrorExpression(syntax.Span);
        }

        if (syntax.Operator is not (BinaryOperator.Equal or BinaryOperator.NotEqual) && (MayBeNone(left.Type) || MayBeNone(right.Type)))
        {
            if (syntax.Operator == BinaryOperator.Add && place.IsPlaceholder && !IsNumber(result))
            {
                // SPEC "Concatenation of Optional Values": None together with text is None.
                result = result.AsOptional();
            }
            else
            {
                string subject = $"an operand of `{syntax.Operator.Symbol}`";
                WdlType leftType = _matcher.Require(left, subject, place);
                WdlType rightType = _matcher.Require(right, subject, place);
                if (leftType is ErrorType || rightType is ErrorType)
                {
                    return new ErrorExpression(syntax.Span);
                }
            }
        }

        return new BinaryExpression(syntax.Operator, left, right, operand, result, syntax.Span);
    }

    // SPEC "Equality of Compound Types" and "Order of Precedence": primitives are compared as numbers, else as text.
    private (WdlType Operand, WdlType Result)? FindEquality(WdlType left, WdlType right)
    {
        WdlType first = left.AsRequired();
        WdlType second = right.AsRequired();
        if (first is AnyType || second is AnyType)
        {
            return (AnyType.Instance, PrimitiveType.Boolean);
        }

        WdlType? common = first is PrimitiveType && second is PrimitiveType && first != second
            ? FindPrimitiveEquality(first, second)
            : Coercion.CommonType([first, second], context.Version);
        if (common is null
            || (first is EnumType choice && second is EnumType other && !choice.IsSameAs(other))
            || (first is StructType && second is StructType && !TypeRenaming.AreIdentical(first, second)))
        {
            return null;
        }

        return (left.IsOptional || right.IsOptional ? common.AsOptional() : common, PrimitiveType.Boolean);
    }

    private static PrimitiveType FindPrimitiveEquality(WdlType first, WdlType second)
    {
        if (IsNumber(first) && IsNumber(second))
        {
            return PrimitiveType.Float;
        }

        // A path is compared with a text as a path: SPEC 1.3, appendix D.
        return IsPath(first) && second == PrimitiveType.String ? (PrimitiveType)first
            : IsPath(second) && first == PrimitiveType.String ? (PrimitiveType)second
            : PrimitiveType.String;
    }

    private (WdlType Operand, WdlType Result)? FindOrder(BinaryExpressionSyntax syntax, WdlType left, WdlType right)
    {
        if (left is AnyType or NoneType || right is AnyType or NoneType)
        {
            return (AnyType.Instance, PrimitiveType.Boolean);
        }

        if (IsNumber(left) && IsNumber(right))
        {
            return (left == right ? left : PrimitiveType.Float, PrimitiveType.Boolean);
        }

        if (left == PrimitiveType.Boolean && right == PrimitiveType.Boolean)
        {
            if (context.Version >= WdlVersion.V1_1)
            {
                context.Deprecate("ordering Booleans", syntax.Span, "use `==`, `!=`, `&&` and `||`");
            }

            return (PrimitiveType.Boolean, PrimitiveType.Boolean);
        }

        // Files have no order in the table, but engines compare their paths.
        return IsTextual(left) && IsTextual(right) ? (PrimitiveType.String, PrimitiveType.Boolean) : null;
    }

    private (WdlType Operand, WdlType Result)? FindSum(BinaryExpressionSyntax syntax, WdlType left, WdlType right)
    {
        if (FindArithmetic(left, right) is { } sum && !(left is AnyType && IsTextual(right)) && !(IsTextual(left) && right is AnyType))
        {
            return sum;
        }

        if (!IsTextual(left) && !IsTextual(right))
        {
            return null;
        }

        if (!CanConcatenate(left) || !CanConcatenate(right))
        {
            return null;
        }

        if (left == PrimitiveType.File || (right == PrimitiveType.File && left == PrimitiveType.String))
        {
            if (left == PrimitiveType.File && context.Version >= WdlVersion.V1_1)
            {
                context.Deprecate("`+` after a `File`", syntax.Span, "write the path as text: `\"~{file}.bai\"`");
            }

            return (PrimitiveType.String, context.Version == WdlVersion.V1_0 && left != PrimitiveType.File ? PrimitiveType.String : PrimitiveType.File);
        }

        if ((IsNumber(left) || IsNumber(right)) && context.Version >= WdlVersion.V1_1)
        {
            context.Deprecate("`+` of a `String` and a number", syntax.Span, "write the number as text: `\"x~{number}\"`");
        }

        return (PrimitiveType.String, PrimitiveType.String);
    }

    private static (WdlType Operand, WdlType Result)? FindArithmetic(WdlType left, WdlType right)
    {
        bool isLeft = IsNumber(left) || left is AnyType or NoneType;
        bool isRight = IsNumber(right) || right is AnyType or NoneType;
        if (!isLeft || !isRight)
        {
            return null;
        }

        if (!IsNumber(left) || !IsNumber(right))
        {
            return (AnyType.Instance, AnyType.Instance);
        }

        WdlType type = left == right ? left : PrimitiveType.Float;
        return (type, type);
    }

    private void ReportOperands(BinaryExpressionSyntax syntax, WdlType left, WdlType right)
    {
        string wanted = syntax.Operator switch
        {
            BinaryOperator.Equal or BinaryOperator.NotEqual => "two values of one type",
            BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual =>
                "two numbers or two texts",
            BinaryOperator.Add => "two numbers, or a text and a value that can be written as text",
            _ => "two numbers",
        };
        context.Report(
            SemanticDiagnostics.OperandType,
            syntax.OperatorSpan,
            $"`{syntax.Operator.Symbol}` wants {wanted}, found `{left}` and `{right}`",
            labels: [context.Label(syntax.Left.Span, $"`{left}`"), context.Label(syntax.Right.Span, $"`{right}`")],
            help: syntax.Operator == BinaryOperator.Add && left.AsRequired() is ArrayType && right.AsRequired() is ArrayType
                ? "join two arrays with `flatten([a, b])`"
                : null);
    }

    private static bool MayBeNone(WdlType type) => type is OptionalType or NoneType;

    private static bool IsNumber(WdlType type) => type is PrimitiveType { Kind: PrimitiveKind.Int or PrimitiveKind.Float };

    private static bool IsPath(WdlType type) => type is PrimitiveType { Kind: PrimitiveKind.File or PrimitiveKind.Directory };

    private static bool IsTextual(WdlType type) => type == PrimitiveType.String || IsPath(type);

    private static bool CanConcatenate(WdlType type) => type is PrimitiveType or EnumType or AnyType or NoneType;
}
