using System.Collections.Concurrent;
using Sprocket.Engine.Processes;

namespace Sprocket.Engine.Tests.Backends;

/// <summary>Answers for programs in their place, and keeps what they were asked.</summary>
internal sealed class ScriptedRunner : IProcessRunner
{
    private readonly ConcurrentQueue<ProcessCommand> _commands = new();

    /// <summary>What a command answers.</summary>
    public Func<ProcessCommand, ProcessResult> Answer { get; set; } = _ => Say("");

    public IReadOnlyCollection<ProcessCommand> Commands => _commands;

    /// <summary>The command lines of one program.</summary>
    public string[] Lines(string program) =>
        [.. _commands.Where(command => command.FileName == program).Select(command => string.Join(' ', command.Arguments))];

    public async Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellation)
    {
        _commands.Enqueue(command);
        await Task.Yield();
        cancellation.ThrowIfCancellationRequested();
        return Answer(command);
    }

    public static ProcessResult Say(string output) => new(0, output, "");

    /// <summary>Rows of a table that squeue or sacct print under the header which the command asks for; other commands print nothing else.</summary>
    public static ProcessResult List(ProcessCommand command, string rows) => Say(command.FileName is "squeue" or "sacct" ? Header(command) + rows : rows);

    public static ProcessResult Fail(string errors, int exitCode = 1) => new(exitCode, "", errors);

    // As the commands of 22.05 to 26.05 print them: cases/slurm.
    private static string Header(ProcessCommand command) => command.Arguments[command.Arguments.IndexOf("-o") + 1] switch
    {
        "%i|%S|%T|%N|%r" => "JOBID|START_TIME|STATE|NODELIST|REASON\n",
        "%i|%j" => "JOBID|NAME\n",
        "jobid,jobidraw,state,exitcode,nodelist,reason" => "JobID|JobIDRaw|State|ExitCode|NodeList|Reason\n",
        "jobid,jobname" => "JobID|JobName\n",
        string format => throw new InvalidOperationException(format),
    };
}
