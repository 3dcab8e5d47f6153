using Sprocket.Text;
using Sprocket.Wdl.Values.Json;

namespace Sprocket.Engine.Inputs;

/// <summary>Reads files with inputs: JSON, or YAML where the name says so.</summary>
internal static class InputFile
{
    // Members that say something about others, as `##_COMMENT1` or what a template holds.
    private const char Comment = '#';

    /// <summary>The values in a file; null when it cannot be read, which is reported.</summary>
    /// <param name="argument">The file, as it is named on the command line.</param>
    /// <param name="commandLine">A text that stands for the command line.</param>
    /// <param name="currentDirectory">What the file's name is relative to.</param>
    /// <param name="diagnostics">Told why the file cannot be read.</param>
    public static IReadOnlyList<GivenValue>? Read(
        FileArgument argument, SourceText commandLine, string currentDirectory, DiagnosticBag diagnostics)
    {
        string path = Path.GetFullPath(argument.Path, currentDirectory);
        SourceText? source = ReadText(argument, path, commandLine, diagnostics);
        if (source is null)
        {
            return null;
        }

        bool isYaml = Path.GetExtension(path) is ".yaml" or ".yml";
        try
        {
            JsonNode node = isYaml ? YamlReader.Read(source) : JsonReader.Read(source);
            switch (node)
            {
                case JsonObject members:
                    return
                    [
                        .. members.Members.Where(member => !member.Name.StartsWith(Comment)).Select(member => new GivenValue(
                            member.Name, member.Value, source, member.Value.Span, member.NameSpan, Path.GetDirectoryName(path)!)),
                    ];

                // All lines are comments.
                case JsonNull when isYaml:
                    return [];
                default:
                    throw new JsonTextException(node.Span, $"found {node.Kind}, expected an object from names of inputs to values");
            }
        }
        catch (JsonTextException exception)
        {
            diagnostics.Add(new Diagnostic(InputDiagnostics.BadFile, source, exception.Span, exception.Message) { Help = exception.Help });
            return null;
        }
    }

    private static SourceText? ReadText(FileArgument argument, string path, SourceText commandLine, DiagnosticBag diagnostics)
    {
        string message;
        string? help = null;
        try
        {
            if (SourceText.TryDecode(argument.Path, File.ReadAllBytes(path), out SourceText? source, out int offset))
            {
                return source;
            }

            message = $"`{argument.Path}` is not UTF-8 text: byte {offset} is not part of it";
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            message = $"there is no file `{argument.Path}`";
            help = NearbyNames.Suggest(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            message = Directory.Exists(path) ? $"`{argument.Path}` is a directory, expected a file with inputs"
                : $"`{argument.Path}` cannot be read: {(exception is UnauthorizedAccessException ? "permission is denied" : exception.Message)}";
        }

        diagnostics.Add(new Diagnostic(InputDiagnostics.UnreadableFile, commandLine, argument.Span, message) { Help = help });
        return null;
    }
}
