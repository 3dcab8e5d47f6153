using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Sprocket.Text;

namespace Sprocket.Engine.Storage;

/// <summary>What was asked for when a run began, besides its inputs and its configuration, which have files of their own.</summary>
/// <remarks>Written before anything is started, and never changed: with it a run is taken up from its directory alone.</remarks>
public sealed record RunRecord
{
    /// <summary>The version of the program that began the run.</summary>
    public required string Version { get; init; }

    /// <summary>The document: its absolute path or its address.</summary>
    public required string Source { get; init; }

    /// <summary>The task or workflow of it.</summary>
    public required string Target { get; init; }

    /// <summary>The kind of backend, as the configuration calls it.</summary>
    public required string Backend { get; init; }

    /// <summary>What relative paths of the configuration start from.</summary>
    public required string WorkingDirectory { get; init; }

    /// <summary>The document and all it imports.</summary>
    public required ImmutableArray<RecordedDocument> Documents { get; init; }

    /// <summary>Keeps the text of documents.</summary>
    /// <param name="directory">The run.</param>
    /// <param name="documents">Their paths or addresses, and their texts.</param>
    /// <exception cref="StorageException">They cannot be written.</exception>
    public static ImmutableArray<RecordedDocument> Keep(RunDirectory directory, IEnumerable<(string Uri, string Text)> documents) =>
        StorageFile.Guard<ImmutableArray<RecordedDocument>>("cannot keep the documents in", directory.DocumentsPath, () =>
        {
            Directory.CreateDirectory(directory.DocumentsPath);
            List<RecordedDocument> kept = [];
            foreach ((string uri, string text) in documents)
            {
                // Documents of one name may lie in several directories; an address may end in anything.
                string name = Path.GetFileName(uri) is { Length: > 0 and < 100 } ending && ending.All(IsPlain) ? ending : "document.wdl";
                string file = $"{kept.Count}-{name}";
                StorageFile.Write(Path.Join(directory.DocumentsPath, file), text);
                kept.Add(new RecordedDocument(uri, file));
            }

            return [.. kept];
        });

    /// <summary>Reads it.</summary>
    /// <exception cref="RunStateException">There is none.</exception>
    public static RunRecord Read(RunDirectory directory)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(directory.RecordPath));
            JsonElement root = document.RootElement;
            return new RunRecord
            {
                Version = root.GetProperty("version").GetString()!,
                Source = root.GetProperty("source").GetString()!,
                Target = root.GetProperty("target").GetString()!,
                Backend = root.GetProperty("backend").GetString()!,
                WorkingDirectory = root.GetProperty("working_directory").GetString()!,
                Documents =
                [
                    .. root.GetProperty("documents").EnumerateArray().Select(entry =>
                        new RecordedDocument(entry.GetProperty("uri").GetString()!, entry.GetProperty("file").GetString()!)),
                ],
            };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException or KeyNotFoundException)
        {
            throw new RunStateException(
                StorageDiagnostics.NoRun,
                $"`{directory.RecordPath}` cannot be read: {exception.Message.Split('\n')[0].TrimEnd('.')}",
                "begin the run anew with `sprocket run`");
        }
    }

    /// <summary>Writes it, and the configuration.</summary>
    /// <param name="directory">The run.</param>
    /// <param name="configuration">The configuration in force.</param>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void Write(RunDirectory directory, string configuration)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("version", Version);
            json.WriteString("source", Source);
            json.WriteString("target", Target);
            json.WriteString("backend", Backend);
            json.WriteString("working_directory", WorkingDirectory);
            json.WriteStartArray("documents");
            foreach (RecordedDocument document in Documents)
            {
                json.WriteStartObject();
                json.WriteString("uri", document.Uri);
                json.WriteString("file", document.File);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        StorageFile.Guard("cannot write", directory.RecordPath, () =>
        {
            StorageFile.Write(directory.ConfigurationPath, configuration);
            StorageFile.Write(directory.RecordPath, buffer.WrittenSpan);
        });
    }

    /// <summary>How the documents differ from those that the run began with, a sentence for each that does.</summary>
    /// <remarks>Those that came from the network are not looked at.</remarks>
    public IEnumerable<string> FindChanges(RunDirectory directory)
    {
        foreach (RecordedDocument document in Documents.Where(document => Path.IsPathRooted(document.Uri)))
        {
            if (!File.Exists(document.Uri))
            {
                yield return $"`{document.Uri}` is no longer there";
                continue;
            }

            string[] now = ReadLines(document.Uri);
            string[] then = ReadLines(Path.Join(directory.DocumentsPath, document.File));
            if (!now.SequenceEqual(then, StringComparer.Ordinal))
            {
                int line = now.Zip(then).TakeWhile(pair => pair.First == pair.Second).Count() + 1;
                yield return $"`{document.Uri}` has changed in line {line}";
            }
        }
    }

    private static string[] ReadLines(string path) => StorageFile.GuardReading("cannot read", path, () =>
        SourceText.TryDecode(path, File.ReadAllBytes(path), out SourceText? source, out _) ? source.Text.Split('\n') : []);

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_';
}

/// <summary>A document that a run began with.</summary>
/// <param name="Uri">Where it was.</param>
/// <param name="File">The name of the copy in the run's own <c>documents/</c>.</param>
public sealed record RecordedDocument(string Uri, string File);
