using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Backends.Apptainer;

/// <summary>What a pulled image is: the file <c>NAME.sif.json</c> beside it.</summary>
/// <param name="Container">The container as the task that pulled it names it.</param>
/// <param name="Source">The address it was pulled from.</param>
/// <param name="Digest">
/// The digest of the manifest that the registry had then, with which the address names this image for ever; for a source
/// that has none, that of the image's file; null when neither could be told.
/// </param>
/// <param name="PulledAt">When.</param>
internal sealed record ImageRecord(string Container, string Source, string? Digest, DateTimeOffset PulledAt)
{
    /// <summary>The record's file.</summary>
    /// <param name="imagePath">The image's file.</param>
    public static string PathOf(string imagePath) => imagePath + ".json";

    /// <summary>The record of an image; null when there is none, as of an image that somebody else put there.</summary>
    public static ImageRecord? TryRead(string imagePath)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(PathOf(imagePath)));
            JsonElement root = document.RootElement;
            return new ImageRecord(
                root.GetProperty("container").GetString() ?? "",
                root.GetProperty("source").GetString() ?? "",
                root.GetProperty("digest").GetString(),
                DateTimeOffset.Parse(root.GetProperty("pulled_at").GetString() ?? "", CultureInfo.InvariantCulture));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or JsonException
            or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }

    /// <summary>Writes the record of an image.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string imagePath)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("container", Container);
            json.WriteString("source", Source);
            json.WriteString("digest", Digest);
            json.WriteString("pulled_at", PulledAt.ToString("O", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        StorageFile.Write(PathOf(imagePath), buffer.WrittenSpan);
    }
}
