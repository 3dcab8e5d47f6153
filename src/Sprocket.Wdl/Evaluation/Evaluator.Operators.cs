using System.Diagnostics;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Evaluation;

/// <content>Operators.</content>
public sealed partial class Evaluator
{
    private Value EvaluateUnary(UnaryExpression unary, Frame frame)
    {
        Value operand = Evaluate(unary.Operand, frame);
        switch (unary.Operator, operand)
        {
            case (_, NoneValue):
                throw IsNone(unary.Operand.Span, "`None` is not an operand");
            case (UnaryOperator.Not, _):
                return new BooleanValue(!((BooleanValue)Coerce(operand, PrimitiveType.Boolean, unary.Operand.Span)).Boolean);
            case (UnaryOperator.Negate, IntValue number):
                return number.Integer == long.MinValue
                    ? throw Fail(EvaluationDiagnostics.IntOverflow, unary.Span, $"`-({number.Integer})` does not fit into an `Int`")
                    : new IntValue(-number.Integer);
            case (UnaryOperator.Negate, _):
                return new FloatValue(-((FloatValue)Coerce(operand, PrimitiveType.Float, unary.Operand.Span)).Number);
            default:
                throw new UnreachableException();
        }
    }

    // A chain such as `a + b + c + …` is a tree that leans to the left; walked in a loop it may be of any length.
    private Value EvaluateBinary(BinaryExpression binary, Frame frame)
    {
        Stack<BinaryExpression> chain = [];
        Expression first = binary;
        while (first is BinaryExpression link)
        {
            chain.Push(link);
            first = link.Left;
        }

        Value value = Evaluate(first, frame);
        while (chain.TryPop(out BinaryExpression? link))
        {
            value = Operate(link, value, frame);
        }

        return value;
    }

    private Value Operate(BinaryExpression binary, Value left, Frame frame)
    {
        if (binary.Operator is BinaryOperator.And or BinaryOperator.Or)
        {
            bool decided = ((BooleanValue)Coerce(left, PrimitiveType.Boolean, binary.Left.Span)).Boolean;
            return decided == (binary.Operator == BinaryOperator.Or)
                ? new BooleanValue(decided)
                : new BooleanValue(EvaluateBoolean(binary.Right, frame));
        }

        Value right = Evaluate(binary.Right, frame);
        if (binary.Operator is BinaryOperator.Equal or BinaryOperator.NotEqual)
        {
            return new BooleanValue(AreEqual(binary, left, right) == (binary.Operator == BinaryOperator.Equal));
        }

        if (left is NoneValue || right is NoneValue)
        {
            // SPEC "Concatenation of Optional Values": inside a placeholder the whole is `None`.
            return binary.Operator == BinaryOperator.Add && frame.InPlaceholder
                ? NoneValue.Instance
                : throw IsNone(left is NoneValue ? binary.Left.Span : binary.Right.Span, $"`None` is not an operand of `{binary.Operator.Symbol}`");
        }

        bool isPath = left is FileValue;
        WdlType type = binary.OperandType.AsRequired() is PrimitiveType known ? known : FindCommonType(left, right);
        left = Coerce(left, type, binary.Left.Span);
        right = Coerce(right, type, binary.Right.Span);
        return (left, right) switch
        {
            (IntValue l, IntValue r) => OperateOnInts(binary, l.Integer, r.Integer),
            (FloatValue l, FloatValue r) => OperateOnFloats(binary, l.Number, r.Number),
            (BooleanValue l, BooleanValue r) => Compare(binary, l.Boolean.CompareTo(r.Boolean)),
            _ when binary.Operator == BinaryOperator.Add =>
                Coerce(new StringValue(Concatenate(binary, ValueText.Format(left), isPath, ValueText.Format(right))), binary.Type, binary.Span),
            _ => Compare(binary, CompareTexts(ValueText.Format(left), ValueText.Format(right))),
        };
    }

    // SPEC 1.1 "Binary Operators": of a File and what follows it, "error if second path is not relative".
    private string Concatenate(BinaryExpression binary, string left, bool isPath, string right) =>
        isPath && Version >= WdlVersion.V1_1 && right.StartsWith('/')
            ? throw Fail(EvaluationDiagnostics.CoercionFailed, binary.Right.Span, $"`{right}` is not relative, and so cannot follow the file `{left}`")
            : left + right;

    // SPEC "Unicode comparison": by code points. In UTF-16 those beyond U+FFFF would come before those from U+E000.
    private static int CompareTexts(string left, string right)
    {
        int start = left.AsSpan().CommonPrefixLength(right);
        if (start == left.Length || start == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        (char first, char second) = (left[start], right[start]);
        return char.IsSurrogate(first) == char.IsSurrogate(second) ? first.CompareTo(second)
            : char.IsSurrogate(first) ? 1
            : -1;
    }

    // SPEC "Order of Precedence for `+`, `==`, `!=`" where types are known only now: numbers first, then texts.
    private static WdlType FindCommonType(Value left, Value right) => (left, right) switch
    {
        (IntValue, IntValue) => PrimitiveType.Int,
        (IntValue or FloatValue, IntValue or FloatValue) => PrimitiveType.Float,
        (BooleanValue, BooleanValue) => PrimitiveType.Boolean,
        _ when left.Type is PrimitiveType && right.Type is PrimitiveType => PrimitiveType.String,
        _ => left.Type,
    };

    private Value OperateOnInts(BinaryExpression binary, long left, long right)
    {
        switch (binary.Operator)
        {
            case BinaryOperator.Divide or BinaryOperator.Remainder when right == 0:
                throw Fail(EvaluationDiagnostics.DivisionByZero, binary.Right.Span, $"`{left} {binary.Operator.Symbol} 0` has no value");
            case BinaryOperator.Remainder when right == -1:
                return new IntValue(0);
            case BinaryOperator.Power when right < 0:
                throw Fail(EvaluationDiagnostics.NegativeExponent, binary.Right.Span, $"`{left} ** {right}` is not an `Int`");
            case BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual:
                return Compare(binary, left.CompareTo(right));
            default:
                break;
        }

        try
        {
            return new IntValue(binary.Operator switch
            {
                BinaryOperator.Add => checked(left + right),
                BinaryOperator.Subtract => checked(left - right),
                BinaryOperator.Multiply => checked(left * right),
                BinaryOperator.Divide => checked(left / right),
                BinaryOperator.Remainder => left % right,
                BinaryOperator.Power => Power(left, right),
                _ => throw new UnreachableException(),
            });
        }
        catch (OverflowException)
        {
            throw Fail(
                EvaluationDiagnostics.IntOverflow, binary.Span, $"`{left} {binary.Operator.Symbol} {right}` does not fit into an `Int`");
        }
    }

    private Value OperateOnFloats(BinaryExpression binary, double left, double right)
    {
        if (binary.Operator is BinaryOperator.Divide or BinaryOperator.Remainder && right == 0)
        {
            throw Fail(EvaluationDiagnostics.DivisionByZero, binary.Right.Span, $"`{Text(left)} {binary.Operator.Symbol} 0.0` has no value");
        }

        double result;
        switch (binary.Operator)
        {
            case BinaryOperator.Add:
                result = left + right;
                break;
            case BinaryOperator.Subtract:
                result = left - right;
                break;
            case BinaryOperator.Multiply:
                result = left * right;
                break;
            case BinaryOperator.Divide:
                result = left / right;
                break;
            case BinaryOperator.Remainder:
                result = left % right;
                break;
            case BinaryOperator.Power:
                result = Math.Pow(left, right);
                break;
            default:
                return Compare(binary, left.CompareTo(right));
        }

        return double.IsFinite(result)
            ? new FloatValue(result)
            : throw Fail(
                EvaluationDiagnostics.FloatNotFinite, binary.Span, $"`{Text(left)} {binary.Operator.Symbol} {Text(right)}` is not a finite number");
    }

    private static BooleanValue Compare(BinaryExpression binary, int order) => new(binary.Operator switch
    {
        BinaryOperator.Less => order < 0,
        BinaryOperator.LessOrEqual => order <= 0,
        BinaryOperator.Greater => order > 0,
        BinaryOperator.GreaterOrEqual => order >= 0,
        _ => throw new UnreachableException(),
    });

    // Squaring: an exponent of 64 bits takes at most 63 rounds.
    private static long Power(long number, long exponent)
    {
        long result = 1;
        while (true)
        {
            if ((exponent & 1) == 1)
            {
                result = checked(result * number);
            }

            exponent >>= 1;
            if (exponent == 0)
            {
                return result;
            }

            // Only now: the last square of a fitting power need not fit.
            number = checked(number * number);
        }
    }

    private static string Text(double number) => NumberText.FormatFloat(number);
}
