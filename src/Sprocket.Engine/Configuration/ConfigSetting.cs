using Sprocket.Text;
using Sprocket.Toml;

namespace Sprocket.Engine.Configuration;

/// <summary>Reads one <c>key=value</c> of the command line as a TOML table.</summary>
internal static class ConfigSetting
{
    /// <summary>The table that the setting stands for, or null after a report.</summary>
    /// <param name="setting">The text after <c>--set</c>.</param>
    /// <param name="diagnostics">Receives the mistake, at its place in the setting.</param>
    public static TomlTable? Read(string setting, DiagnosticBag diagnostics)
    {
        SourceText source = new("--set", setting);
        int equals = FindEquals(setting);
        if (equals <= 0 || ReadKey(setting[..equals]) is not int depth)
        {
            TextSpan span = equals < 0 ? new TextSpan(0, setting.Length) : new TextSpan(0, equals);
            diagnostics.Add(new Diagnostic(
                ConfigDiagnostics.MalformedSetting,
                source,
                span,
                equals < 0 ? "the setting has no `=`" : $"`{setting[..equals]}` is not a key")
            {
                Help = "write `key=value`, such as `run.task.retries=2`",
            });
            return null;
        }

        DiagnosticBag mistakes = new();
        TomlTable table = TomlReader.Read(source, mistakes);
        if (!mistakes.HasErrors && IsSingle(table, depth))
        {
            return table;
        }

        // Not TOML, so it is a string: the places of the key are the same whatever the value.
        TomlString value = new(source, TextSpan.FromBounds(equals + 1, setting.Length), setting[(equals + 1)..]);
        return WithValue(TomlReader.Read(new SourceText("--set", setting[..equals] + "=0"), mistakes), source, value, depth);
    }

    private static int FindEquals(string setting)
    {
        char quote = '\0';
        for (int i = 0; i < setting.Length; i++)
        {
            char character = setting[i];
            if (quote != '\0')
            {
                quote = character == quote ? '\0' : quote;
            }
            else if (character is '"' or '\'')
            {
                quote = character;
            }
            else if (character == '=')
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The number of parts of a dotted key, or null when it is none.</summary>
    private static int? ReadKey(string key)
    {
        DiagnosticBag mistakes = new();
        TomlTable table = TomlReader.Read(new SourceText("--set", key + "=0"), mistakes);
        int depth = 0;
        for (TomlValue value = table; value is TomlTable { Entries: [TomlEntry only] }; value = only.Value)
        {
            depth++;
        }

        return mistakes.HasErrors || depth == 0 || key.Contains('\n', StringComparison.Ordinal) ? null : depth;
    }

    // A line break in the value could begin a second key.
    private static bool IsSingle(TomlTable table, int depth)
    {
        TomlValue value = table;
        for (int i = 0; i < depth; i++)
        {
            if (value is not TomlTable { Entries: [TomlEntry only] })
            {
                return false;
            }

            value = only.Value;
        }

        return true;
    }

    private static TomlTable WithValue(TomlTable table, SourceText source, TomlValue value, int depth)
    {
        TomlEntry only = table.Entries[0];
        TomlValue inner = depth == 1 ? value : WithValue((TomlTable)only.Value, source, value, depth - 1);
        return new TomlTable(source, table.Span, [only with { Value = inner }]);
    }
}
