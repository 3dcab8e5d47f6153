using System.Collections.Immutable;
using System.ComponentModel;
using System.Runtime.InteropServices;
using Sprocket.Engine.Processes;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.JobStep;

/// <summary>One command on its node: starts it, hands signals on, ends it in time, measures it.</summary>
internal sealed class CommandStep : IDisposable
{
    private const int Terminate = 15;

    // SIGHUP, SIGINT, SIGQUIT, SIGUSR1, SIGUSR2, SIGTERM, SIGCONT.
    private static readonly ImmutableArray<int> ForwardedSignals = [1, 2, 3, 10, 12, Terminate, 18];

    // Those after which a command is expected to end.
    private static readonly ImmutableArray<int> EndingSignals = [1, 2, 3, Terminate];

    // A wrapper of the site's before the container runtime may have written something, too.
    private const int MarkLines = 100;

    private readonly string _directory;
    private readonly JobDescription _description;
    private readonly bool _leadsGroup;
    private readonly TimeProvider _time;
    private readonly Lock _lock = new();
    private readonly List<ReceivedSignal> _signals = [];
    private readonly HashSet<int> _echoes = [];
    private ChildProcess? _child;
    private ITimer? _grace;
    private bool _isEnding;
    private bool _timedOut;

    /// <summary>Prepares the step.</summary>
    /// <param name="directory">The attempt's directory.</param>
    /// <param name="description">What to run.</param>
    /// <param name="leadsGroup">Whether this process's group holds only this process and what it starts.</param>
    /// <param name="time">The clock.</param>
    public CommandStep(string directory, JobDescription description, bool leadsGroup, TimeProvider time)
    {
        _directory = directory;
        _description = description;
        _leadsGroup = leadsGroup;
        _time = time;
    }

    /// <summary>Runs the command to its end.</summary>
    public OutcomeFile Run()
    {
        List<PosixSignalRegistration> registrations = [];
        foreach (int signal in ForwardedSignals)
        {
            registrations.Add(PosixSignalRegistration.Create(Raw(signal), context => Receive(context, signal)));
        }

        try
        {
            return Execute();
        }
        finally
        {
            registrations.ForEach(registration => registration.Dispose());
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _grace?.Dispose();

    private OutcomeFile Execute()
    {
        string? jobId = Environment.GetEnvironmentVariable("SLURM_JOB_ID");
        string node = Environment.GetEnvironmentVariable("SLURMD_NODENAME") ?? Environment.MachineName;
        var group = MemoryGroup.OfThisProcess(jobId);
        DateTimeOffset start = _time.GetUtcNow();
        int? exitCode = null;
        string? startError = null;
        using var scratch = ScratchDirectory.Create(_description, _directory);
        try
        {
            using var child = ChildProcess.Start(Command(scratch.Path), inheritsOutput: true);
            Adopt(child);
            Notice.Leave(_description, Notice.Started + node);
            child.CloseInput();
            Wait(child);
            exitCode = child.ExitCode;
            Adopt(null);
        }
        catch (ProcessStartException exception)
        {
            startError = exception.Message;
        }

        (TimeSpan cpuTime, long peakMemoryBytes) = NativeProcess.ChildUsage();
        lock (_lock)
        {
            return new OutcomeFile
            {
                ExitCode = exitCode,
                StartError = startError,
                CommandStarted = startError is null && _description.StartedMark is { } mark ? StorageFile.ReadTail(mark, MarkLines).Contains(JobDescription.StartedWord) : null,
                Start = start,
                End = _time.GetUtcNow(),
                Node = node,
                JobId = SchedulerJob.Id,
                PeakMemoryBytes = peakMemoryBytes,
                CpuTime = cpuTime,
                GroupPeakMemoryBytes = group?.PeakBytes,
                OomKills = group?.OomKills,
                IsGroupOfJob = group?.IsOfJob ?? false,
                TimedOut = _timedOut,
                Signals = [.. _signals],
            };
        }
    }

    private ProcessCommand Command(string scratch)
    {
        ImmutableDictionary<string, string>.Builder environment = ProcessEnvironment.Current.ToBuilder();
        environment[ScratchDirectory.Variable] = scratch;
        foreach ((string name, string? value) in _description.Environment)
        {
            if (value is null)
            {
                environment.Remove(name);
            }
            else
            {
                environment[name] = value;
            }
        }

        return new ProcessCommand(_description.Arguments[0], _description.Arguments[1..])
        {
            Environment = environment.ToImmutable(),
            WorkingDirectory = _description.WorkingDirectory ?? _directory,
        };
    }

    // A signal that came while the command was being started is delivered as soon as there is somebody to deliver it to.
    private void Adopt(ChildProcess? child)
    {
        lock (_lock)
        {
            _child = child;
            if (child is not null && _isEnding)
            {
                Deliver(child, Terminate);
                BeginGrace();
            }
        }
    }

    private void Receive(PosixSignalContext context, int signal)
    {
        context.Cancel = true;
        lock (_lock)
        {
            if (_echoes.Remove(signal))
            {
                return;
            }

            _signals.Add(new ReceivedSignal(SignalName.Of(signal), _time.GetUtcNow()));
            _isEnding |= EndingSignals.Contains(signal);
            if (_child is { } child)
            {
                Deliver(child, signal);
                if (_isEnding)
                {
                    BeginGrace();
                }
            }
        }
    }

    // On this thread: those of a pool would cost more than the rest of the step.
    private void Wait(ChildProcess child)
    {
        using ITimer? limit = _description.TimeLimit is { } time ? _time.CreateTimer(_ => TimeOut(), null, time, Timeout.InfiniteTimeSpan) : null;
        child.Wait();

        // A shell ends at the first signal, whatever its tools make of it.
        if (_isEnding && _leadsGroup)
        {
            ProcessGroup.KillOthers();
        }
    }

    private void TimeOut()
    {
        lock (_lock)
        {
            if (_child is { HasEnded: false } child && !_isEnding)
            {
                _timedOut = true;
                _isEnding = true;
                Deliver(child, Terminate);
                BeginGrace();
            }
        }
    }

    private void BeginGrace() => _grace ??= _time.CreateTimer(_ => Kill(), null, _description.StopGrace, Timeout.InfiniteTimeSpan);

    private void Kill()
    {
        try
        {
            lock (_lock)
            {
                _child?.Kill();
            }
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception or AggregateException)
        {
            // What may not be killed is waited for; the scheduler has the last word.
        }
    }

    // The group includes this process: what it sends there comes back to it once.
    private void Deliver(ChildProcess child, int signal)
    {
        if (_description.SignalsGroup && _leadsGroup)
        {
            _echoes.Add(signal);
            NativeProcess.Signal(NativeProcess.OwnGroup, signal);
        }
        else
        {
            NativeProcess.Signal(child.Id, signal);
        }
    }

    private static PosixSignal Raw(int signal) => (PosixSignal)signal;
}
