using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

/// <summary>What a token is. Words from <see cref="After"/> to <see cref="Workflow"/> are keywords in some version or place.</summary>
internal enum TokenKind : byte
{
    EndOfFile,
    BadCharacter,
    BadNumber,
    Identifier,
    Integer,
    Float,
    Quote,
    HeredocOpen,

    OpenBrace,
    CloseBrace,
    OpenParenthesis,
    CloseParenthesis,
    OpenBracket,
    CloseBracket,
    Comma,
    Colon,
    Dot,
    Assign,
    Question,
    Not,
    Plus,
    Minus,
    Star,
    StarStar,
    Slash,
    Percent,
    EqualEqual,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    AndAnd,
    OrOr,

    After,
    Alias,
    Array,
    As,
    Boolean,
    Call,
    Command,
    Directory,
    Else,
    Enum,
    Env,
    False,
    File,
    FloatType,
    Hints,
    If,
    Import,
    In,
    Input,
    Int,
    Left,
    Map,
    Meta,
    None,
    Object,
    ObjectType,
    Output,
    Pair,
    ParameterMeta,
    Requirements,
    Right,
    Runtime,
    Scatter,
    String,
    Struct,
    Task,
    Then,
    True,
    Version,
    Workflow,
}

/// <summary>A word, number, operator, or the opening quote of a string.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">The offset of its first character.</param>
/// <param name="End">The offset after its last character.</param>
/// <param name="StartsLine">Whether a line break or the start of the text stands between it and the token before.</param>
internal readonly record struct Token(TokenKind Kind, int Start, int End, bool StartsLine)
{
    public TextSpan Span => TextSpan.FromBounds(Start, End);

    /// <summary>Whether it is an identifier or a keyword.</summary>
    public bool IsWord => Kind is TokenKind.Identifier or >= TokenKind.After;

    /// <summary>Whether it begins a type that is not a struct's or enum's name.</summary>
    public bool IsTypeKeyword => Kind is TokenKind.Array or TokenKind.Boolean or TokenKind.Directory or TokenKind.File
        or TokenKind.FloatType or TokenKind.Int or TokenKind.Map or TokenKind.ObjectType or TokenKind.Pair or TokenKind.String;
}
