using Sprocket.Text;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.Values;
using Sprocket.Wdl.Values.Json;

namespace Sprocket.Engine.Inputs;

/// <summary>Shows what an input is when nobody gives it.</summary>
internal static class InputDefault
{
    private const int MaxLength = 60;

    /// <summary>What to give to get the default; null when nothing can be given that means the same.</summary>
    public static JsonNode? GetValue(OpenInput input)
    {
        if (input.Input.Initializer is not Expression initializer)
        {
            return new JsonNull(default);
        }

        // Paths in a document are relative to the document, so they would mean something else in a file of inputs.
        WdlType type = input.Input.Type;
        if (!ValuePaths.MayHoldPaths(type) && LiteralFolder.Fold(initializer, type, input.Owner.Document.Version) is Value value)
        {
            return JsonReader.Read(ValueJson.Format(value, ValueJsonForm.InputsAndOutputs));
        }

        // `null` for `T x = …` means the default; for `T? x = …` it means `None`.
        return type.IsOptional ? null : new JsonNull(default);
    }

    /// <summary>The expression of the default on one line, cut when it is long; null when there is none.</summary>
    public static string? GetText(Declaration input)
    {
        if (input.Initializer is null)
        {
            return null;
        }

        TextSpan span = input.Initializer.Span;
        string text = string.Join(' ', input.Source.Text.Substring(span.Start, span.Length).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= MaxLength ? text : text[..(MaxLength - 1)] + "…";
    }
}
