using System.Text;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.Values.Json;

namespace Sprocket.Engine.Inputs;

/// <summary>The languages that files with inputs are written in.</summary>
public enum InputsFormat
{
    /// <summary>JSON.</summary>
    Json,

    /// <summary>YAML.</summary>
    Yaml,
}

/// <summary>Writes files to fill in: each input of a task or workflow, with its type, default and description.</summary>
/// <remarks>
/// Required inputs come first and hold placeholders, which are refused as values. In JSON
/// the others hold their default; in YAML they are commented out. JSON has no comments: what says something
/// about <c>wf.x</c> is the member <c>#wf.x</c>, and members whose names begin with <c>#</c> are no inputs.
/// </remarks>
public static class InputsTemplate
{
    private const int CommentWidth = 100;

    /// <summary>The text of a template.</summary>
    /// <param name="target">The task or workflow.</param>
    /// <param name="format">The language.</param>
    /// <param name="includeOptional">Whether inputs that need not be given are shown.</param>
    /// <param name="includeNested">Whether inputs of calls that need not be given are shown, too, where the workflow lets them be given.</param>
    public static string Render(Callable target, InputsFormat format, bool includeOptional = true, bool includeNested = false)
    {
        List<OpenInput> inputs =
        [
            .. OpenInput.List(target)
                .Where(input => input.Input.IsRequired || (includeOptional && (includeNested || input.Calls.IsEmpty)))
                .OrderBy(input => input.Input.IsRequired ? 0 : 1),
        ];
        return format == InputsFormat.Json ? RenderJson(inputs) : RenderYaml(inputs, target);
    }

    private static string RenderJson(List<OpenInput> inputs)
    {
        List<JsonMember> members = [];
        foreach (OpenInput input in inputs)
        {
            JsonNode? value = input.Input.IsRequired ? InputPlaceholder.Make(input.Input.Type, input.Description) : InputDefault.GetValue(input);
            if (!input.Input.IsRequired || value is not JsonString)
            {
                members.Add(new JsonMember($"#{input.Key}", default, new JsonString(default, Describe(input))));
            }

            if (value is not null)
            {
                members.Add(new JsonMember(input.Key, default, value));
            }
        }

        StringBuilder text = new();
        TemplateWriter.AppendJson(text, new JsonObject(default, [.. members]), "");
        return text.Append('\n').ToString();
    }

    private static string RenderYaml(List<OpenInput> inputs, Callable target)
    {
        StringBuilder text = new();
        text.Append("# Inputs of ").Append(target is WorkflowDefinition ? "workflow" : "task").Append(" `").Append(target.Name).Append("`.\n");
        foreach (OpenInput input in inputs)
        {
            text.Append('\n');
            AppendComment(text, Describe(input));
            JsonNode? value = InputDefault.GetValue(input);
            StringBuilder entry = new();
            entry.Append(input.Key).Append(':');
            TemplateWriter.AppendYaml(entry, value is null or JsonNull ? InputPlaceholder.Make(input.Input.Type) : value, "");
            text.Append(input.Input.IsRequired ? entry : entry.Replace("\n", "\n# ").Insert(0, "# ")).Append('\n');
        }

        return text.ToString();
    }

    private static string Describe(OpenInput input)
    {
        string need = input.Input.IsRequired ? "required"
            : InputDefault.GetValue(input) is null or JsonNull && InputDefault.GetText(input.Input) is string expression ? $"default `{expression}`"
            : "optional";
        string description = input.Description is null ? "" : $": {input.Description}";
        return $"{input.Input.Type}, {need}{description}";
    }

    private static void AppendComment(StringBuilder text, string comment)
    {
        int width = CommentWidth;
        foreach (string word in comment.Split(' '))
        {
            bool fits = width + 1 + word.Length <= CommentWidth;
            text.Append(fits ? " " : text.Length > 0 && text[^1] != '\n' ? "\n# " : "# ").Append(word);
            width = (fits ? width + 1 : 0) + word.Length;
        }

        text.Append('\n');
    }
}
