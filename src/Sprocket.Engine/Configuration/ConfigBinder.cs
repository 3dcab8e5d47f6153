using System.Collections.Immutable;
using System.Globalization;
using Sprocket.Text;
using Sprocket.Toml;

namespace Sprocket.Engine.Configuration;

/// <summary>Reads the values of TOML tables for the generated halves of the schema's records, and reports what is wrong.</summary>
/// <remarks>A value that cannot be read is reported and comes back as null; the rest is read all the same.</remarks>
internal sealed class ConfigBinder
{
    private readonly DiagnosticBag _diagnostics;
    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly bool _isPart;
    private readonly List<string> _path = [];

    /// <summary>Creates a binder.</summary>
    /// <param name="diagnostics">Receives the mistakes.</param>
    /// <param name="environment">The variables that paths may use.</param>
    /// <param name="isPart">Whether another file may hold what is missing from this one.</param>
    public ConfigBinder(DiagnosticBag diagnostics, IReadOnlyDictionary<string, string> environment, bool isPart)
    {
        _diagnostics = diagnostics;
        _environment = environment;
        _isPart = isPart;
    }

    public string? ReadString(TomlEntry entry, bool isNotEmpty = false)
    {
        if (entry.Value is not TomlString { Value: string value })
        {
            ReportType(entry, "a string");
            return null;
        }

        return isNotEmpty && value.Length == 0 ? ReportEmpty(entry) : value;
    }

    public ConfigText? ReadText(TomlEntry entry, bool isNotEmpty = false) =>
        ReadString(entry, isNotEmpty) is string value ? new ConfigText(value, entry.Value.Source, entry.Value.Span) : null;

    public string? ReadPath(TomlEntry entry, bool isNotEmpty = false)
    {
        // What a later file replaces may use variables that are set elsewhere only.
        if (ReadString(entry, isNotEmpty) is not string path || _isPart)
        {
            return null;
        }

        string? expanded = PathText.Expand(path, _environment, out string unset);
        if (expanded is null)
        {
            Report(
                ConfigDiagnostics.UnsetVariable,
                entry.Value,
                $"`{Name(entry)}` uses the variable `{unset}`, which is not set",
                $"set `{unset}`, or write the path in full");
        }

        return expanded;
    }

    public bool? ReadBoolean(TomlEntry entry)
    {
        if (entry.Value is TomlBoolean { Value: bool value })
        {
            return value;
        }

        ReportType(entry, "true or false", entry.Value is TomlString { Value: "true" or "false" } ? "remove the quotes" : null);
        return null;
    }

    public int? ReadInt32(TomlEntry entry, long minimum = int.MinValue, long maximum = int.MaxValue, string? nullWord = null) =>
        (int?)ReadInt64(entry, minimum, Math.Min(maximum, int.MaxValue), nullWord);

    public long? ReadInt64(TomlEntry entry, long minimum = long.MinValue, long maximum = long.MaxValue, string? nullWord = null)
    {
        string orWord = nullWord is null ? "" : $" or `{nullWord}`";
        if (entry.Value is TomlInteger { Value: long value })
        {
            return IsInRange(entry, value, minimum, maximum, Show, orWord) ? value : null;
        }

        string? help = entry.Value switch
        {
            TomlString text when long.TryParse(text.Value, CultureInfo.InvariantCulture, out _) => "remove the quotes",
            TomlString text when nullWord is not null && Spelling.FindClosest(text.Value, [nullWord]) is not null => $"did you mean `\"{nullWord}\"`?",
            _ => null,
        };
        ReportType(entry, "an integer" + orWord, help);
        return null;
    }

    public double? ReadFloat(TomlEntry entry, long minimum = long.MinValue, long maximum = long.MaxValue)
    {
        double? value = entry.Value switch
        {
            TomlFloat { Value: double number } when double.IsFinite(number) => number,
            TomlInteger { Value: long number } => number,
            _ => null,
        };
        if (value is not double found)
        {
            ReportType(entry, "a number");
            return null;
        }

        bool isInRange = found >= minimum && found <= maximum;
        if (!isInRange)
        {
            ReportRange(entry, found.ToString(CultureInfo.InvariantCulture), found < minimum, minimum, maximum, Show, "");
        }

        return isInRange ? found : null;
    }

    public ByteSize? ReadSize(TomlEntry entry, long minimum = 0, long maximum = long.MaxValue)
    {
        ByteSize size;
        switch (entry.Value)
        {
            case TomlInteger { Value: long bytes }:
                size = new ByteSize(bytes);
                break;
            case TomlString { Value: string text } when ByteSize.TryParse(text, out size):
                break;
            case TomlString { Value: string text }:
                Report(
                    ConfigDiagnostics.InvalidSize,
                    entry.Value,
                    $"`{Name(entry)}` must be a size, and `{text}` is none",
                    "write a number of bytes, or a number and a unit such as `\"96 GB\"` or `\"4 GiB\"`");
                return null;
            default:
                ReportType(entry, "a number of bytes or a string such as `\"96 GB\"`");
                return null;
        }

        return IsInRange(entry, size.Bytes, minimum, maximum, bytes => new ByteSize(bytes).ToString(), "") ? size : null;
    }

    public TimeSpan? ReadDuration(TomlEntry entry, long minimum = 0, long maximum = long.MaxValue)
    {
        // Beyond a thousand years a TimeSpan overflows; nothing waits that long.
        long longest = Math.Min(maximum, 365L * 1000 * 86400);
        string word = entry.Value switch
        {
            TomlInteger { Value: long seconds } => seconds.ToString(CultureInfo.InvariantCulture),
            TomlFloat { Value: double seconds } => seconds.ToString("0.#######", CultureInfo.InvariantCulture),
            TomlString { Value: string text } => text,
            _ => "",
        };
        if (word.Length == 0 && entry.Value is not TomlString)
        {
            ReportType(entry, "a number of seconds or a string such as `\"2 min\"`");
            return null;
        }

        bool isNegative = word.StartsWith('-');
        if (!DurationText.TryParse(isNegative ? word[1..] : word, out TimeSpan duration))
        {
            Report(
                ConfigDiagnostics.InvalidDuration,
                entry.Value,
                $"`{Name(entry)}` must be a duration, and `{word}` is none",
                "write a number of seconds, or a number and one of the units `s`, `min`, `h`, `d`, such as `\"2 min\"`");
            return null;
        }

        double found = isNegative ? -duration.TotalSeconds : duration.TotalSeconds;
        bool isInRange = found >= minimum && found <= longest;
        if (!isInRange)
        {
            ReportRange(entry, word, found < minimum, minimum, maximum == long.MaxValue && found < minimum ? maximum : longest, seconds => $"{Show(seconds)} s", "");
        }

        return isInRange ? duration : null;
    }

    public ImmutableArray<string>? ReadStrings(TomlEntry entry, bool isNotEmpty = false)
    {
        if (entry.Value is not TomlArray array)
        {
            ReportType(entry, "an array of strings", entry.Value is TomlString ? "put brackets around it" : null);
            return null;
        }

        ImmutableArray<string>.Builder strings = ImmutableArray.CreateBuilder<string>();
        foreach (TomlValue item in array.Items)
        {
            if (item is TomlString { Value: string value })
            {
                strings.Add(value);
            }
            else
            {
                Report(ConfigDiagnostics.WrongType, item, $"each item of `{Name(entry)}` must be a string, not {item.KindName}", null, "expected a string");
            }
        }

        if (isNotEmpty && array.Items.IsEmpty)
        {
            ReportEmpty(entry);
            return null;
        }

        return strings.Count == array.Items.Length ? strings.ToImmutable() : null;
    }

    public T? ReadName<T>(TomlEntry entry, (string Name, T Value)[] names)
        where T : struct
    {
        string[] words = Array.ConvertAll(names, pair => pair.Name);
        return ReadWord(entry, [.. words]) is string word ? names[Array.IndexOf(words, word)].Value : null;
    }

    public static bool IsWord(TomlEntry entry, string word) => entry.Value is TomlString { Value: string value } && value == word;

    public T? ReadTable<T>(TomlEntry entry, Func<TomlTable, ConfigBinder, T?> bind)
        where T : class
    {
        if (entry.Value is not TomlTable table)
        {
            ReportType(entry, "a table");
            return null;
        }

        return ReadBelow(entry.Key, table, bind);
    }

    public ImmutableArray<T>? ReadTables<T>(TomlEntry entry, Func<TomlTable, ConfigBinder, T?> bind)
        where T : class
    {
        if (entry.Value is not TomlArray array)
        {
            ReportType(entry, "an array of tables", entry.Value is TomlTable ? $"write its header as `[[{Name(entry)}]]`" : null);
            return null;
        }

        ImmutableArray<T>.Builder items = ImmutableArray.CreateBuilder<T>();
        foreach (TomlValue item in array.Items)
        {
            if (item is not TomlTable table)
            {
                Report(ConfigDiagnostics.WrongType, item, $"each item of `{Name(entry)}` must be a table, not {item.KindName}", null, "expected a table");
            }
            else if (ReadBelow(entry.Key, table, bind) is T bound)
            {
                items.Add(bound);
            }
        }

        return items.ToImmutable();
    }

    public ImmutableDictionary<string, T>? ReadNamedTables<T>(TomlEntry entry, Func<TomlTable, ConfigBinder, T?> bind)
        where T : class
    {
        if (entry.Value is not TomlTable table)
        {
            ReportType(entry, "a table of tables");
            return null;
        }

        ImmutableDictionary<string, T>.Builder items = ImmutableDictionary.CreateBuilder<string, T>(StringComparer.Ordinal);
        _path.Add(entry.Key);
        foreach (TomlEntry item in table.Entries)
        {
            if (ReadTable(item, bind) is T bound)
            {
                items.Add(item.Key, bound);
            }
        }

        _path.RemoveAt(_path.Count - 1);
        return items.ToImmutable();
    }

    /// <summary>The kind of a table, or null when it does not say or says nothing known.</summary>
    public string? ReadCase(TomlTable table, string key, string[] cases)
    {
        if (table.TryGet(key, out TomlEntry? entry))
        {
            return ReadWord(entry, [.. cases]);
        }

        Require(table, key, $"add one of {List(cases.Select(name => $"`{key} = \"{name}\"`"))}");
        return null;
    }

    /// <summary>The table without the key that tells its kind, which is none of the kind's own keys.</summary>
    public static TomlTable WithoutCase(TomlTable table, string key) =>
        new(table.Source, table.Span, table.Entries.RemoveAll(entry => entry.Key == key));

    public TomlTable MoveOldKey(TomlTable table, string oldKey, string path) => OldSpelling.Move(table, oldKey, path, (old, current) =>
        _diagnostics.Add(new Diagnostic(ConfigDiagnostics.TwoSpellings, old.Value.Source, old.KeySpan, $"`{oldKey}` is an older spelling of `{path}`, which is set too")
        {
            Labels = [new DiagnosticLabel(current.Value.Source, current.KeySpan, "set here")],
            Help = $"keep only `{path}`",
        }));

    public void Require(TomlTable table, string key) => Require(table, key, $"add `{key} = …` to it");

    public void ReportUnused(TomlEntry entry) => _diagnostics.Add(
        new Diagnostic(ConfigDiagnostics.UnusedKey, entry.Value.Source, entry.KeySpan, $"`{Name(entry)}` has no effect here"));

    public void ReportUnknown(TomlEntry entry, string[] keys)
    {
        string? closest = Spelling.FindClosest(entry.Key, keys);
        _diagnostics.Add(new Diagnostic(ConfigDiagnostics.UnknownKey, entry.Value.Source, entry.KeySpan, $"there is no key `{Name(entry)}`")
        {
            Help = closest is not null ? $"did you mean `{closest}`?" : $"the keys here are {List(keys.Select(key => $"`{key}`"), "and")}",
            Fix = closest is not null ? new DiagnosticFix(entry.KeySpan, closest) : null,
        });
    }

    private void Require(TomlTable table, string key, string help)
    {
        if (!_isPart && !table.TryGet(key, out _))
        {
            Report(ConfigDiagnostics.MissingKey, table, $"`{string.Join('.', _path.Select(TomlText.Key))}` has no key `{key}`", help);
        }
    }

    private T? ReadBelow<T>(string key, TomlTable table, Func<TomlTable, ConfigBinder, T?> bind)
        where T : class
    {
        _path.Add(key);
        T? bound = bind(table, this);
        _path.RemoveAt(_path.Count - 1);
        return bound;
    }

    private string? ReadWord(TomlEntry entry, ImmutableArray<string> words)
    {
        string expected = List(words.Select(word => $"`\"{word}\"`"));
        if (entry.Value is not TomlString { Value: string value })
        {
            ReportType(entry, expected);
            return null;
        }

        if (words.Contains(value))
        {
            return value;
        }

        string? closest = Spelling.FindClosest(value, words);
        Report(
            ConfigDiagnostics.UnknownName,
            entry.Value,
            $"`{Name(entry)}` must be {expected}, not `\"{value}\"`",
            closest is null ? null : $"did you mean `\"{closest}\"`?");
        return null;
    }

    private bool IsInRange(TomlEntry entry, long value, long minimum, long maximum, Func<long, string> show, string orWord)
    {
        if (value >= minimum && value <= maximum)
        {
            return true;
        }

        ReportRange(entry, show(value), value < minimum, minimum, maximum, show, orWord);
        return false;
    }

    private void ReportRange(
        TomlEntry entry, string found, bool isTooSmall, long minimum, long maximum, Func<long, string> show, string orWord)
    {
        // The range of the C# type is not the schema's: it is mentioned only to who exceeds it.
        bool hasMaximum = maximum is not (long.MaxValue or int.MaxValue);
        string expected = hasMaximum ? $"{show(minimum)} to {show(maximum)}"
            : isTooSmall ? $"at least {show(minimum)}"
            : $"at most {show(maximum)}";
        Report(ConfigDiagnostics.OutOfRange, entry.Value, $"`{Name(entry)}` must be {expected}{orWord}, not {found}", null);
    }

    private void ReportType(TomlEntry entry, string expected, string? help = null) => Report(
        ConfigDiagnostics.WrongType, entry.Value, $"`{Name(entry)}` must be {expected}, not {entry.Value.KindName}", help, "expected " + expected);

    private string? ReportEmpty(TomlEntry entry)
    {
        Report(ConfigDiagnostics.EmptyValue, entry.Value, $"`{Name(entry)}` cannot be empty", null);
        return null;
    }

    private void Report(DiagnosticDescriptor descriptor, TomlValue value, string message, string? help, string? caption = null) =>
        _diagnostics.Add(new Diagnostic(descriptor, value.Source, value.Span, message) { Help = help, Caption = caption });

    private string Name(TomlEntry entry) => string.Join('.', _path.Append(entry.Key).Select(TomlText.Key));

    private static string Show(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string List(IEnumerable<string> words, string conjunction = "or")
    {
        string[] all = [.. words];
        return all.Length < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} {conjunction} {all[^1]}";
    }
}
