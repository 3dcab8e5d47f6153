using System.Collections.Immutable;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Backends.Apptainer;
using Sprocket.Engine.Configuration;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Tests.Backends.Apptainer;

public sealed class ApptainerCommandTests
{
    private static readonly TaskPlan Plan = Plans.Plan("/run/attempts/0");
    private static readonly ApptainerOptions Options = new() { WorkingDirectory = "/", ImageDirectory = "/images" };

    [Fact]
    public void The_command_sees_its_files_and_nothing_else_of_the_host()
    {
        TaskPlan plan = Plan with { Mounts = [new Mount("/data/reads", "/mnt/task/inputs/0/reads", IsReadOnly: true)] };

        ImmutableArray<string> arguments = ApptainerCommand.Arguments(plan, "/images/bwa.sif", Options);

        Assert.Equal(
            [
                "--containall", "--no-eval", "--pwd", "/mnt/task/work",
                "--mount", "type=bind,\"src=/run/attempts/0/work\",\"dst=/mnt/task/work\"",
                "--mount", "type=bind,\"src=/run/attempts/0/command\",\"dst=/mnt/task/command\",ro",
                "--mount", "type=bind,\"src=/run/attempts/0/task.sh\",\"dst=/mnt/task/task.sh\",ro",
                "--mount", "type=bind,\"src=/run/attempts/0/stdout\",\"dst=/mnt/task/stdout\"",
                "--mount", "type=bind,\"src=/run/attempts/0/stderr\",\"dst=/mnt/task/stderr\"",
                "--mount", "type=bind,\"src=/data/reads\",\"dst=/mnt/task/inputs/0/reads\",ro",
                "/images/bwa.sif", "/bin/sh", "/mnt/task/task.sh",
            ],
            arguments);
    }

    [Fact]
    public void A_path_may_hold_what_separates_fields()
    {
        TaskPlan plan = Plan with { Mounts = [new Mount("/a,b:c\"d\ne", "/mnt/task/inputs/0/x", IsReadOnly: true)] };

        Assert.Contains("type=bind,\"src=/a,b:c\"\"d\ne\",\"dst=/mnt/task/inputs/0/x\",ro", ApptainerCommand.Arguments(plan, "i", Options));
    }

    [Theory]
    [InlineData(0, GpuSupport.Nvidia, "")]
    [InlineData(2, GpuSupport.Nvidia, "--nv")]
    [InlineData(1, GpuSupport.Rocm, "--rocm")]
    [InlineData(1, GpuSupport.Auto, "auto")]
    public void The_drivers_come_along_when_there_are_GPUs(int gpus, GpuSupport support, string flag)
    {
        TaskPlan plan = Plan with { Allocation = Plan.Allocation with { Gpus = gpus } };

        Assert.Equal(flag, ApptainerCommand.GpuFlag(plan, Options with { GpuSupport = support }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_images_tree_is_writable_where_that_is_configured(bool isWritable) => Assert.Equal(
        isWritable, ApptainerCommand.Arguments(Plan, "i", Options with { HasWritableTree = isWritable }).Contains("--writable-tmpfs"));

    [Fact]
    public void The_configurations_arguments_come_before_the_image()
    {
        ImmutableArray<string> arguments = ApptainerCommand.Arguments(Plan, "image.sif", Options with { ExtraArguments = ["--hostname", "c"] });

        Assert.Equal(["--hostname", "c", "image.sif"], arguments.SkipWhile(argument => argument != "--hostname").Take(3));
    }

    [Fact]
    public void The_scripts_quote_whatever_a_task_says()
    {
        using var directory = new TemporaryDirectory();
        TaskPlan plan = (Plans.Plan(Path.Join(directory.Path, "it's $HOME")) with
        {
            Environment = [new EnvironmentVariable("GREETING", "it's `id`\n$HOME")],
        }).Prepared();

        JobDescription description = AttemptScripts.ForContainer(
            plan, new ImageFile("docker://a:1", "/images/a b.sif", "sha256:0f"), Options with { ScratchDirectory = "/local/$USER" });

        string task = File.ReadAllText(Path.Join(plan.Directory, "task.sh"));
        Assert.Contains("export 'GREETING=it'\\''s `id`\n$HOME'\n", task, StringComparison.Ordinal);
        string container = File.ReadAllText(Path.Join(plan.Directory, "apptainer_command"));
        Assert.Contains("'/images/a b.sif'", container, StringComparison.Ordinal);
        Assert.Contains("\n: container 'docker://a:1'\n: digest 'sha256:0f'\n", container, StringComparison.Ordinal);
        Assert.Equal("/local/$USER", description.ScratchDirectory);
        Assert.Contains($"cd '{directory.Path}/it'\\''s $HOME' || exit 1", container, StringComparison.Ordinal);
        Assert.Equal(Path.Join(plan.Directory, "apptainer.stdout"), description.StartedMark);
    }
}
