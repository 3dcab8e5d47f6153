using System.Text.Json;
using System.Text.RegularExpressions;
using Sprocket.Engine.Configuration;
using Sprocket.Text;
using Sprocket.Toml;

namespace Sprocket.Engine.Tests.Configuration;

public sealed partial class ConfigReferenceTests
{
    // Every key of the schema, written by hand: a key that documentation forgets shows here.
    public static TheoryData<string> Keys =>
    [
        "run.output_dir",
        "run.backend",
        "run.fail",
        "run.experimental_features_enabled",
        "run.task.retries",
        "run.task.retry.infrastructure",
        "run.task.retry.preempted",
        "run.task.retry.out_of_memory.times",
        "run.task.retry.out_of_memory.memory_factor",
        "run.task.retry.time_limit.times",
        "run.task.retry.time_limit.time_factor",
        "run.task.container",
        "run.task.shell",
        "run.task.cpu_limit_behavior",
        "run.task.memory_limit_behavior",
        "run.workflow.scatter.concurrency",
        "run.backends.local.type",
        "run.backends.local.cpu",
        "run.backends.local.memory",
        "run.backends.apptainer.type",
        "run.backends.apptainer.cpu",
        "run.backends.apptainer.memory",
        "run.backends.apptainer.apptainer.executable",
        "run.backends.apptainer.apptainer.image_cache_dir",
        "run.backends.apptainer.apptainer.extra_args",
        "run.backends.slurm_apptainer.type",
        "run.backends.slurm_apptainer.interval",
        "run.backends.slurm_apptainer.max_concurrency",
        "run.backends.slurm_apptainer.job_name_prefix",
        "run.backends.slurm_apptainer.default_time",
        "run.backends.slurm_apptainer.account",
        "run.backends.slurm_apptainer.qos",
        "run.backends.slurm_apptainer.constraint",
        "run.backends.slurm_apptainer.reservation",
        "run.backends.slurm_apptainer.licenses",
        "run.backends.slurm_apptainer.nice",
        "run.backends.slurm_apptainer.exclude",
        "run.backends.slurm_apptainer.gpu_option",
        "run.backends.slurm_apptainer.gpu_type",
        "run.backends.slurm_apptainer.fpga_gres",
        "run.backends.slurm_apptainer.disk_option",
        "run.backends.slurm_apptainer.disk_gres",
        "run.backends.slurm_apptainer.default_slurm_partition.name",
        "run.backends.slurm_apptainer.default_slurm_partition.max_cpu_per_task",
        "run.backends.slurm_apptainer.default_slurm_partition.max_memory_per_task",
        "run.backends.slurm_apptainer.default_slurm_partition.max_time",
        "run.backends.slurm_apptainer.default_slurm_partition.default_time",
        "run.backends.slurm_apptainer.short_task_slurm_partition.name",
        "run.backends.slurm_apptainer.gpu_slurm_partition.name",
        "run.backends.slurm_apptainer.fpga_slurm_partition.name",
        "run.backends.slurm_apptainer.sbatch.args",
        "run.backends.slurm_apptainer.sbatch.conditional.condition",
        "run.backends.slurm_apptainer.sbatch.conditional.args",
        "run.backends.slurm_apptainer.apptainer.executable",
        "run.backends.slurm_apptainer.apptainer.image_cache_dir",
        "run.backends.slurm_apptainer.apptainer.extra_args",
    ];

    [Fact]
    public void The_sample_changes_nothing()
    {
        string withSample = Load(ConfigReference.Sample).RenderResolved();

        Assert.Equal(Load("").RenderResolved(), withSample);
    }

    [Fact]
    public void The_sample_with_each_key_uncommented_is_valid_and_shows_the_defaults()
    {
        RunConfig run = Load(Uncommented()).Config.Run;

        Assert.Equal(new RunConfig { Backend = "local", Backends = run.Backends }, run);
        SlurmConfig slurm = Assert.IsType<SlurmConfig>(run.Backends["slurm_apptainer"]);
        Assert.Equal(new SlurmConfig().Interval, slurm.Interval);
        Assert.Equal(new SlurmConfig().MaxConcurrency, slurm.MaxConcurrency);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void The_sample_shows_every_key(string key)
    {
        TomlValue? value = TomlReader.Read(new SourceText("sample", Uncommented()), new DiagnosticBag());
        foreach (string step in key.Split('.'))
        {
            value = value is TomlArray array ? array.Items[0] : value;
            value = value is TomlTable table && table.TryGet(step, out TomlEntry? entry) ? entry.Value : null;
        }

        Assert.NotNull(value);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void The_reference_explains_every_key(string key)
    {
        string generic = Regex.Replace(key, @"^run\.backends\.(\w+)\.", "run.backends.<name>.");
        (string table, string name) = (generic[..generic.LastIndexOf('.')], generic[(generic.LastIndexOf('.') + 1)..]);
        if (name == "type")
        {
            Assert.Contains($"## `[{table}]` with `type = \"{key.Split('.')[2]}\"`\n", ConfigReference.Markdown, StringComparison.Ordinal);
            return;
        }

        string section = ConfigReference.Markdown
            .Split("\n## ")
            .Where(text => text.StartsWith($"`[{table}]`", StringComparison.Ordinal) || text.StartsWith($"`[[{table}]]`", StringComparison.Ordinal))
            .Aggregate("", string.Concat);
        Match explained = Regex.Match(section, $@"^- `{Regex.Escape(name)}`: [^\n]+\.\n  \S", RegexOptions.Multiline);
        Assert.True(explained.Success, section);
    }

    [Theory]
    [MemberData(nameof(Keys))]
    public void The_json_schema_allows_every_key(string key)
    {
        using JsonDocument schema = JsonDocument.Parse(ConfigReference.JsonSchema);

        Assert.True(Allows(schema.RootElement, key.Split('.')));
    }

    [Fact]
    public void The_json_schema_allows_no_other_key()
    {
        using JsonDocument schema = JsonDocument.Parse(ConfigReference.JsonSchema);

        Assert.False(Allows(schema.RootElement, ["run", "bakend"]));
        Assert.False(Allows(schema.RootElement, ["run", "backends", "local", "interval"]));
    }

    [Fact]
    public void Documentation_holds_no_traces_of_its_source()
    {
        foreach (string text in new[] { ConfigReference.Sample, ConfigReference.Markdown, ConfigReference.JsonSchema })
        {
            Assert.DoesNotContain("<see", text, StringComparison.Ordinal);
            Assert.DoesNotContain("</c>", text, StringComparison.Ordinal);
            Assert.EndsWith("\n", text, StringComparison.Ordinal);
        }

        Assert.All(ConfigReference.Sample.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    // A name below `backends` stands for a backend of the kind of that name.
    private static bool Allows(JsonElement schema, ReadOnlySpan<string> path)
    {
        if (path.IsEmpty)
        {
            return true;
        }

        if (schema.TryGetProperty("oneOf", out JsonElement kinds))
        {
            foreach (JsonElement kind in kinds.EnumerateArray())
            {
                if (kind.GetProperty("properties").GetProperty("type").GetProperty("const").GetString() == path[0])
                {
                    return Allows(kind, path[1..]);
                }
            }

            return false;
        }

        if (schema.TryGetProperty("items", out JsonElement items))
        {
            return Allows(items, path);
        }

        if (schema.TryGetProperty("properties", out JsonElement properties) && properties.TryGetProperty(path[0], out JsonElement property))
        {
            return Allows(property, path[1..]);
        }

        return schema.TryGetProperty("additionalProperties", out JsonElement others)
            && others.ValueKind == JsonValueKind.Object
            && Allows(others, path);
    }

    private static string Uncommented() => CommentedToml().Replace(ConfigReference.Sample, "");

    private static LoadedConfig Load(string text)
    {
        using TemporaryDirectory folder = new();
        folder.Write("sprocket.toml", text);
        DiagnosticBag diagnostics = new();
        LoadedConfig? loaded = ConfigLoader.Load(new ConfigSources { CurrentDirectory = folder.Path, Backend = "local" }, diagnostics);
        Assert.Equal([], diagnostics.Select(DiagnosticRenderer.RenderLine));
        return Assert.IsType<LoadedConfig>(loaded);
    }

    [GeneratedRegex(@"^#(?=[a-z\[])", RegexOptions.Multiline)]
    private static partial Regex CommentedToml();
}
