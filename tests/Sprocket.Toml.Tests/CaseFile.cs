using System.Text;

namespace Sprocket.Toml.Tests;

/// <summary>One document of a case file and what it is read as.</summary>
/// <param name="Name">The file's name and the case's own, <c>strings: escapes</c>.</param>
/// <param name="Versions">The versions of TOML it is written for.</param>
/// <param name="Document">The document.</param>
/// <param name="Expected">What follows the document in the case file.</param>
internal sealed record TomlCase(string Name, IReadOnlyList<TomlVersion> Versions, string Document, string Expected);

/// <summary>
/// Reads case files. Such a file holds many cases:
/// <code>
/// === name of the case [1.1]
/// a TOML document
/// ---
/// what is expected
/// </code>
/// The version in brackets may be left out; then the case holds for both. In the document the symbols <c>␀</c> (U+2400) to <c>␟</c>
/// and <c>␡</c> stand for the control characters they show, and a document's last line end does not count: <c>␊</c> stands for one that does.
/// </summary>
internal static class CaseFile
{
    public static IEnumerable<TomlCase> ReadAll(string kind) =>
        Directory.EnumerateFiles(TestFolders.GetCases(kind), "*.txt").Order(StringComparer.Ordinal).SelectMany(Read);

    private static IEnumerable<TomlCase> Read(string path)
    {
        foreach (string text in File.ReadAllText(path).Split("=== ").Skip(1))
        {
            string[] titleAndBody = text.Split('\n', 2);
            string[] documentAndExpected = titleAndBody[1].Split("\n---\n", 2);
            if (documentAndExpected.Length != 2)
            {
                throw new InvalidDataException($"{path}: case `{titleAndBody[0]}` has no line `---`");
            }

            (string title, TomlVersion[] versions) = titleAndBody[0] switch
            {
                var line when line.EndsWith(" [1.0]", StringComparison.Ordinal) => (line[..^6], [TomlVersion.V1_0]),
                var line when line.EndsWith(" [1.1]", StringComparison.Ordinal) => (line[..^6], [TomlVersion.V1_1]),
                var line => (line, new[] { TomlVersion.V1_0, TomlVersion.V1_1 }),
            };
            string name = $"{Path.GetFileNameWithoutExtension(path)}: {title}";
            yield return new TomlCase(name, versions, ShowControls(documentAndExpected[0]), documentAndExpected[1].Trim());
        }
    }

    private static string ShowControls(string document)
    {
        StringBuilder text = new(document.Length);
        foreach (char character in document)
        {
            text.Append(character switch
            {
                >= '\u2400' and <= '\u241f' => (char)(character - '\u2400'),
                '\u2421' => '\u007f',
                _ => character,
            });
        }

        return text.ToString();
    }
}
