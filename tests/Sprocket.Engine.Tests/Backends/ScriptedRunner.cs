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

    public static ProcessResult Fail(string errors, int exitCode = 1) => new(exitCode, "", errors);
}
