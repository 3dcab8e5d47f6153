using System.Buffers;
using System.Globalization;
using System.Text;

namespace Sprocket.Engine.Configuration;

/// <summary>Writes keys and strings as TOML.</summary>
internal static class TomlText
{
    private static readonly SearchValues<char> BareKey =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    /// <summary>The key bare where it can be, quoted where it must.</summary>
    public static string Key(string key) => key.Length > 0 && !key.AsSpan().ContainsAnyExcept(BareKey) ? key : Quote(key);

    /// <summary>The value as a basic string.</summary>
    public static string Quote(string value)
    {
        StringBuilder text = new("\"");
        foreach (char character in value)
        {
            _ = character switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\n' => text.Append("\\n"),
                '\t' => text.Append("\\t"),
                _ when char.IsControl(character) => text.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"),
                _ => text.Append(character),
            };
        }

        return text.Append('"').ToString();
    }
}
