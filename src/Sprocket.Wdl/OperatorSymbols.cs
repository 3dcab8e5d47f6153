using System.Diagnostics;

namespace Sprocket.Wdl;

/// <summary>How operators are written.</summary>
public static class OperatorSymbols
{
    extension(BinaryOperator binary)
    {
        /// <summary>The operator as WDL writes it, such as <c>&lt;=</c>.</summary>
        public string Symbol => binary switch
        {
            BinaryOperator.Or => "||",
            BinaryOperator.And => "&&",
            BinaryOperator.Equal => "==",
            BinaryOperator.NotEqual => "!=",
            BinaryOperator.Less => "<",
            BinaryOperator.LessOrEqual => "<=",
            BinaryOperator.Greater => ">",
            BinaryOperator.GreaterOrEqual => ">=",
            BinaryOperator.Add => "+",
            BinaryOperator.Subtract => "-",
            BinaryOperator.Multiply => "*",
            BinaryOperator.Divide => "/",
            BinaryOperator.Remainder => "%",
            BinaryOperator.Power => "**",
            _ => throw new UnreachableException(),
        };
    }
}
