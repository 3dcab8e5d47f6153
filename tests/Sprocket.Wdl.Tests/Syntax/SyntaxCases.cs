using System.Runtime.CompilerServices;
using System.Text;
using Sprocket.Text;
using Sprocket.Wdl.Syntax;

namespace Sprocket.Wdl.Tests.Syntax;

/// <summary>The case files of this folder's tests, and short ways to parse.</summary>
internal static class SyntaxCases
{
    /// <summary>Where the cases are: one folder each, with <c>source.wdl</c> and what is expected of it.</summary>
    public static string Folder { get; } = Path.Combine(GetProject(), "cases", "syntax");

    /// <summary>The names of the cases.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetDirectories(Folder).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    public static string Read(string name) =>
        Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(Folder, name, "source.wdl")));

    public static (DocumentSyntax Document, DiagnosticBag Diagnostics) Parse(string text, string path = "test.wdl")
    {
        DiagnosticBag diagnostics = new();
        return (DocumentParser.Parse(new SourceText(path, text), diagnostics), diagnostics);
    }

    public static (ExpressionSyntax Expression, DiagnosticBag Diagnostics) ParseExpression(string text, WdlVersion version = WdlVersion.V1_3)
    {
        DiagnosticBag diagnostics = new();
        return (DocumentParser.ParseExpression(new SourceText("test.wdl", text), version, diagnostics), diagnostics);
    }

    /// <summary>One line for each: code and message.</summary>
    public static string Summarize(DiagnosticBag diagnostics) =>
        string.Join('\n', diagnostics.Select(diagnostic => $"{diagnostic.Descriptor.Code}: {diagnostic.Message}"));

    public static string Render(DiagnosticBag diagnostics) =>
        string.Concat(diagnostics.ToSorted().Select(diagnostic => DiagnosticRenderer.Render(diagnostic, DiagnosticPalette.Plain)));

    private static string GetProject([CallerFilePath] string file = "") => Path.GetDirectoryName(Path.GetDirectoryName(file)!)!;
}
