using Sprocket.Text;
using Sprocket.Wdl.Values;
using Sprocket.Wdl.Values.Json;

namespace Sprocket.Engine.Inputs;

/// <summary>A value as it is given for a key, and where.</summary>
/// <param name="Key">The key as written.</param>
/// <param name="Node">The value; for a word of a command line what it says as JSON, or a string.</param>
/// <param name="Source">The text it stands in.</param>
/// <param name="Span">The value's place.</param>
/// <param name="KeySpan">The key's place.</param>
/// <param name="BaseDirectory">What relative paths in it are relative to; absolute.</param>
internal sealed record GivenValue(string Key, JsonNode Node, SourceText Source, TextSpan Span, TextSpan KeySpan, string BaseDirectory)
{
    /// <summary>The word of a command line that the value is; null when it comes from a file.</summary>
    public string? Word { get; init; }

    /// <summary>Why <see cref="Word"/> is not JSON; null when it is, or there is no word.</summary>
    public JsonTextException? WhyNotJson
    {
        get
        {
            try
            {
                _ = Word is null ? null : JsonReader.Read(Word);
                return null;
            }
            catch (JsonTextException exception)
            {
                return exception;
            }
        }
    }

    /// <summary>The value of a key on a command line.</summary>
    public static GivenValue FromWord(ValueArgument argument, SourceText source, string currentDirectory) =>
        new(argument.Key, Parse(argument.Value), source, argument.Span, argument.KeySpan, currentDirectory)
        {
            Word = argument.Value,
        };

    /// <summary>The value as JSON that suits a type: a text stays as it is written where a text is wanted.</summary>
    public JsonNode GetNode(WdlType type)
    {
        if (Word is null)
        {
            return Node;
        }

        bool wantsText = type.AsRequired() is EnumType or PrimitiveType { Kind: PrimitiveKind.String or PrimitiveKind.File or PrimitiveKind.Directory };
        bool isText = Node is JsonString || (Node is JsonNull && type.IsOptional) || (Node is JsonObject && !IsString(type));
        return wantsText && !isText ? new JsonString(default, Word) : Node;
    }

    /// <summary>The place in <see cref="Source"/> of a part of <see cref="Node"/>.</summary>
    public TextSpan Locate(TextSpan part) => Word is null ? part : Span;

    private static bool IsString(WdlType type) => type.AsRequired() == PrimitiveType.String;

    private static JsonNode Parse(string word)
    {
        try
        {
            return JsonReader.Read(word);
        }
        catch (JsonTextException)
        {
            return new JsonString(default, word);
        }
    }
}
