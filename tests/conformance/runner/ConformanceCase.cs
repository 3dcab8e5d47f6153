using System.Text.Json;

namespace Sprocket.Conformance;

/// <summary>A folder with a document, its inputs, and what is expected of an engine; the form is told in <c>tests/conformance/README.md</c>.</summary>
internal sealed record ConformanceCase
{
    private static readonly string[] Versions = ["1.0", "1.1", "1.2", "1.3"];

    /// <summary>The folder.</summary>
    public required string Directory { get; init; }

    /// <summary><c>CORPUS/NAME</c></summary>
    public required string Id { get; init; }

    /// <summary>The language version in which the document is run.</summary>
    public required string Version { get; init; }

    /// <summary>The language version that the document states.</summary>
    public required string StatedVersion { get; init; }

    /// <summary>The document's file name.</summary>
    public required string Document { get; init; }

    /// <summary><c>workflow</c>, <c>task</c> or <c>check</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The task or workflow to run, or null.</summary>
    public string? Target { get; init; }

    /// <summary>The inputs' file name.</summary>
    public required string Inputs { get; init; }

    /// <summary>The expected outputs, or null.</summary>
    public JsonElement? Outputs { get; init; }

    /// <summary><c>outputs</c>, <c>success</c>, <c>fail</c> or <c>skip</c>.</summary>
    public required string Expect { get; init; }

    /// <summary>What static analysis is expected to say: <c>accept</c>, <c>reject</c>, or null for no expectation.</summary>
    public string? Check { get; init; }

    /// <summary>Names of outputs that are not compared.</summary>
    public required IReadOnlyList<string> ExcludedOutputs { get; init; }

    /// <summary><c>required</c>, <c>optional</c> or <c>ignore</c>.</summary>
    public required string Priority { get; init; }

    /// <summary>Programs that the commands use beyond the shell's own.</summary>
    public required IReadOnlyList<string> Programs { get; init; }

    /// <summary>Container images that a plain Linux machine cannot stand in for.</summary>
    public required IReadOnlyList<string> SpecialImages { get; init; }

    /// <summary>What the case wants from a network, or nothing.</summary>
    public required IReadOnlyList<string> Network { get; init; }

    /// <summary>The corpus, the first part of <see cref="Id"/>.</summary>
    public string Corpus => Id.Split('/')[0];

    /// <summary>What the case is about, in the table: what it says itself, or what is run and how that is to end.</summary>
    public required string Category { get; init; }

    /// <summary>Reads the case in a folder, once for each version in which its document is run.</summary>
    public static IEnumerable<ConformanceCase> ReadAll(string directory)
    {
        ConformanceCase first = Read(directory, out string through);
        return Versions.Where(version => string.CompareOrdinal(version, first.Version) > 0 && string.CompareOrdinal(version, through) <= 0)
            .Select(version => first with { Id = $"{first.Id}@{version}", Version = version })
            .Prepend(first);
    }

    private static ConformanceCase Read(string directory, out string through)
    {
        using JsonDocument config = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(directory, "config.json")));
        JsonElement root = config.RootElement;
        JsonElement? needs = root.TryGetProperty("needs", out JsonElement found) ? found : null;
        string? outputs = GetString(root, "outputs");
        string kind = GetString(root, "type") ?? "workflow";
        string expect = GetString(root, "expect") ?? "success";
        string version = GetString(root, "version") ?? "?";
        through = GetString(root, "through") ?? version;
        return new ConformanceCase
        {
            Directory = directory,
            Id = GetString(root, "id") ?? Path.GetFileName(directory),
            Version = version,
            StatedVersion = version,
            Document = GetString(root, "wdl") ?? "source.wdl",
            Kind = kind,
            Target = GetString(root, "target"),
            Inputs = GetString(root, "inputs") ?? "inputs.json",
            Outputs = outputs is null ? null : ReadJson(Path.Combine(directory, outputs)),
            Expect = expect,
            Check = GetString(root, "check"),
            ExcludedOutputs = GetStrings(root, "exclude_outputs"),
            Priority = GetString(root, "priority") ?? "required",
            Programs = GetStrings(needs, "programs"),
            SpecialImages = GetStrings(needs, "special_images"),
            Network = GetStrings(needs, "network"),
            Category = GetString(root, "category") ?? Categorize(kind, expect),
        };
    }

    private static string Categorize(string kind, string expect) =>
        kind == "check" ? "checks" : expect == "fail" ? "failures" : $"{kind}s";

    private static JsonElement ReadJson(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

    private static string? GetString(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static IReadOnlyList<string> GetStrings(JsonElement? owner, string name) =>
        owner is JsonElement element && element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Array
            ? [.. value.EnumerateArray().Select(item => item.ToString())]
            : [];
}
