using System.Text;
using System.Text.Json;
using Sprocket.Text;

namespace Sprocket.Cli.Commands;

/// <summary>Diagnostics for programs: our own JSON, and SARIF 2.1.0.</summary>
internal static class DiagnosticJson
{
    private const string SarifSchema = "https://json.schemastore.org/sarif-2.1.0.json";

    /// <summary>An array with one object for each diagnostic; lines and columns count from 1.</summary>
    public static string Render(DiagnosticBag diagnostics) => Write(json =>
    {
        json.WriteStartArray();
        foreach (Diagnostic diagnostic in diagnostics.ToSorted())
        {
            json.WriteStartObject();
            json.WriteString("code", diagnostic.Descriptor.Code);
            json.WriteString("severity", Level(diagnostic.Descriptor.Severity));
            json.WriteString("message", diagnostic.Message);
            WritePlace(json, diagnostic.Source, diagnostic.Span);
            if (diagnostic.Help is not null)
            {
                json.WriteString("help", diagnostic.Help);
            }

            if (diagnostic.Fix is { } fix)
            {
                json.WriteStartObject("fix");
                json.WriteString("replacement", fix.Replacement);
                WritePlace(json, diagnostic.Source, fix.Span);
                json.WriteEndObject();
            }

            json.WriteStartArray("labels");
            foreach (DiagnosticLabel label in diagnostic.Labels)
            {
                json.WriteStartObject();
                json.WriteString("message", label.Message);
                WritePlace(json, label.Source, label.Span);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>A SARIF 2.1.0 log with one run; see https://docs.oasis-open.org/sarif/sarif/v2.1.0/.</summary>
    public static string RenderSarif(DiagnosticBag diagnostics) => Write(json =>
    {
        json.WriteStartObject();
        json.WriteString("$schema", SarifSchema);
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "sprocket");
        json.WriteString("version", Program.Version);
        json.WriteStartArray("rules");
        foreach (DiagnosticDescriptor rule in diagnostics.Select(d => d.Descriptor).Distinct().OrderBy(d => d.Code, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Code);
            WriteText(json, "shortDescription", rule.Title);
            WriteText(json, "fullDescription", rule.Explanation);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("columnKind", "utf16CodeUnits");
        json.WriteStartArray("results");
        foreach (Diagnostic diagnostic in diagnostics.ToSorted())
        {
            WriteResult(json, diagnostic);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static void WriteResult(Utf8JsonWriter json, Diagnostic diagnostic)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", diagnostic.Descriptor.Code);
        json.WriteString("level", Level(diagnostic.Descriptor.Severity));
        WriteText(json, "message", diagnostic.Help is null ? diagnostic.Message : $"{diagnostic.Message}; help: {diagnostic.Help}");
        json.WriteStartArray("locations");
        WriteLocation(json, diagnostic.Source, diagnostic.Span, null);
        json.WriteEndArray();
        json.WriteStartArray("relatedLocations");
        foreach (DiagnosticLabel label in diagnostic.Labels)
        {
            WriteLocation(json, label.Source, label.Span, label.Message);
        }

        json.WriteEndArray();
        if (diagnostic.Fix is { } fix)
        {
            WriteFix(json, diagnostic, fix);
        }

        json.WriteEndObject();
    }

    // SARIF 2.1.0 section 3.55, "fix object".
    private static void WriteFix(Utf8JsonWriter json, Diagnostic diagnostic, DiagnosticFix fix)
    {
        json.WriteStartArray("fixes");
        json.WriteStartObject();
        json.WriteStartArray("artifactChanges");
        json.WriteStartObject();
        WriteArtifact(json, diagnostic.Source);
        json.WriteStartArray("replacements");
        json.WriteStartObject();
        WriteRegion(json, "deletedRegion", diagnostic.Source, fix.Span);
        WriteText(json, "insertedContent", fix.Replacement);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteLocation(Utf8JsonWriter json, SourceText source, TextSpan span, string? message)
    {
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        WriteArtifact(json, source);
        WriteRegion(json, "region", source, span);
        json.WriteEndObject();
        if (message is not null)
        {
            WriteText(json, "message", message);
        }

        json.WriteEndObject();
    }

    // A place is a URI reference: section 3.4.3. A path may hold characters that one may not.
    private static void WriteArtifact(Utf8JsonWriter json, SourceText source)
    {
        string path = source.Path;
        json.WriteStartObject("artifactLocation");
        json.WriteString(
            "uri",
            path.Contains("://", StringComparison.Ordinal) ? path
                : (path.StartsWith('/') ? "file://" : "") + string.Join('/', path.Split('/').Select(Uri.EscapeDataString)));
        json.WriteEndObject();
    }

    private static void WriteRegion(Utf8JsonWriter json, string name, SourceText source, TextSpan span)
    {
        (int line, int column) = source.GetPosition(span.Start);
        (int endLine, int endColumn) = source.GetPosition(span.End);
        json.WriteStartObject(name);
        json.WriteNumber("startLine", line);
        json.WriteNumber("startColumn", column);
        json.WriteNumber("endLine", endLine);
        json.WriteNumber("endColumn", endColumn);
        json.WriteEndObject();
    }

    private static void WritePlace(Utf8JsonWriter json, SourceText source, TextSpan span)
    {
        (int line, int column) = source.GetPosition(span.Start);
        (int endLine, int endColumn) = source.GetPosition(span.End);
        json.WriteString("file", source.Path);
        json.WriteNumber("line", line);
        json.WriteNumber("column", column);
        json.WriteNumber("endLine", endLine);
        json.WriteNumber("endColumn", endColumn);
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static string Level(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        _ => "note",
    };

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using MemoryStream stream = new();
        using (Utf8JsonWriter json = new(stream, new JsonWriterOptions { Indented = true }))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }
}
