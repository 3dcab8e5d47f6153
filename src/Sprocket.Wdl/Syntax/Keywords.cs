namespace Sprocket.Wdl.Syntax;

/// <summary>The words with a meaning of their own, and in which versions they cannot be names.</summary>
internal static class Keywords
{
    /// <summary>The kind of a word; <see cref="TokenKind.Identifier"/> when it has no meaning of its own.</summary>
    public static TokenKind Classify(ReadOnlySpan<char> word) => word switch
    {
        "after" => TokenKind.After,
        "alias" => TokenKind.Alias,
        "Array" => TokenKind.Array,
        "as" => TokenKind.As,
        "Boolean" => TokenKind.Boolean,
        "call" => TokenKind.Call,
        "command" => TokenKind.Command,
        "Directory" => TokenKind.Directory,
        "else" => TokenKind.Else,
        "enum" => TokenKind.Enum,
        "env" => TokenKind.Env,
        "false" => TokenKind.False,
        "File" => TokenKind.File,
        "Float" => TokenKind.FloatType,
        "hints" => TokenKind.Hints,
        "if" => TokenKind.If,
        "import" => TokenKind.Import,
        "in" => TokenKind.In,
        "input" => TokenKind.Input,
        "Int" => TokenKind.Int,
        "left" => TokenKind.Left,
        "Map" => TokenKind.Map,
        "meta" => TokenKind.Meta,
        "None" => TokenKind.None,
        "object" => TokenKind.Object,
        "Object" => TokenKind.ObjectType,
        "output" => TokenKind.Output,
        "Pair" => TokenKind.Pair,
        "parameter_meta" => TokenKind.ParameterMeta,
        "requirements" => TokenKind.Requirements,
        "right" => TokenKind.Right,
        "runtime" => TokenKind.Runtime,
        "scatter" => TokenKind.Scatter,
        "String" => TokenKind.String,
        "struct" => TokenKind.Struct,
        "task" => TokenKind.Task,
        "then" => TokenKind.Then,
        "true" => TokenKind.True,
        "version" => TokenKind.Version,
        "workflow" => TokenKind.Workflow,
        _ => TokenKind.Identifier,
    };

    /// <summary>Whether a word cannot be a name in a version.</summary>
    /// <remarks>
    /// WDL 1.1 to 1.3, section "Reserved Keywords". WDL 1.0 has no such list: what was added later is free there.
    /// <c>in</c> is on the list, but examples of all specifications (1.3: "split") use it as a name.
    /// </remarks>
    public static bool IsReserved(TokenKind kind, WdlVersion version) => kind switch
    {
        TokenKind.Identifier or TokenKind.After or TokenKind.Env or TokenKind.In => false,
        TokenKind.Enum => version >= WdlVersion.V1_3,
        TokenKind.Hints or TokenKind.Requirements or TokenKind.Directory => version >= WdlVersion.V1_2,
        TokenKind.Left or TokenKind.Right or TokenKind.None or TokenKind.Version => version >= WdlVersion.V1_1,
        _ => kind >= TokenKind.After,
    };

    /// <summary>Whether a version allows a word as a name but announces that a later one will not.</summary>
    public static bool IsReservedLater(TokenKind kind, WdlVersion version) =>
        version == WdlVersion.V1_1 && kind is TokenKind.Hints or TokenKind.Requirements or TokenKind.Directory;
}
