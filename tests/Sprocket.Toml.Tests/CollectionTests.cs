using System.Globalization;
using System.Text.Json;
using Sprocket.Text;

namespace Sprocket.Toml.Tests;

/// <summary>
/// Collections of documents laid out as https://github.com/toml-lang/toml-test is: a small one of our own, and a checkout of
/// that one where it is found.
/// </summary>
public sealed class CollectionTests(ITestOutputHelper output)
{
    public static TheoryData<string, string, TomlVersion> Lists { get; } =
        [.. TestFolders.ListCollections().SelectMany(folder => new[] { (folder, "1.0.0", TomlVersion.V1_0), (folder, "1.1.0", TomlVersion.V1_1) })];

    [Theory]
    [MemberData(nameof(Lists))]
    public void Every_document_of_a_collection_is_read_as_it_says(string folder, string list, TomlVersion version)
    {
        string tests = Path.Combine(folder, "tests");
        string[] names = [.. File.ReadLines(Path.Combine(tests, "files-toml-" + list)).Where(name => name.EndsWith(".toml", StringComparison.Ordinal))];

        string[] failures = [.. names.Select(name => Check(tests, name, version)).OfType<string>()];

        output.WriteLine(
            $"{folder}, TOML {list}: {names.Count(name => name.StartsWith("valid/", StringComparison.Ordinal))} valid, "
            + $"{names.Count(name => name.StartsWith("invalid/", StringComparison.Ordinal))} invalid, {failures.Length} failed");
        Assert.NotEmpty(names);
        Assert.Empty(failures);
    }

    private static string? Check(string folder, string name, TomlVersion version)
    {
        DiagnosticBag diagnostics = [];
        TomlTable table = TomlReader.Read(name, File.ReadAllBytes(Path.Combine(folder, name)), version, diagnostics);
        if (!name.StartsWith("valid/", StringComparison.Ordinal))
        {
            return diagnostics.HasErrors ? null : $"{name}: no error";
        }

        if (diagnostics.Count > 0)
        {
            return DiagnosticRenderer.RenderLine(diagnostics.First());
        }

        using JsonDocument expected = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, Path.ChangeExtension(name, ".json"))));
        return IsAsExpected(table, expected.RootElement) ? null : $"{name}: read as {TomlJson.Write(table)}";
    }

    private static bool IsAsExpected(TomlValue value, JsonElement expected) => value switch
    {
        TomlTable table => expected.EnumerateObject().Count() == table.Entries.Length
            && table.Entries.All(entry => expected.TryGetProperty(entry.Key, out JsonElement element) && IsAsExpected(entry.Value, element)),
        TomlArray array => expected.ValueKind == JsonValueKind.Array
            && expected.GetArrayLength() == array.Items.Length
            && array.Items.Zip(expected.EnumerateArray()).All(pair => IsAsExpected(pair.First, pair.Second)),
        _ => IsAsExpected(value, expected.GetProperty("type").GetString()!, expected.GetProperty("value").GetString()!),
    };

    private static bool IsAsExpected(TomlValue value, string type, string text) => (value, type) switch
    {
        (TomlString found, "string") => found.Value == text,
        (TomlInteger found, "integer") => found.Value == long.Parse(text, CultureInfo.InvariantCulture),
        (TomlBoolean found, "bool") => found.Value == bool.Parse(text),
        (TomlFloat found, "float") => found.Value.Equals(ParseFloat(text)),
        (TomlDateTime { OffsetMinutes: not null } found, "datetime") => found.ToRfc3339() == Normalize(text),
        (TomlDateTime { OffsetMinutes: null, Date: not null, Time: not null } found, "datetime-local") => found.ToRfc3339() == Normalize(text),
        (TomlDateTime { Time: null } found, "date-local") => found.ToRfc3339() == text,
        (TomlDateTime { Date: null } found, "time-local") => found.ToRfc3339() == Normalize(text),
        _ => false,
    };

    private static double ParseFloat(string text) => text.TrimStart('+', '-') switch
    {
        "inf" => text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity,
        "nan" => double.NaN,
        _ => double.Parse(text, CultureInfo.InvariantCulture),
    };

    // Trailing zeros of a fraction say nothing.
    private static string Normalize(string text)
    {
        int point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
        {
            return text.Replace("+00:00", "Z", StringComparison.Ordinal);
        }

        int end = point + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return text[..end].TrimEnd('0').TrimEnd('.') + text[end..].Replace("+00:00", "Z", StringComparison.Ordinal);
    }
}
