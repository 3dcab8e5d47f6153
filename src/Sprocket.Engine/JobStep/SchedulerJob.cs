namespace Sprocket.Engine.JobStep;

/// <summary>The scheduler's job that this process is part of.</summary>
internal static class SchedulerJob
{
    /// <summary>Its id as the runner knows it, <c>17</c> or <c>17_3</c>; null outside of jobs.</summary>
    /// <remarks>
    /// Each element of an array has an id of its own in <c>SLURM_JOB_ID</c>, too, but the last one to start has the array's there.
    /// https://slurm.schedmd.com/job_array.html
    /// </remarks>
    public static string? Id =>
        Environment.GetEnvironmentVariable("SLURM_ARRAY_JOB_ID") is { } array && Environment.GetEnvironmentVariable("SLURM_ARRAY_TASK_ID") is { } index
            ? $"{array}_{index}"
            : Environment.GetEnvironmentVariable("SLURM_JOB_ID");
}
