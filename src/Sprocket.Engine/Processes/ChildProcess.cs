using System.ComponentModel;
using System.Diagnostics;

namespace Sprocket.Engine.Processes;

/// <summary>A program that this process started. The only file that touches <see cref="Process"/>.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int Terminate = 15;

    private readonly Process _process;

    private ChildProcess(Process process)
    {
        _process = process;
    }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Its exit code, once it ended; 128 + N when signal N ended it.</summary>
    public int ExitCode => _process.ExitCode;

    /// <summary>What it writes to standard output, unless it inherited this process's.</summary>
    public Stream StandardOutput => _process.StandardOutput.BaseStream;

    /// <summary>What it writes to standard error, unless it inherited this process's.</summary>
    public Stream StandardError => _process.StandardError.BaseStream;

    private bool InheritsOutput => !_process.StartInfo.RedirectStandardOutput;

    /// <summary>Starts a program; its three streams are pipes, or its two output streams are this process's own.</summary>
    /// <exception cref="ProcessStartException">The program could not be started.</exception>
    public static ChildProcess Start(ProcessCommand command, bool inheritsOutput)
    {
        string file = Find(command);
        var start = new ProcessStartInfo(file)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = !inheritsOutput,
            RedirectStandardError = !inheritsOutput,
            WorkingDirectory = command.WorkingDirectory ?? "",
        };
        foreach (string argument in command.Arguments)
        {
            start.ArgumentList.Add(argument);
        }

        if (command.Environment is { } environment)
        {
            start.Environment.Clear();
            foreach ((string name, string value) in environment)
            {
                start.Environment[name] = value;
            }
        }

        try
        {
            return new ChildProcess(Process.Start(start)!);
        }
        catch (Win32Exception exception)
        {
            throw new ProcessStartException(command.FileName, $"cannot start `{file}`: {exception.Message}", exception);
        }
    }

    /// <summary>Whether it ended.</summary>
    public bool HasEnded => _process.HasExited;

    /// <summary>Closes its standard input, to which nothing was written.</summary>
    public void CloseInput()
    {
        try
        {
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended, or closed its input, before.
        }
    }

    /// <summary>Waits on this thread until it ended.</summary>
    public void Wait() => _process.WaitForExit();

    /// <summary>Writes the text, or nothing, to its standard input and closes it.</summary>
    public async Task WriteInputAsync(string? text)
    {
        try
        {
            await using StreamWriter input = _process.StandardInput;
            if (text is not null)
            {
                await input.WriteAsync(text);
            }
        }
        catch (IOException)
        {
            // The program ended, or closed its input, without reading all of it; its exit code tells the rest.
        }
    }

    /// <summary>Waits until it ended.</summary>
    public Task WaitAsync(CancellationToken cancellation) => _process.WaitForExitAsync(cancellation);

    /// <summary>Ends it: by SIGTERM and patience first, unless the grace is zero, then together with all that it started.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        if (grace > TimeSpan.Zero && !_process.HasExited && NativeProcess.Signal(_process.Id, Terminate))
        {
            using var patience = new CancellationTokenSource(grace);
            try
            {
                await WaitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                // It had its time.
            }
        }

        Kill();
        await WaitAsync(CancellationToken.None);
    }

    /// <summary>Kills it together with all that it started, if it has not ended.</summary>
    public void Kill()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!InheritsOutput)
        {
            // Disposing of the process alone leaves pipes that were read open until a garbage collection.
            _process.StandardOutput.Dispose();
            _process.StandardError.Dispose();
        }

        _process.Dispose();
    }

    private static string Find(ProcessCommand command)
    {
        if (command.WorkingDirectory is { } directory && !Directory.Exists(directory))
        {
            throw new ProcessStartException(command.FileName, $"cannot start `{command.FileName}` in `{directory}`: no such directory");
        }

        string? path = command.Environment is { } environment
            ? environment.GetValueOrDefault("PATH")
            : Environment.GetEnvironmentVariable("PATH");
        if (ProgramPath.Find(command.FileName, path) is { } file)
        {
            return file;
        }

        string message = !command.FileName.Contains('/', StringComparison.Ordinal)
            ? $"`{command.FileName}` is not on PATH"
            : File.Exists(command.FileName)
                ? $"`{command.FileName}` may not be executed"
                : $"`{command.FileName}` does not exist";
        throw new ProcessStartException(command.FileName, message);
    }
}
