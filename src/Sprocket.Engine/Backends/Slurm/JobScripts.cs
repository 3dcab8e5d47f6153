using System.Collections.Immutable;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Makes the job script of a plan. Pure.</summary>
internal static class JobScripts
{
    private const long Mebibyte = 1 << 20;

    /// <summary>The script of a plan.</summary>
    /// <param name="plan">The attempt.</param>
    /// <param name="options">What the configuration says.</param>
    /// <param name="arguments">What sbatch is told besides, which may settle something already.</param>
    /// <param name="program">The job step's program, where the nodes see it.</param>
    public static JobScript Write(TaskPlan plan, SlurmOptions options, ImmutableArray<string> arguments, string program)
    {
        Allocation allocation = plan.Allocation;
        var files = new AttemptDirectory(plan.Directory);
        bool canBeNamed = plan.Directory.AsSpan().IndexOfAny('\\', '\n', '\r') < 0;
        return new JobScript
        {
            JobName = NameJob(plan.CallId, plan.Key, options.JobNamePrefix),

            // Slurm can write to no file whose path holds these; the command's own output goes elsewhere anyway.
            StandardOutput = canBeNamed ? files.JobOutputPath : "/dev/null",
            StandardError = canBeNamed ? files.JobErrorPath : "/dev/null",
            Cpus = Math.Max(1, (long)Math.Ceiling(allocation.Cpu)),

            // Without it a job gets all the memory of its node, and nobody else any. `--mem` takes whole MiB.
            MemoryMiB = SubmitArguments.AskForMemoryTheirWay(arguments) ? null : Math.Max(1, (allocation.MemoryBytes + Mebibyte - 1) / Mebibyte),
            Minutes = allocation.TimeLimit is { } limit ? Math.Max(1, (long)Math.Ceiling(limit.TotalMinutes)) : null,
            Partition = allocation.Partition,
            Account = plan.Hints.Account,
            Qos = plan.Hints.Qos,
            Constraint = plan.Hints.Constraint,
            Gres = allocation.Gpus == 0 || SubmitArguments.AskForDevices(arguments) ? null
                : allocation.GpuType is { } type ? $"gpu:{type}:{allocation.Gpus}" : $"gpu:{allocation.Gpus}",
            ExcludedNodes = plan.ExcludedNodes.IsEmpty ? null : string.Join(',', plan.ExcludedNodes),
            Prologue = options.JobPrologue,
            Attempt = plan.Directory,
            Program = program,
        };
    }

    /// <summary>The name of an attempt's job.</summary>
    /// <remarks>The key makes it the only job of that name, by which it is found when sbatch's answer is lost.</remarks>
    public static string NameJob(string callId, string key, string? prefix)
    {
        string name = key.Contains(callId, StringComparison.Ordinal) ? key : $"{callId}.{key}";
        return prefix is null ? name : $"{prefix}-{name}";
    }
}
