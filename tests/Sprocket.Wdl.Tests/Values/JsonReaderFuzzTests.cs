#pragma warning disable CA5394 // A seeded generator is wanted, so that a failure can be repeated.
using System.Text.Json;
using Sprocket.Wdl.Values.Json;

namespace Sprocket.Wdl.Tests.Values;

/// <summary>Random texts, with a fixed seed, against System.Text.Json.</summary>
public class JsonReaderFuzzTests
{
    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ",", ":", "\"a\"", "\"b\\n\"", "\"", "1", "-", "0", ".5", "e3", "true", "null", "fals", " ", "\n", "\\u0041", "\t", "é",
    ];

    [Fact]
    public void A_random_text_is_accepted_when_it_is_JSON_and_refused_else()
    {
        Random random = new(1);
        int accepted = 0;
        for (int i = 0; i < 30_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Pieces[random.Next(Pieces.Length)]));
            bool isJson = IsJson(text);
            accepted += isJson ? 1 : 0;
            try
            {
                JsonReader.Read(text);
                Assert.True(isJson, $"accepted: {text}");
            }
            catch (JsonTextException exception)
            {
                Assert.InRange(exception.Span.Start, 0, text.Length);
                Assert.InRange(exception.Span.End, exception.Span.Start, text.Length);

                // System.Text.Json lets a name occur twice.
                Assert.True(!isJson || exception.Message.Contains("occurs twice", StringComparison.Ordinal), $"refused: {text}: {exception.Message}");
            }
        }

        Assert.InRange(accepted, 500, 29_500);
    }

    private static bool IsJson(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
