using System.Globalization;
using System.Text;
using Sprocket.Text;

namespace Sprocket.Toml;

/// <summary>Reads TOML documents.</summary>
/// <remarks>
/// Every mistake of a document is reported, not only the first; what could be understood is returned all the same.
/// A document is valid exactly when no error was reported.
/// </remarks>
public static class TomlReader
{
    /// <summary>Reads a document of TOML 1.1, of which TOML 1.0 is a part.</summary>
    /// <param name="source">The document.</param>
    /// <param name="diagnostics">Receives its mistakes.</param>
    public static TomlTable Read(SourceText source, DiagnosticBag diagnostics) =>
        Read(source, TomlVersion.V1_1, diagnostics);

    /// <summary>Reads a document.</summary>
    /// <param name="source">The document.</param>
    /// <param name="version">The specification to obey.</param>
    /// <param name="diagnostics">Receives its mistakes.</param>
    public static TomlTable Read(SourceText source, TomlVersion version, DiagnosticBag diagnostics) =>
        new TomlParser(source, version, diagnostics).Parse();

    /// <summary>Reads a document from the bytes of a file.</summary>
    /// <param name="path">The file's name as messages show it.</param>
    /// <param name="utf8">The file's content.</param>
    /// <param name="version">The specification to obey.</param>
    /// <param name="diagnostics">Receives its mistakes; bytes that are not UTF-8 are one, and then the table is empty.</param>
    public static TomlTable Read(string path, ReadOnlySpan<byte> utf8, TomlVersion version, DiagnosticBag diagnostics)
    {
        if (SourceText.TryDecode(path, utf8, out SourceText? source, out int invalidOffset))
        {
            return Read(source, version, diagnostics);
        }

        // The text with replacement characters serves to show the place.
        SourceText readable = new(path, Encoding.UTF8.GetString(utf8));
        int place = Encoding.UTF8.GetCharCount(utf8[..invalidOffset]);
        diagnostics.Add(new Diagnostic(
            TomlDiagnostics.NotUtf8,
            readable,
            new TextSpan(place, 1),
            string.Create(CultureInfo.InvariantCulture, $"the byte 0x{utf8[invalidOffset]:X2} is not UTF-8 here"))
        {
            Help = "save the file as UTF-8",
        });
        return new TomlTable(readable, new TextSpan(0, 0), []);
    }
}
