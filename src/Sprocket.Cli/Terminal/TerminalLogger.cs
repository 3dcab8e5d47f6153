using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Sprocket.Cli;

/// <summary>Writes what the engine traces to standard error, a line each; the one sink there is.</summary>
/// <param name="time">Stamps the lines.</param>
internal sealed class TerminalLogger(TimeProvider time) : ILogger
{
    /// <inheritdoc/>
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc/>
    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Debug;

    /// <inheritdoc/>
    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
        {
            Terminal.WriteError(string.Create(
                CultureInfo.InvariantCulture,
                $"{time.GetUtcNow():HH:mm:ss} {Terminal.Palette.Faint}{formatter(state, exception)}{Terminal.Palette.Reset}\n"));
        }
    }
}
