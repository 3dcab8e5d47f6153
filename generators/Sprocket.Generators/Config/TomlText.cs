using System.Text;

namespace Sprocket.Generators.Config;

/// <summary>Writes TOML values.</summary>
internal static class TomlText
{
    /// <summary>The value as a basic string.</summary>
    public static string Quote(string value)
    {
        StringBuilder text = new("\"");
        foreach (char character in value)
        {
            text.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                _ => character.ToString(),
            });
        }

        return text.Append('"').ToString();
    }
}
