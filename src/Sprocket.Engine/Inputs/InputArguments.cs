using System.Collections.Immutable;
using System.Text;
using Sprocket.Text;

namespace Sprocket.Engine.Inputs;

/// <summary>The inputs of a command line, as written.</summary>
internal abstract record InputArgument
{
    /// <summary>Its place in the text that stands for the command line.</summary>
    public required TextSpan Span { get; init; }
}

/// <summary><c>@FILE</c>, or a bare <c>FILE.json</c>.</summary>
/// <param name="Path">The file.</param>
internal sealed record FileArgument(string Path) : InputArgument;

/// <summary><c>KEY=VALUE</c>, or a further value of the key before it.</summary>
/// <param name="Key">The key.</param>
/// <param name="Value">The value's text.</param>
/// <param name="KeySpan">The place of the key.</param>
internal sealed record ValueArgument(string Key, string Value, TextSpan KeySpan) : InputArgument
{
    /// <summary>Whether the key stands at an earlier word, and this one is its value alone.</summary>
    public bool IsFurther { get; init; }
}

/// <summary>Takes the words of a command line apart.</summary>
internal static class InputArguments
{
    /// <summary>Reads the words in order.</summary>
    /// <param name="words">The words.</param>
    /// <param name="diagnostics">Told of words that are no inputs.</param>
    /// <param name="source">A text that stands for the command line, for places in it.</param>
    public static ImmutableArray<InputArgument> Parse(IReadOnlyList<string> words, DiagnosticBag diagnostics, out SourceText source)
    {
        var text = new StringBuilder();
        List<(string Word, TextSpan Span)> places = [];
        foreach (string word in words)
        {
            string shown = word.Contains(' ', StringComparison.Ordinal) ? $"'{word}'" : word;
            places.Add((word, new TextSpan(text.Length, shown.Length)));
            text.Append(shown).Append(' ');
        }

        source = new SourceText("<command line>", text.ToString().TrimEnd());
        ImmutableArray<InputArgument>.Builder arguments = ImmutableArray.CreateBuilder<InputArgument>();
        ValueArgument? last = null;
        foreach ((string word, TextSpan span) in places)
        {
            int equals = word.IndexOf('=', StringComparison.Ordinal);
            if (word.Length > 1 && word.StartsWith('@'))
            {
                arguments.Add(new FileArgument(word[1..]) { Span = span });
            }
            else if (equals > 0 && IsKey(word.AsSpan(0, equals)))
            {
                int offset = text[span.Start] == '\'' ? 1 : 0;
                last = new ValueArgument(word[..equals], word[(equals + 1)..], new TextSpan(span.Start + offset, equals)) { Span = span };
                arguments.Add(last);
            }
            else if (last is not null)
            {
                arguments.Add(last with { Value = word, Span = span, IsFurther = true });
            }
            else if (IsInputsFile(word))
            {
                arguments.Add(new FileArgument(word) { Span = span });
            }
            else
            {
                diagnostics.Add(new Diagnostic(InputDiagnostics.BadArgument, source, span, $"`{word}` is neither a file with inputs nor `KEY=VALUE`")
                {
                    Help = "write `@` before the name of a file with inputs, or `KEY=VALUE` for a single one",
                });
            }
        }

        return arguments.ToImmutable();
    }

    /// <summary>Whether a word is the name of a file with inputs.</summary>
    public static bool IsInputsFile(string word) => Path.GetExtension(word) is ".json" or ".yaml" or ".yml";

    // As the keys of inputs files are: identifiers with dots between them.
    private static bool IsKey(ReadOnlySpan<char> word)
    {
        foreach (char c in word)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('_' or '.'))
            {
                return false;
            }
        }

        return char.IsAsciiLetter(word[0]);
    }
}
