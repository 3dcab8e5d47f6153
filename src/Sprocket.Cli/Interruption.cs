using System.Globalization;
using System.Runtime.InteropServices;
using Sprocket.Engine.Backends;

namespace Sprocket.Cli;

/// <summary>Turns Ctrl-C, SIGTERM and SIGHUP into the two stages of stopping a run.</summary>
/// <remarks>
/// The first one drains, the second one cancels; where the run fails fast, the first one does both. A hang-up is never the
/// second one: a log-out may send several, by the terminal, the shell and systemd, and must not end what runs.
/// </remarks>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _drain = new();
    private readonly CancellationTokenSource _cancel = new();
    private readonly bool _isFast;
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Begins to listen.</summary>
    /// <param name="isFast">Whether the first Ctrl-C cancels what runs.</param>
    public Interruption(bool isFast)
    {
        _isFast = isFast;
        PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, .. IsHangUpIgnored() ? [] : (PosixSignal[])[PosixSignal.SIGHUP]];
        _registrations = Array.ConvertAll(signals, signal => PosixSignalRegistration.Create(signal, OnSignal));
    }

    /// <summary>When the run has to stop.</summary>
    public RunCancellation Stages => new(_drain.Token, _cancel.Token);

    /// <summary>Stops the run as the second signal does.</summary>
    public void CancelAll()
    {
        _drain.Cancel();
        _cancel.Cancel();
    }

    /// <summary>Whether any signal has come.</summary>
    public bool HasCome => _drain.IsCancellationRequested;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (PosixSignalRegistration registration in _registrations)
        {
            registration.Dispose();
        }

        _drain.Dispose();
        _cancel.Dispose();
    }

    // Under nohup the run must outlive the terminal; registering would undo that.
    private static bool IsHangUpIgnored()
    {
        const string Field = "SigIgn:";
        try
        {
            string? line = File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith(Field, StringComparison.Ordinal));
            return line is not null
                && ulong.TryParse(line.AsSpan(Field.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out ulong ignored)
                && (ignored & 1) != 0;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private void OnSignal(PosixSignalContext context)
    {
        context.Cancel = true;
        bool isFirst = !_drain.IsCancellationRequested;
        _drain.Cancel();
        if (_isFast || (!isFirst && context.Signal != PosixSignal.SIGHUP))
        {
            _cancel.Cancel();
        }
        else if (isFirst)
        {
            string again = context.Signal == PosixSignal.SIGINT ? "Ctrl-C again" : "a second SIGTERM";
            Terminal.WriteError($"interrupted: waiting for what runs; {again} cancels it\n");
        }
    }
}
