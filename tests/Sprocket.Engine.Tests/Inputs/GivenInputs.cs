using System.Text;
using Sprocket.Engine.Inputs;
using Sprocket.Wdl.Values;
using Sprocket.Wdl.Values.Json;

namespace Sprocket.Engine.Tests.Inputs;

/// <summary>Shows what was given for a call: one line for each value, in the order of keys.</summary>
internal static class GivenInputs
{
    public static string Show(CallInputs inputs)
    {
        List<string> lines = [];
        AddLines(lines, inputs, inputs.Target.Name);
        lines.Sort(StringComparer.Ordinal);
        return string.Concat(lines);
    }

    /// <summary>A value in JSON on one line, Directories with what they list.</summary>
    public static string Show(Value value)
    {
        StringBuilder text = new();
        if (value is DirectoryValue { Listing: DirectoryListing listing } directory)
        {
            text.Append(directory.Path).Append(" as ").Append(directory.Basename).Append(" [")
                .AppendJoin(", ", listing.Items.Select(Show)).Append(']');
        }
        else if (value is FileValue { Basename: string name } file)
        {
            text.Append(file.Path).Append(" as ").Append(name);
        }
        else
        {
            // Arrays and objects over several lines would be hard to read here.
            TemplateWriter.AppendYaml(text, new JsonArray(default, [JsonReader.Read(ValueJson.Format(value, ValueJsonForm.InputsAndOutputs))]), "");
            text.Remove(0, text.ToString().IndexOf('-', StringComparison.Ordinal) + 2);
        }

        return text.ToString();
    }

    private static void AddLines(List<string> lines, CallInputs inputs, string path)
    {
        lines.AddRange(inputs.Values.Select(entry => $"{path}.{entry.Key.Name} = {Show(entry.Value)}\n"));
        lines.AddRange(inputs.Requirements.Select(entry => $"{path}.requirements.{entry.Key} = {Show(entry.Value)}\n"));
        lines.AddRange(inputs.Hints.Select(entry => $"{path}.hints.{entry.Key} = {Show(entry.Value)}\n"));
        foreach ((string name, CallInputs call) in inputs.Calls)
        {
            AddLines(lines, call, $"{path}.{name}");
        }
    }
}
