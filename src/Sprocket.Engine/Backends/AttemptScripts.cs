using Sprocket.Engine.Backends.Apptainer;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Backends;

/// <summary>Writes into an attempt's directory what the job step needs to start the command.</summary>
internal static class AttemptScripts
{
    private const UnixFileMode Script = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    /// <summary>Writes the scripts of a command that runs on its host as it is, and returns what starts it.</summary>
    public static JobDescription ForHost(TaskPlan plan)
    {
        var files = new AttemptDirectory(plan.Directory);
        WriteTaskScript(plan, files.TaskScriptPath, files.WorkPath, files.CommandPath, files.StandardOutputPath, files.StandardErrorPath);
        return new JobDescription { Arguments = ["/bin/sh", files.TaskScriptPath], SignalsGroup = true, NoticeName = plan.Key };
    }

    /// <summary>Writes the scripts of a command that runs in a container, and returns what starts it.</summary>
    /// <param name="plan">The attempt.</param>
    /// <param name="image">Its image.</param>
    /// <param name="options">What the configuration says about containers.</param>
    public static JobDescription ForContainer(TaskPlan plan, ImageFile image, ApptainerOptions options)
    {
        var files = new AttemptDirectory(plan.Directory);
        WriteTaskScript(
            plan,
            files.TaskScriptPath,
            ApptainerCommand.GuestWork,
            ApptainerCommand.GuestCommand,
            ApptainerCommand.GuestStandardOutput,
            ApptainerCommand.GuestStandardError);
        var script = new ContainerScript
        {
            Attempt = plan.Directory,
            Container = image.Container,
            Digest = image.Digest,
            Gpu = ApptainerCommand.GpuFlag(plan, options),
            Executable = options.Executable,
            Arguments = ApptainerCommand.Arguments(plan, image.Path, options),
            StandardOutput = files.ContainerOutputPath,
            StandardError = files.ContainerErrorPath,
        };
        WriteScript(files.ContainerScriptPath, script.Render().Text);
        return new JobDescription
        {
            Arguments = ["/bin/sh", files.ContainerScriptPath],
            StartedMark = files.ContainerOutputPath,
            ScratchDirectory = options.ScratchDirectory,
            NoticeName = plan.Key,
        };
    }

    private static void WriteTaskScript(TaskPlan plan, string path, string work, string command, string standardOutput, string standardError)
    {
        var script = new TaskScript
        {
            Environment = [.. plan.Environment.Select(variable => $"{variable.Name}={variable.Value}")],
            WorkDirectory = work,
            Shell = plan.Shell,
            Command = command,
            StandardOutput = standardOutput,
            StandardError = standardError,
        };
        WriteScript(path, script.Render().Text);
    }

    private static void WriteScript(string path, string text) => StorageFile.Guard("cannot write", path, () =>
    {
        StorageFile.Write(path, text, isDurable: false);
        File.SetUnixFileMode(path, Script);
    });
}
