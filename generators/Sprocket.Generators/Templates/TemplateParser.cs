using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Sprocket.Generators.Templates;

/// <summary>Reads the text of one template into a <see cref="TemplateResult"/>.</summary>
internal sealed class TemplateParser
{
    private static readonly ImmutableHashSet<string> MembersOfRecords =
        ["Render", "Equals", "GetHashCode", "GetType", "ToString", "EqualityContract", "PrintMembers", "MemberwiseClone", "Finalize"];

    private readonly string _path;
    private readonly SourceText _text;
    private readonly string _className;
    private readonly bool _isBatchScript;
    private readonly ShellScanner _scanner = new();
    private readonly Dictionary<string, TemplateHole> _holes = new(StringComparer.Ordinal);
    private readonly ImmutableArray<TemplateHole>.Builder _holesInOrder = ImmutableArray.CreateBuilder<TemplateHole>();
    private readonly ImmutableArray<TemplateLine>.Builder _lines = ImmutableArray.CreateBuilder<TemplateLine>();
    private readonly ImmutableArray<SchemaMistake>.Builder _mistakes = ImmutableArray.CreateBuilder<SchemaMistake>();
    private int _firstCommandLine;

    private TemplateParser(string path, SourceText text)
    {
        _path = path;
        _text = text;
        _className = ToPascalCase(Path.GetFileNameWithoutExtension(path));
        _isBatchScript = path.EndsWith(".sbatch", StringComparison.Ordinal);
    }

    /// <summary>Reads a template.</summary>
    /// <param name="path">The template's file.</param>
    /// <param name="text">Its content.</param>
    /// <param name="rootNamespace">The namespace of the project's top folder.</param>
    /// <param name="projectFolder">The project's top folder, or empty when unknown.</param>
    public static TemplateResult Parse(string path, SourceText text, string rootNamespace, string projectFolder) =>
        new TemplateParser(path, text).Parse(NamespaceOf(path, rootNamespace, projectFolder));

    private TemplateResult Parse(string containingNamespace)
    {
        if (!SyntaxFacts.IsValidIdentifier(_className))
        {
            Report(TemplateDiagnostics.BadTemplateName, new TextSpan(0, 0), Path.GetFileName(_path));
            return new TemplateResult(null, new(_mistakes.ToImmutable()));
        }

        foreach (TextLine line in _text.Lines)
        {
            // The text after the last line break is a line only when there is some.
            if (line.EndIncludingLineBreak > line.Start)
            {
                ParseLine(line);
            }
        }

        if (_isBatchScript && !_text.ToString().StartsWith("#!", StringComparison.Ordinal))
        {
            Report(TemplateDiagnostics.MissingInterpreter, _text.Lines[0].Span);
        }

        // A model also of a template with mistakes: its class keeps the callers' errors from hiding the real one.
        TemplateModel model = new(
            containingNamespace, _className, Path.GetFileName(_path), new(_holesInOrder.ToImmutable()), new(_lines.ToImmutable()));
        return new TemplateResult(model, new(_mistakes.ToImmutable()));
    }

    private void ParseLine(TextLine line)
    {
        string text = line.ToString();
        if (text.StartsWith("{{!", StringComparison.Ordinal) && text.TrimEnd().EndsWith("}}", StringComparison.Ordinal))
        {
            return;
        }

        if (line.EndIncludingLineBreak - line.End == 2)
        {
            Report(TemplateDiagnostics.CarriageReturn, new TextSpan(line.End, 1));
        }

        int depth = _scanner.Depth;
        bool isDirective = depth == 0 && text.StartsWith("#SBATCH", StringComparison.Ordinal);
        NoteCommand(line, text, depth, isDirective);
        ImmutableArray<TemplatePart> parts = ParseParts(line, text, isDirective);
        ReadLiteral("\n", new TextSpan(line.End, 0));
        bool isConditional = parts.Any(part => part.Hole?.Count is HoleCount.Optional or HoleCount.EachLine);
        if (isConditional && _scanner.Depth != depth)
        {
            Report(TemplateDiagnostics.UnbalancedLine, line.Span);
        }

        _lines.Add(new TemplateLine(isDirective, new(parts)));
    }

    // sbatch reads directives up to the first line that is neither empty nor a comment.
    private void NoteCommand(TextLine line, string text, int depth, bool isDirective)
    {
        if (isDirective && _firstCommandLine > 0)
        {
            Report(TemplateDiagnostics.LateDirective, line.Span, _firstCommandLine.ToString(CultureInfo.InvariantCulture));
        }

        bool isCommand = depth > 0 || !(string.IsNullOrWhiteSpace(text) || text.TrimStart()[0] == '#');
        if (isCommand && _firstCommandLine == 0)
        {
            _firstCommandLine = line.LineNumber + 1;
        }
    }

    private ImmutableArray<TemplatePart> ParseParts(TextLine line, string text, bool isDirective)
    {
        ImmutableArray<TemplatePart>.Builder parts = ImmutableArray.CreateBuilder<TemplatePart>();
        int position = 0;
        while (position < text.Length)
        {
            int open = text.IndexOf("{{", position, StringComparison.Ordinal);
            int end = open < 0 ? text.Length : open;
            if (end > position)
            {
                string literal = text.Substring(position, end - position);
                ReadLiteral(literal, new TextSpan(line.Start + position, literal.Length));
                parts.Add(new TemplatePart(literal, null));
            }

            if (open < 0)
            {
                break;
            }

            int close = text.IndexOf("}}", open, StringComparison.Ordinal);
            if (close < 0)
            {
                Report(TemplateDiagnostics.UnclosedHole, new TextSpan(line.Start + open, 2));
                break;
            }

            TextSpan span = new(line.Start + open, close + 2 - open);
            if (ParseHole(text.Substring(open + 2, close - open - 2), span, line, text) is TemplateHole hole)
            {
                CheckPlace(hole, span, text, parts, isDirective);
                parts.Add(new TemplatePart(null, hole));
            }

            _scanner.SkipHole();
            position = close + 2;
        }

        return parts.ToImmutable();
    }

    private TemplateHole? ParseHole(string body, TextSpan span, TextLine line, string lineText)
    {
        (string declaration, HoleCount count) = body switch
        {
            _ when body.EndsWith("?", StringComparison.Ordinal) => (body.Substring(0, body.Length - 1), HoleCount.Optional),
            _ when body.EndsWith("*", StringComparison.Ordinal) => (body.Substring(0, body.Length - 1), HoleCount.EachLine),
            _ when body.EndsWith("...", StringComparison.Ordinal) => (body.Substring(0, body.Length - 3), HoleCount.Spread),
            _ => (body, HoleCount.One),
        };
        string[] words = declaration.Split(':');
        string name = words[0];
        if (words.Length > 2 || !SyntaxFacts.IsValidIdentifier(name))
        {
            Report(TemplateDiagnostics.MalformedHole, span, body);
            return null;
        }

        HoleType? type = (words.Length == 1 ? "word" : words[1]) switch
        {
            "word" => HoleType.Word,
            "int" => HoleType.Int,
            "file" => HoleType.File,
            "script" => HoleType.Script,
            _ => null,
        };
        if (type is not HoleType known)
        {
            Report(TemplateDiagnostics.UnknownHoleType, span, words[1]);
            return null;
        }

        return Declare(new TemplateHole(name, ToPascalCase(name), known, count, line.LineNumber + 1, lineText.Trim()), span);
    }

    private TemplateHole? Declare(TemplateHole hole, TextSpan span)
    {
        if (_holes.TryGetValue(hole.Property, out TemplateHole? first))
        {
            if (first.Type != hole.Type || first.Count != hole.Count)
            {
                Report(
                    TemplateDiagnostics.ConflictingHole,
                    span,
                    hole.Name,
                    Describe(hole),
                    Describe(first),
                    first.Line.ToString(CultureInfo.InvariantCulture));
            }

            return first;
        }

        if (hole.Property == _className || MembersOfRecords.Contains(hole.Property))
        {
            Report(TemplateDiagnostics.ReservedHoleName, span, hole.Name, hole.Property);
            return null;
        }

        _holes.Add(hole.Property, hole);
        _holesInOrder.Add(hole);
        return hole;
    }

    private void CheckPlace(
        TemplateHole hole, TextSpan span, string line, ImmutableArray<TemplatePart>.Builder before, bool isDirective)
    {
        TemplateHole? list = before
            .Select(part => part.Hole)
            .FirstOrDefault(other => other?.Count == HoleCount.EachLine && other != hole);
        if (hole.Count == HoleCount.EachLine && list is not null)
        {
            Report(TemplateDiagnostics.SecondList, span, list.Name, hole.Name);
        }

        if (hole.Type == HoleType.File && !isDirective)
        {
            Report(TemplateDiagnostics.MisplacedHole, span, "file", "in a `#SBATCH` line");
        }
        else if (hole.Type == HoleType.Script && (isDirective || _scanner.Depth > 0 || line.Trim().Length != span.Length))
        {
            Report(TemplateDiagnostics.MisplacedHole, span, "script", "on a line of its own");
        }
        else if (hole.Type == HoleType.Word && !isDirective && _scanner.Enclosure is string enclosure)
        {
            Report(_scanner.IsInComment ? TemplateDiagnostics.HoleInComment : TemplateDiagnostics.HoleInsideQuotes, span, hole.Name, enclosure);
        }
    }

    private void ReadLiteral(string literal, TextSpan span)
    {
        foreach (char character in literal)
        {
            if (!_scanner.Read(character))
            {
                Report(TemplateDiagnostics.HereDocument, span);
            }
        }
    }

    private void Report(DiagnosticDescriptor descriptor, TextSpan span, params ReadOnlySpan<string> arguments) =>
        _mistakes.Add(new SchemaMistake(
            descriptor,
            new Place(_path, span, _text.Lines.GetLinePositionSpan(span)),
            EquatableArray.Create(arguments)));

    private static string Describe(TemplateHole hole) => hole.Type.ToString().ToLowerInvariant() + hole.Count switch
    {
        HoleCount.Optional => "?",
        HoleCount.EachLine => "*",
        HoleCount.Spread => "...",
        _ => "",
    };

    private static string NamespaceOf(string path, string rootNamespace, string projectFolder)
    {
        string folder = Path.GetDirectoryName(path) ?? "";
        string root = projectFolder.TrimEnd('/', '\\');
        if (root.Length == 0 || !folder.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return rootNamespace;
        }

        IEnumerable<string> folders = folder.Substring(root.Length + 1).Split('/', '\\').Select(ToPascalCase);
        return string.Join(".", folders.Prepend(rootNamespace));
    }

    private static string ToPascalCase(string name)
    {
        StringBuilder pascal = new();
        foreach (string word in name.Split('-', '_', '.').Where(word => word.Length > 0))
        {
            pascal.Append(char.ToUpperInvariant(word[0])).Append(word, 1, word.Length - 1);
        }

        return pascal.ToString();
    }
}
