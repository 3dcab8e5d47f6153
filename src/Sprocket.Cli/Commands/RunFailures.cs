using Sprocket.Engine.Backends;
using Sprocket.Engine.Storage;

namespace Sprocket.Cli.Commands;

/// <summary>What is said, and which exit code it is, when a command on a run cannot go on.</summary>
internal static class RunFailures
{
    /// <summary>Does what a command does.</summary>
    /// <returns>Its exit code, or that of what kept it from going on.</returns>
    public static async Task<int> GuardAsync(Func<Task<int>> command)
    {
        try
        {
            return await command();
        }
        catch (RunStateException exception)
        {
            Terminal.ReportError(exception.Descriptor.Code, exception.Message, exception.Help);
            return ExitCode.NothingRan;
        }
        catch (StorageException exception)
        {
            Terminal.ReportError(StorageDiagnostics.CannotWrite.Code, exception.Message, exception.Help);
        }
        catch (BackendUnavailableException exception)
        {
            Terminal.ReportError(exception.Code, exception.Message, exception.Help);
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }

        return ExitCode.Environment;
    }
}
