namespace Sprocket.Generators.Templates;

/// <summary>
/// Follows shell text just far enough to know whether a quoted word may stand at a place: quotes, backticks,
/// command substitutions and comments. Where it is unsure it says no.
/// </summary>
internal sealed class ShellScanner
{
    private const char Single = '\'';
    private const char Double = '"';
    private const char AnsiC = '$';
    private const char Backtick = '`';
    private const char Paren = '(';
    private const char Comment = '#';

    private readonly Stack<char> _contexts = new();
    private char _previous = '\n';
    private bool _isEscaped;

    /// <summary>How many quotes and brackets are open.</summary>
    public int Depth => _contexts.Count;

    /// <summary>Whether the text so far ends inside a comment.</summary>
    public bool IsInComment => _contexts.Count > 0 && _contexts.Peek() == Comment;

    /// <summary>What encloses this place and forbids a quoted word in it, in words; null when a word may stand here.</summary>
    public string? Enclosure => (_contexts.Count == 0 ? Paren : _contexts.Peek()) switch
    {
        Single or AnsiC => "single quotes",
        Double => "double quotes",
        Backtick => "backticks",
        Comment => "a comment",
        _ => null,
    };

    /// <summary>Passes over a hole: to the shell it is the inside of a word.</summary>
    public void SkipHole()
    {
        _previous = 'x';
        _isEscaped = false;
    }

    /// <summary>Passes over one character of literal text.</summary>
    /// <returns>False when the character completes the start of a here-document.</returns>
    public bool Read(char character)
    {
        char context = _contexts.Count == 0 ? Paren : _contexts.Peek();
        bool isHereDocument = false;
        if (_isEscaped)
        {
            _isEscaped = false;
            // An escaped line break is no character at all; any other escaped character is the inside of a word.
            _previous = character == '\n' ? _previous : 'x';
            return true;
        }

        if (context == Comment)
        {
            if (character == '\n')
            {
                _contexts.Pop();
            }
        }
        else if (character == '\\' && context != Single)
        {
            _isEscaped = true;
            return true;
        }
        else if (context is Single or AnsiC)
        {
            PopAt(character, '\'');
        }
        else if (context == Backtick)
        {
            PopAt(character, '`');
        }
        else if (context == Double)
        {
            ReadDoubleQuoted(character);
        }
        else
        {
            isHereDocument = character == '<' && _previous == '<';
            ReadPlain(character);
        }

        _previous = character;
        return !isHereDocument;
    }

    private void ReadDoubleQuoted(char character)
    {
        if (character == '(' && _previous == '$')
        {
            _contexts.Push(Paren);
        }
        else if (character == '`')
        {
            _contexts.Push(Backtick);
        }
        else
        {
            PopAt(character, '"');
        }
    }

    private void ReadPlain(char character)
    {
        switch (character)
        {
            case '\'':
                _contexts.Push(_previous == '$' ? AnsiC : Single);
                break;
            case '"' or '`' or '(':
                _contexts.Push(character);
                break;
            case '#' when _previous is ' ' or '\t' or '\n' or ';' or '|' or '&' or '(':
                _contexts.Push(Comment);
                break;
            case ')' when _contexts.Count > 0:
                _contexts.Pop();
                break;
            default:
                break;
        }
    }

    private void PopAt(char character, char end)
    {
        if (character == end)
        {
            _contexts.Pop();
        }
    }
}
