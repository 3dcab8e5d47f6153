using System.Collections.Immutable;
using Sprocket.Engine.Configuration;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Makes the job script of a plan. Pure.</summary>
internal static class JobScripts
{
    private const long Mebibyte = 1 << 20;

    /// <summary>The script of a plan.</summary>
    /// <param name="plan">The attempt.</param>
    /// <param name="options">What the configuration says.</param>
    /// <param name="program">The job step's program, where the nodes see it.</param>
    public static JobScript Write(TaskPlan plan, SlurmOptions options, string program)
    {
        Allocation allocation = plan.Allocation;
        Hints hints = plan.Hints;
        SlurmResources resources = options.Resources;
        var files = new AttemptDirectory(plan.Directory);
        bool canBeNamed = CanBeNamed(plan.Directory);
        string? gpus = GenericResources.Gpus(allocation);
        return new JobScript
        {
            JobName = NameJob(plan.CallId, plan.Key, options.JobNamePrefix),

            // Slurm can write to no file whose path holds these; the command's own output goes elsewhere anyway.
            StandardOutput = canBeNamed ? files.JobOutputPath : "/dev/null",
            StandardError = canBeNamed ? files.JobErrorPath : "/dev/null",
            Cpus = Math.Max(1, (long)Math.Ceiling(allocation.Cpu)),

            // Without it a job gets all the memory of its node, and nobody else any. `--mem` takes whole MiB.
            MemoryMiB = SubmitArguments.AskForMemoryTheirWay(allocation.SchedulerArguments)
                ? null
                : Math.Max(1, (allocation.MemoryBytes + Mebibyte - 1) / Mebibyte),
            Minutes = allocation.TimeLimit is { } limit ? Math.Max(1, (long)Math.Ceiling(limit.TotalMinutes)) : null,
            Partition = allocation.Partition,
            Account = OneLine(hints.Account ?? resources.Account),
            Qos = OneLine(hints.Qos ?? resources.Qos),
            Constraint = OneLine(hints.Constraint ?? resources.Constraint),
            Reservation = OneLine(hints.Reservation ?? resources.Reservation),
            Licenses = OneLine(hints.Licenses ?? resources.Licenses),
            Nice = hints.Nice ?? resources.Nice,
            Gres = GenericResources.List(plan, resources),
            Gpus = resources.GpuOption == GpuOption.Gpus ? gpus : null,
            GpusPerNode = resources.GpuOption == GpuOption.GpusPerNode ? gpus : null,
            TemporaryMiB = GenericResources.TemporaryMiB(plan, resources),
            ExcludedNodes = ListExcluded(plan, resources),
            Prologue = options.JobPrologue,
            Attempt = plan.Directory,
            Program = program,
            LastIndex = null,
            Array = null,
            ArrayOutput = null,
            ArrayError = null,
        };
    }

    /// <summary>What a script asks for, whichever attempt it is of: those that are equal in it may share an array.</summary>
    /// <param name="script">The script.</param>
    /// <param name="arguments">What sbatch is told besides.</param>
    public static string Profile(JobScript script, ImmutableArray<string> arguments) =>
        string.Join('\0', (script with { JobName = "", Attempt = null, StandardOutput = null, StandardError = null }).Render().Text, string.Join('\0', arguments));

    /// <summary>The script of an array whose elements are equal in all that they ask for.</summary>
    /// <param name="element">The script of one of them.</param>
    /// <param name="array">The array.</param>
    public static JobScript WriteArray(JobScript element, JobArray array) => element with
    {
        JobName = array.Name,
        Attempt = null,
        StandardOutput = null,
        StandardError = null,
        LastIndex = array.Count - 1,
        Array = array.Path,
        ArrayOutput = array.Path,
        ArrayError = array.Path,
    };

    /// <summary>Whether Slurm can write to files in a directory: there is no way to tell it of these characters.</summary>
    public static bool CanBeNamed(string directory) => directory.AsSpan().IndexOfAny('\\', '\n', '\r') < 0;

    /// <summary>The name of an attempt's job.</summary>
    /// <remarks>The key makes it the only job of that name, by which it is found when sbatch's answer is lost.</remarks>
    public static string NameJob(string callId, string key, string? prefix)
    {
        string name = key.Contains(callId, StringComparison.Ordinal) ? key : $"{callId}.{key}";
        return prefix is null ? name : $"{prefix}-{name}";
    }

    private static string? ListExcluded(TaskPlan plan, SlurmResources resources)
    {
        string[] hinted = plan.Hints.ExcludedNodes is { } nodes ? [nodes] : [];
        string[] all = [.. resources.ExcludedNodes, .. hinted, .. plan.ExcludedNodes];
        return all.Length == 0 ? null : OneLine(string.Join(',', all));
    }

    // No name of Slurm holds a line break, and no directive can; Slurm refuses what is left, and says why.
    private static string? OneLine(string? text) => text is null ? null : new string(Array.ConvertAll(text.ToCharArray(), character => char.IsControl(character) ? ' ' : character));
}
