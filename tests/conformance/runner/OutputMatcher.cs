using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Sprocket.Conformance;

/// <summary>Compares the outputs of a run with those that a case expects.</summary>
/// <param name="caseDirectory">The case's folder, for files that expectations name.</param>
/// <param name="workDirectories">Where relative paths in outputs may lead.</param>
internal sealed class OutputMatcher(string caseDirectory, IReadOnlyList<string> workDirectories)
{
    private const double Tolerance = 1e-6;

    /// <summary>Compares all outputs.</summary>
    /// <returns>The first difference in words, or null when there is none.</returns>
    public string? CompareOutputs(ConformanceCase test, JsonElement actual)
    {
        Dictionary<string, JsonElement> wanted = WithoutPrefix(test.Outputs!.Value);
        Dictionary<string, JsonElement> given = WithoutPrefix(actual);
        foreach (string excluded in test.ExcludedOutputs.Select(name => name.Split('.')[^1]))
        {
            wanted.Remove(excluded);
            given.Remove(excluded);
        }

        return CompareMembers(wanted, given, "");
    }

    private static Dictionary<string, JsonElement> WithoutPrefix(JsonElement outputs) =>
        outputs.EnumerateObject().ToDictionary(member => member.Name[(member.Name.IndexOf('.', StringComparison.Ordinal) + 1)..], member => member.Value);

    private string? CompareMembers(Dictionary<string, JsonElement> wanted, Dictionary<string, JsonElement> given, string path)
    {
        foreach ((string name, JsonElement expected) in wanted)
        {
            JsonElement actual = given.GetValueOrDefault(name);
            if (Compare(expected, actual, $"{path}.{name}") is string difference)
            {
                return difference;
            }
        }

        string? extra = given.FirstOrDefault(member => !wanted.ContainsKey(member.Key) && !IsNull(member.Value)).Key;
        return extra is null ? null : $"{path}.{extra}: not expected";
    }

    private string? Compare(JsonElement expected, JsonElement actual, string path)
    {
        if (expected.ValueKind == JsonValueKind.Object
            && expected.EnumerateObject().ToArray() is [JsonProperty { Name: ['$', ..] } matcher])
        {
            return CompareMatcher(matcher.Name, matcher.Value, actual, path);
        }

        bool isEqual = (expected.ValueKind, actual.ValueKind) switch
        {
            (JsonValueKind.Null, _) => IsNull(actual),
            (JsonValueKind.Number, JsonValueKind.Number) => IsNear(expected.GetDouble(), actual.GetDouble(), Tolerance),
            (JsonValueKind.String, JsonValueKind.String) => IsSameText(expected.GetString()!, actual.GetString()!),
            (JsonValueKind.Array, JsonValueKind.Array) => expected.GetArrayLength() == actual.GetArrayLength(),
            (JsonValueKind.Object, JsonValueKind.Object) => true,
            _ => expected.ValueKind == actual.ValueKind,
        };
        if (!isEqual)
        {
            return $"{path}: got {Show(actual)}, expected {Show(expected)}";
        }

        return expected.ValueKind switch
        {
            JsonValueKind.Array => expected.EnumerateArray().Zip(actual.EnumerateArray())
                .Select((pair, index) => Compare(pair.First, pair.Second, $"{path}[{index}]"))
                .FirstOrDefault(difference => difference is not null),
            JsonValueKind.Object => CompareMembers(ToMembers(expected), ToMembers(actual), path),
            _ => null,
        };
    }

    private string? CompareMatcher(string name, JsonElement wanted, JsonElement actual, string path)
    {
        bool isMatch = name switch
        {
            "$any" => true,
            "$regex" => actual.ValueKind == JsonValueKind.String && Regex.IsMatch(actual.GetString()!, wanted.GetString()!),
            "$float" => actual.ValueKind == JsonValueKind.Number
                && IsNear(wanted.GetProperty("value").GetDouble(), actual.GetDouble(), wanted.TryGetProperty("tol", out JsonElement tolerance) ? tolerance.GetDouble() : Tolerance),
            "$unordered" => IsPermutation([.. wanted.EnumerateArray()], actual, path),
            "$struct" => true,
            "$file" or "$dir" => FindPath(actual) is not null,
            _ => throw new InvalidDataException($"{path}: unknown matcher {name}"),
        };
        if (!isMatch)
        {
            return $"{path}: {Show(actual)} does not match {name} {Show(wanted)}";
        }

        return name switch
        {
            "$struct" => wanted.EnumerateObject()
                .Select(member => Compare(member.Value, actual.TryGetProperty(member.Name, out JsonElement value) ? value : default, $"{path}.{member.Name}"))
                .FirstOrDefault(difference => difference is not null),
            "$file" => CompareFile(wanted, actual.GetString()!, FindPath(actual)!, path),
            "$dir" => CompareDirectory(wanted, actual.GetString()!, FindPath(actual)!, path),
            _ => null,
        };
    }

    [SuppressMessage("Security", "CA5351", Justification = "A check sum that cases name, nothing secret.")]
    private string? CompareFile(JsonElement wanted, string given, string file, string path)
    {
        if (!File.Exists(file))
        {
            return $"{path}: {given} is not a file";
        }

        byte[] bytes = File.ReadAllBytes(file);
        string text = System.Text.Encoding.UTF8.GetString(bytes);
        foreach (JsonProperty property in wanted.EnumerateObject())
        {
            bool isMatch = property.Name switch
            {
                "basename" => Path.GetFileName(given) == property.Value.GetString(),
                "content" => text == property.Value.GetString(),
                "regex" => Regex.IsMatch(text, property.Value.GetString()!),
                "size" => bytes.Length == property.Value.GetInt64(),
                "md5" => IsHash(MD5.HashData(bytes), property.Value),
                "sha256" => IsHash(SHA256.HashData(bytes), property.Value),
                "json" => true,
                _ => throw new InvalidDataException($"{path}: unknown file property {property.Name}"),
            };
            if (!isMatch)
            {
                return $"{path}: {property.Name} of {given} is not {Show(property.Value)}; the file begins {Show(text)}";
            }

            if (property.Name == "json")
            {
                using JsonDocument content = JsonDocument.Parse(bytes);
                if (Compare(property.Value, content.RootElement, $"{path}(json)") is string difference)
                {
                    return difference;
                }
            }
        }

        return null;
    }

    private static string? CompareDirectory(JsonElement wanted, string given, string directory, string path)
    {
        if (!Directory.Exists(directory))
        {
            return $"{path}: {given} is not a directory";
        }

        if (wanted.TryGetProperty("basename", out JsonElement name) && Path.GetFileName(given.TrimEnd('/')) != name.GetString())
        {
            return $"{path}: the name of {given} is not {name}";
        }

        if (!wanted.TryGetProperty("listing", out JsonElement listing))
        {
            return null;
        }

        string expected = string.Join(' ', Flatten(listing, "").Order(StringComparer.Ordinal));
        string actual = string.Join(
            ' ',
            Directory.EnumerateFileSystemEntries(directory, "*", SearchOption.AllDirectories)
                .Select(entry => Path.GetRelativePath(directory, entry) + (Directory.Exists(entry) ? "/" : ""))
                .Order(StringComparer.Ordinal));
        return expected == actual ? null : $"{path}: holds {actual}, expected {expected}";
    }

    private static IEnumerable<string> Flatten(JsonElement listing, string prefix)
    {
        foreach (JsonElement entry in listing.EnumerateArray())
        {
            bool isDirectory = entry.GetProperty("type").GetString() == "Directory";
            string name = prefix + entry.GetProperty("basename").GetString() + (isDirectory ? "/" : "");
            yield return name;
            if (isDirectory && entry.TryGetProperty("listing", out JsonElement inner))
            {
                foreach (string below in Flatten(inner, name))
                {
                    yield return below;
                }
            }
        }
    }

    private bool IsPermutation(List<JsonElement> wanted, JsonElement actual, string path)
    {
        if (actual.ValueKind != JsonValueKind.Array || actual.GetArrayLength() != wanted.Count)
        {
            return false;
        }

        foreach (JsonElement item in actual.EnumerateArray())
        {
            int match = wanted.FindIndex(candidate => Compare(candidate, item, path) is null);
            if (match < 0)
            {
                return false;
            }

            wanted.RemoveAt(match);
        }

        return true;
    }

    // An output that names an existing file is as good as expected when the base names, or the contents, agree.
    private bool IsSameText(string expected, string actual)
    {
        if (expected == actual)
        {
            return true;
        }

        if (FindPath(actual) is not string file)
        {
            return false;
        }

        string model = Path.Combine(caseDirectory, expected);
        return Path.GetFileName(expected.TrimEnd('/')) == Path.GetFileName(actual.TrimEnd('/'))
            || (File.Exists(model) && File.Exists(file) && File.ReadAllBytes(model).AsSpan().SequenceEqual(File.ReadAllBytes(file)));
    }

    private string? FindPath(JsonElement value) => value.ValueKind == JsonValueKind.String ? FindPath(value.GetString()!) : null;

    private string? FindPath(string value)
    {
        if (value.Length == 0 || value.Contains('\n', StringComparison.Ordinal))
        {
            return null;
        }

        return workDirectories.Select(directory => Path.Combine(directory, value)).FirstOrDefault(Path.Exists);
    }

    private static bool IsHash(byte[] hash, JsonElement wanted) =>
        string.Equals(Convert.ToHexString(hash), wanted.GetString(), StringComparison.OrdinalIgnoreCase);

    private static Dictionary<string, JsonElement> ToMembers(JsonElement value) =>
        value.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);

    private static bool IsNull(JsonElement value) => value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    private static bool IsNear(double a, double b, double tolerance) => Math.Abs(a - b) <= tolerance * Math.Max(1, Math.Max(Math.Abs(a), Math.Abs(b)));

    private static string Show(JsonElement value) => value.ValueKind == JsonValueKind.Undefined ? "nothing" : Show(value.GetRawText());

    private static string Show(string text) =>
        text.Length <= 200 ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, 200)}… ({text.Length} characters)");
}
