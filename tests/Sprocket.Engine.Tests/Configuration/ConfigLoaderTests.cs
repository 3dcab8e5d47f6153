using System.Collections.Immutable;
using Sprocket.Engine.Configuration;
using Sprocket.Text;

namespace Sprocket.Engine.Tests.Configuration;

public sealed class ConfigLoaderTests : IDisposable
{
    private readonly TemporaryDirectory _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Without_any_file_the_machine_decides_the_backend()
    {
        LoadedConfig loaded = Load(Sources());

        Assert.Equal("default", loaded.Config.Run.Backend);
        Assert.Null(loaded.Backend);
        Assert.Empty(loaded.Files);
    }

    // Each step adds a layer and must change the answer, up to the highest.
    [Fact]
    public void Each_place_counts_more_than_the_one_before()
    {
        ConfigSources sources = Sources() with { ExecutableDirectory = Folder("bin") };
        Assert.Equal("bash", Shell(sources));

        _root.Write("bin/sprocket.toml", Setting("next-to-the-executable"));
        Assert.Equal("next-to-the-executable", Shell(sources));

        _root.Write("home/.config/sprocket/sprocket.toml", Setting("home"));
        Assert.Equal("home", Shell(sources));

        _root.Write("here/sprocket.toml", Setting("here"));
        Assert.Equal("here", Shell(sources));

        string named = _root.Write("named.toml", Setting("environment"));
        sources = sources with { Environment = With(sources, "SPROCKET_CONFIG", named) };
        Assert.Equal("environment", Shell(sources));

        _root.Write("here/one.toml", Setting("one"));
        sources = sources with { Files = ["one.toml"] };
        Assert.Equal("one", Shell(sources));

        string two = _root.Write("two.toml", Setting("two"));
        sources = sources with { Files = ["one.toml", two] };
        Assert.Equal("two", Shell(sources));

        sources = sources with { Settings = ["run.task.shell=first"] };
        Assert.Equal("first", Shell(sources));

        sources = sources with { Settings = ["run.task.shell=first", "run.task.shell=second"] };
        Assert.Equal("second", Shell(sources));
    }

    [Fact]
    public void The_user_folder_can_be_moved_by_either_variable()
    {
        _root.Write("home/.config/sprocket/sprocket.toml", Setting("home"));
        _root.Write("xdg/sprocket/sprocket.toml", Setting("xdg"));
        _root.Write("site/sprocket.toml", Setting("site"));
        ConfigSources sources = Sources();

        sources = sources with { Environment = With(sources, "XDG_CONFIG_HOME", Folder("xdg")) };
        Assert.Equal("xdg", Shell(sources));

        sources = sources with { Environment = With(sources, "SPROCKET_CONFIG_ROOT", Folder("site")) };
        Assert.Equal("site", Shell(sources));
    }

    [Fact]
    public void A_relative_xdg_folder_is_ignored()
    {
        _root.Write("home/.config/sprocket/sprocket.toml", Setting("home"));
        _root.Write("here/relative/sprocket/sprocket.toml", Setting("relative"));
        ConfigSources sources = Sources();

        sources = sources with { Environment = With(sources, "XDG_CONFIG_HOME", "relative") };

        Assert.Equal("home", Shell(sources));
    }

    [Fact]
    public void Skipping_the_search_leaves_files_and_settings_that_were_named()
    {
        _root.Write("home/.config/sprocket/sprocket.toml", Setting("home"));
        _root.Write("here/sprocket.toml", Setting("here"));
        string named = _root.Write("named.toml", Setting("environment"));
        ConfigSources sources = Sources() with { SkipSearch = true };
        sources = sources with { Environment = With(sources, "SPROCKET_CONFIG", named) };

        Assert.Equal("bash", Shell(sources));
        Assert.Equal("given", Shell(sources with { Settings = ["run.task.shell=given"] }));
    }

    [Fact]
    public void Tables_merge_arrays_append_and_scalars_replace()
    {
        _root.Write("home/.config/sprocket/sprocket.toml", """
            [run]
            backend = "cluster"
            experimental_features_enabled = true
            [run.backends.cluster]
            type = "slurm_apptainer"
            interval = 10
            sbatch.args = ["--account=lab"]
            default_slurm_partition = { name = "normal", max_cpu_per_task = 8 }
            [[run.backends.cluster.sbatch.conditional]]
            condition = "gpu"
            args = ["--gres=gpu"]
            """);
        _root.Write("here/sprocket.toml", """
            [run.backends.cluster]
            interval = 20
            extra_sbatch_args = ["--qos=long"]
            default_slurm_partition.max_cpu_per_task = 16
            [[run.backends.cluster.sbatch.conditional]]
            condition = "fpga"
            args = ["--gres=fpga"]
            """);

        SlurmConfig slurm = Assert.IsType<SlurmConfig>(
            Load(Sources() with { Settings = ["run.backends.cluster.sbatch.args=['--nice']"] }).Backend);

        Assert.Equal(TimeSpan.FromSeconds(20), slurm.Interval);
        Assert.Equal(new PartitionConfig { Name = "normal", MaxCpuPerTask = 16 }, slurm.DefaultSlurmPartition);
        // Those of the older spelling come first.
        Assert.Equal(["--qos=long", "--account=lab", "--nice"], slurm.Sbatch.Args);
        Assert.Equal(["gpu", "fpga"], slurm.Sbatch.Conditional.Select(entry => entry.Condition.Value));
    }

    [Fact]
    public void The_values_in_force_are_shown_with_the_line_that_each_comes_from()
    {
        string home = _root.Write("home/.config/sprocket/sprocket.toml", "[run.backends.c]\ntype = 'slurm_apptainer'\nsbatch.args = ['a']\n");
        string here = _root.Write("here/sprocket.toml", "run.backends.c.sbatch.args = ['b']\nrun.task.retries = 3\n");

        string resolved = Load(Sources() with { Settings = ["run.fail=fast"], Backend = "local" }).RenderResolved();

        Assert.Contains($"backend = \"local\"  # --backend:1\nfail = \"fast\"  # --set:1\n", resolved, StringComparison.Ordinal);
        Assert.Contains($"retries = 3  # {here}:2\ncontainer = \"ubuntu:latest\"  # default\n", resolved, StringComparison.Ordinal);
        Assert.Contains($"args = [\n  \"a\",  # {home}:3\n  \"b\",  # {here}:1\n]\n", resolved, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_shown_as_in_force_can_be_loaded_again()
    {
        _root.Write("here/sprocket.toml", """
            run.backend = "c d"
            run.experimental_features_enabled = true
            [run.backends."c d"]
            type = "slurm_apptainer"
            interval = "90 s"
            extra_sbatch_args = ['quote " backslash \', "tab\t"]
            gpu_slurm_partition = { name = "gpu", max_memory_per_task = "1.5 GiB" }
            [[run.backends."c d".sbatch.conditional]]
            condition = 'cpu > 4'
            args = ["-x"]
            """);
        string first = WithoutOrigins(Load(Sources()).RenderResolved());
        _root.Write("here/sprocket.toml", first);

        string second = WithoutOrigins(Load(Sources()).RenderResolved());

        Assert.Equal(first, second);
    }

    [Fact]
    public void A_file_found_in_two_places_counts_once()
    {
        _root.Write("here/sprocket.toml", """
            run.backend = "c"
            run.experimental_features_enabled = true
            [run.backends.c]
            type = "slurm_apptainer"
            sbatch.args = ["--once"]
            """);
        ConfigSources sources = Sources() with { ExecutableDirectory = Folder("here"), Files = ["./sprocket.toml"] };

        LoadedConfig loaded = Load(sources);

        Assert.Equal(["--once"], Assert.IsType<SlurmConfig>(loaded.Backend).Sbatch.Args);
        Assert.Equal(["./sprocket.toml"], loaded.Files);
    }

    [Fact]
    public void A_mistake_is_reported_even_where_a_later_file_replaces_the_value()
    {
        _root.Write("home/.config/sprocket/sprocket.toml", "run.task.retries = 'many'\n");
        _root.Write("here/sprocket.toml", "run.task.retries = 3\nrun.fial = 'fast'\n");

        Assert.Equal(["CFG0002", "CFG0001"], CodesOf(Sources()));
    }

    [Fact]
    public void A_path_that_a_later_file_replaces_may_use_variables_that_are_not_set()
    {
        _root.Write("home/.config/sprocket/sprocket.toml", "run.output_dir = '$SCRATCH/runs'\n");
        Assert.Equal(["CFG0010"], CodesOf(Sources()));

        _root.Write("here/sprocket.toml", "run.output_dir = '~/runs'\n");
        Assert.Equal(Folder("home") + "/runs", Load(Sources()).Config.Run.OutputDir);
    }

    [Fact]
    public void What_one_file_leaves_out_another_may_hold()
    {
        _root.Write("home/.config/sprocket/sprocket.toml", "[run.backends.c]\ntype = 'local'\n");
        _root.Write("here/sprocket.toml", "run.backend = 'c'\n[run.backends.c]\ncpu = 2\n");

        Assert.Equal(new LocalConfig { Cpu = 2 }, Load(Sources()).Backend);
    }

    [Fact]
    public void A_named_file_that_does_not_exist_is_an_error()
    {
        Diagnostic diagnostic = Assert.Single(Diagnose(Sources() with { Files = ["missing.toml"] }));

        Assert.Equal("--config:1:1: error CFG0011: cannot read `missing.toml`: it does not exist\n", DiagnosticRenderer.RenderLine(diagnostic));
    }

    [Fact]
    public void A_folder_by_the_name_of_the_file_is_not_passed_over()
    {
        Folder("here/sprocket.toml");

        Diagnostic diagnostic = Assert.Single(Diagnose(Sources()));

        Assert.Equal("CFG0011", diagnostic.Descriptor.Code);
        Assert.EndsWith("here/sprocket.toml`: it is a folder", diagnostic.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_is_no_file()
    {
        Diagnostic diagnostic = Assert.Single(Diagnose(Sources() with { Files = ["."] }));

        Assert.Equal("--config:1:1: error CFG0011: cannot read `.`: it is a folder\n", DiagnosticRenderer.RenderLine(diagnostic));
    }

    [Fact]
    public void A_file_of_the_environment_that_does_not_exist_is_a_warning()
    {
        ConfigSources sources = Sources();
        sources = sources with { Environment = With(sources, "SPROCKET_CONFIG", "missing.toml") };

        Diagnostic diagnostic = Assert.Single(Diagnose(sources));

        Assert.Equal("SPROCKET_CONFIG:1:1: warning CFG0016: the file `missing.toml` does not exist\n", DiagnosticRenderer.RenderLine(diagnostic));
        Assert.NotNull(ConfigLoader.Load(sources, new DiagnosticBag()));
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_reported()
    {
        File.WriteAllBytes(Path.Combine(Folder("here"), "sprocket.toml"), [0x61, 0xFF, 0x3D]);

        Assert.All(Diagnose(Sources()), diagnostic => Assert.StartsWith("TOML", diagnostic.Descriptor.Code, StringComparison.Ordinal));
        Assert.NotEmpty(Diagnose(Sources()));
    }

    // What is between « and » is where the carets are.
    [Theory]
    [InlineData("«run.fail»", "CFG0012", "the setting has no `=`")]
    [InlineData("«»=fast", "CFG0012", "`` is not a key")]
    [InlineData("«run fail»=fast", "CFG0012", "`run fail` is not a key")]
    [InlineData("«run.fail.»=fast", "CFG0012", "`run.fail.` is not a key")]
    [InlineData("run.fail=«medium»", "CFG0004", "`run.fail` must be `\"slow\"` or `\"fast\"`, not `\"medium\"`")]
    [InlineData("run.«fial»=fast", "CFG0001", "there is no key `run.fial`")]
    [InlineData("run.task.retries = «-1»", "CFG0003", "`run.task.retries` must be 0 to 99 or `default`, not -1")]
    [InlineData("run.task.retries=«2\nrun.fail='fast'»", "CFG0002", "`run.task.retries` must be an integer or `default`, not a string")]
    public void A_mistake_in_a_setting_points_into_it(string marked, string code, string message)
    {
        int start = marked.IndexOf('«', StringComparison.Ordinal);
        int end = marked.IndexOf('»', StringComparison.Ordinal) - 1;
        string setting = marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);

        Diagnostic diagnostic = Assert.Single(Diagnose(Sources() with { Settings = [setting] }));

        Assert.Equal((code, message), (diagnostic.Descriptor.Code, diagnostic.Message));
        Assert.Equal(("--set", setting), (diagnostic.Source.Path, diagnostic.Source.Text));
        Assert.Equal(TextSpan.FromBounds(start, end), diagnostic.Span);
    }

    [Fact]
    public void A_mistake_in_a_setting_is_shown_in_it()
    {
        Diagnostic diagnostic = Assert.Single(Diagnose(Sources() with { Settings = ["run.fail"] }));

        Assert.StartsWith("--set:1:1: error CFG0012: the setting has no `=`", DiagnosticRenderer.RenderLine(diagnostic), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("run.task.shell=zsh", "zsh")]
    [InlineData("run.task.shell='z sh'", "z sh")]
    [InlineData("run.task.shell = /bin/bash -e", " /bin/bash -e")]
    [InlineData("run.task.shell=a=b", "a=b")]
    [InlineData("run.\"task\".shell=zsh", "zsh")]
    [InlineData("run.task={shell=\"zsh\", retries=1}", "zsh")]
    public void The_value_of_a_setting_is_toml_or_else_a_string(string setting, string shell) =>
        Assert.Equal(shell, Shell(Sources() with { Settings = [setting] }));

    [Theory]
    [InlineData("local", typeof(LocalConfig))]
    [InlineData("apptainer", typeof(ApptainerConfig))]
    public void The_simple_kinds_of_backend_need_no_table(string name, Type kind)
    {
        _root.Write("here/sprocket.toml", "[run.backends.c]\ntype = 'slurm_apptainer'\n");

        Assert.IsType(kind, Load(Sources() with { Backend = name }).Backend);
    }

    [Fact]
    public void A_table_of_that_name_counts_more_than_the_kind()
    {
        _root.Write("here/sprocket.toml", "[run.backends.local]\ntype = 'local'\ncpu = 3\n");

        Assert.Equal(new LocalConfig { Cpu = 3 }, Load(Sources() with { Backend = "local" }).Backend);
    }

    [Fact]
    public void A_backend_chosen_on_the_command_line_is_named_there_when_it_is_unknown()
    {
        Diagnostic diagnostic = Assert.Single(Diagnose(Sources() with { Backend = "lokal" }));

        Assert.Equal("--backend:1:1: error CFG0013: there is no backend `lokal`; no backend is configured\n  help: did you mean `local`?\n", DiagnosticRenderer.RenderLine(diagnostic));
    }

    [Fact]
    public void The_place_of_a_condition_is_kept()
    {
        _root.Write("here/sprocket.toml", "[[run.backends.c.sbatch.conditional]]\ncondition = 'cpu > 4'\nargs = ['-x']\n[run.backends.c]\ntype = 'slurm_apptainer'\n");

        SlurmConfig slurm = Assert.IsType<SlurmConfig>(Load(Sources() with { Backend = "local" }).Config.Run.Backends["c"]);

        ConfigText condition = Assert.Single(slurm.Sbatch.Conditional).Condition;
        Assert.Equal("'cpu > 4'", condition.Source.ToString(condition.Span));
    }

    [Fact]
    public void The_origin_of_a_value_can_be_asked_for()
    {
        string here = _root.Write("here/sprocket.toml", "run.fail = 'fast'\n");

        LoadedConfig loaded = Load(Sources());

        Assert.Equal(here, loaded.FindOrigin("run", "fail")?.Source.Path);
        Assert.Null(loaded.FindOrigin("run", "backend"));
    }

    private ConfigSources Sources() => new()
    {
        CurrentDirectory = Folder("here"),
        Environment = ImmutableDictionary<string, string>.Empty.Add("HOME", Folder("home")),
    };

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_root.Path, name)).FullName;

    private static string Setting(string shell) => $"[run.task]\nshell = \"{shell}\"\n";

    private static ImmutableDictionary<string, string> With(ConfigSources sources, string name, string value) =>
        ((ImmutableDictionary<string, string>)sources.Environment).SetItem(name, value);

    private static string Shell(ConfigSources sources) => Load(sources).Config.Run.Task.Shell;

    private static LoadedConfig Load(ConfigSources sources)
    {
        DiagnosticBag diagnostics = new();
        LoadedConfig? loaded = ConfigLoader.Load(sources, diagnostics);
        Assert.Empty(diagnostics);
        return Assert.IsType<LoadedConfig>(loaded);
    }

    private static DiagnosticBag Diagnose(ConfigSources sources)
    {
        DiagnosticBag diagnostics = new();
        LoadedConfig? loaded = ConfigLoader.Load(sources, diagnostics);
        Assert.Equal(diagnostics.HasErrors, loaded is null);
        return diagnostics;
    }

    private static IEnumerable<string> CodesOf(ConfigSources sources) => Diagnose(sources).Select(diagnostic => diagnostic.Descriptor.Code);

    private static string WithoutOrigins(string resolved) =>
        string.Join('\n', resolved.Split('\n').Select(line => line.Split("  # ")[0]));
}
