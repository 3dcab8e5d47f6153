using System.Collections.Immutable;
using System.Diagnostics;
using Sprocket.Engine.Configuration;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Backends.Apptainer;

/// <summary>How a task's container is started: from a plan to the arguments of <c>apptainer exec</c>. Pure.</summary>
internal static class ApptainerCommand
{
    /// <summary>Where the command's working directory is in the container.</summary>
    public const string GuestWork = $"{TaskPlan.GuestRoot}/work";

    /// <summary>Where the command is in the container.</summary>
    public const string GuestCommand = $"{TaskPlan.GuestRoot}/command";

    /// <summary>Where the command's standard output goes in the container.</summary>
    public const string GuestStandardOutput = $"{TaskPlan.GuestRoot}/stdout";

    /// <summary>Where the command's standard error goes in the container.</summary>
    public const string GuestStandardError = $"{TaskPlan.GuestRoot}/stderr";

    private const string GuestScript = $"{TaskPlan.GuestRoot}/task.sh";

    /// <summary>The arguments after <c>apptainer exec --workdir DIRECTORY</c>, image and program included.</summary>
    /// <param name="plan">The attempt.</param>
    /// <param name="image">The image's file or directory.</param>
    /// <param name="options">What the configuration says.</param>
    public static ImmutableArray<string> Arguments(TaskPlan plan, string image, ApptainerOptions options)
    {
        ImmutableArray<string>.Builder arguments = ImmutableArray.CreateBuilder<string>();

        // --containall: nothing of the host's environment, home or processes. --no-eval: or the container's shell would
        // evaluate the value of each variable that is handed in.
        arguments.AddRange("--containall", "--no-eval", "--pwd", GuestWork);
        var files = new AttemptDirectory(plan.Directory);
        Mount[] own =
        [
            new(files.WorkPath, GuestWork, IsReadOnly: false),
            new(files.CommandPath, GuestCommand, IsReadOnly: true),
            new(files.TaskScriptPath, GuestScript, IsReadOnly: true),
            new(files.StandardOutputPath, GuestStandardOutput, IsReadOnly: false),
            new(files.StandardErrorPath, GuestStandardError, IsReadOnly: false),
        ];
        foreach (Mount mount in own.Concat(plan.Mounts))
        {
            arguments.AddRange("--mount", FormatMount(mount));
        }

        if (options.HasWritableTree)
        {
            arguments.Add("--writable-tmpfs");
        }

        arguments.AddRange(options.ExtraArguments);
        arguments.AddRange(image, "/bin/sh", GuestScript);
        return arguments.ToImmutable();
    }

    /// <summary>How the container's script sees to the node's GPUs: a flag, <c>auto</c>, or nothing.</summary>
    public static string GpuFlag(TaskPlan plan, ApptainerOptions options) => (plan.Allocation.Gpus > 0, options.GpuSupport) switch
    {
        (false, _) => "",
        (_, GpuSupport.Auto) => "auto",
        (_, GpuSupport.Nvidia) => "--nv",
        (_, GpuSupport.Rocm) => "--rocm",
        _ => throw new UnreachableException(),
    };

    // The value is one CSV record: only a field in quotes may hold commas, colons, line breaks or, doubled, quotes.
    private static string FormatMount(Mount mount) =>
        $"type=bind,\"src={EscapeField(mount.HostPath)}\",\"dst={EscapeField(mount.GuestPath)}\"{(mount.IsReadOnly ? ",ro" : "")}";

    private static string EscapeField(string path) => path.Replace("\"", "\"\"", StringComparison.Ordinal);
}
