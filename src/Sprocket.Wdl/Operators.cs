namespace Sprocket.Wdl;

/// <summary>What a unary operator does.</summary>
public enum UnaryOperator
{
    /// <summary><c>!a</c></summary>
    Not,

    /// <summary><c>-a</c></summary>
    Negate,

    /// <summary><c>+a</c>; only as written, since it changes nothing.</summary>
    Plus,
}

/// <summary>What a binary operator does.</summary>
public enum BinaryOperator
{
    /// <summary><c>a || b</c>; <c>b</c> is only evaluated when <c>a</c> is false.</summary>
    Or,

    /// <summary><c>a &amp;&amp; b</c>; <c>b</c> is only evaluated when <c>a</c> is true.</summary>
    And,

    /// <summary><c>a == b</c></summary>
    Equal,

    /// <summary><c>a != b</c></summary>
    NotEqual,

    /// <summary><c>a &lt; b</c></summary>
    Less,

    /// <summary><c>a &lt;= b</c></summary>
    LessOrEqual,

    /// <summary><c>a &gt; b</c></summary>
    Greater,

    /// <summary><c>a &gt;= b</c></summary>
    GreaterOrEqual,

    /// <summary><c>a + b</c>: a sum, or a concatenation where the result is a String or File.</summary>
    Add,

    /// <summary><c>a - b</c></summary>
    Subtract,

    /// <summary><c>a * b</c></summary>
    Multiply,

    /// <summary><c>a / b</c></summary>
    Divide,

    /// <summary><c>a % b</c></summary>
    Remainder,

    /// <summary><c>a ** b</c>; WDL 1.2.</summary>
    Power,
}
