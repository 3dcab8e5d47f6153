using System.Text;
using Sprocket.Text;

namespace Sprocket.Cli;

/// <summary>The screen: results go to standard output, everything said about them to standard error.</summary>
internal static class Terminal
{
    private const int DefaultWidth = 80;

    private static readonly Lock ErrorLock = new();
    private static string _statusLine = "";

    /// <summary>Whether standard error is a terminal that a person watches.</summary>
    public static bool IsInteractive { get; } =
        !Console.IsErrorRedirected && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb");

    /// <summary>The colours for messages on standard error.</summary>
    public static DiagnosticPalette Palette { get; private set; } = DiagnosticPalette.Plain;

    /// <summary>The width of the terminal in columns; 80 where it cannot be told.</summary>
    public static int Width
    {
        get
        {
            try
            {
                return Console.WindowWidth is int width and > 0 ? width : DefaultWidth;
            }
            catch (Exception exception) when (exception is IOException or PlatformNotSupportedException)
            {
                return DefaultWidth;
            }
        }
    }

    /// <summary>Decides about colour: <c>always</c>, <c>never</c>, or <c>auto</c>, which obeys https://no-color.org.</summary>
    public static void UseColor(string when)
    {
        bool isWanted = when switch
        {
            "always" => true,
            "never" => false,
            _ => IsInteractive && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")),
        };
        Palette = isWanted ? DiagnosticPalette.Ansi : DiagnosticPalette.Plain;
    }

    /// <summary>Writes a result to standard output, at once.</summary>
    /// <exception cref="OutputException">It cannot be written, and that it was must not be believed.</exception>
    public static void WriteOutput(string text)
    {
        // Not Console.Out: its encoding, lock and terminal database take longer to set up than all of `--version`.
        using Stream stream = Console.OpenStandardOutput();
        try
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
        catch (IOException exception)
        {
            throw new OutputException(exception);
        }
    }

    /// <summary>Writes a message to standard error, at once, above the status line if there is one.</summary>
    public static void WriteError(string text)
    {
        lock (ErrorLock)
        {
            WriteRaw(_statusLine.Length == 0 ? text : $"\r\e[K{text}{_statusLine}");
        }
    }

    /// <summary>Shows one line below all messages, in place of the one shown before; empty takes it away.</summary>
    /// <remarks>Does nothing unless <see cref="IsInteractive"/>.</remarks>
    public static void ShowStatus(string line)
    {
        if (!IsInteractive)
        {
            return;
        }

        lock (ErrorLock)
        {
            _statusLine = line;
            WriteRaw($"\r\e[K{line}");
        }
    }

    /// <summary>Reports a mistake that has no place in a text.</summary>
    /// <param name="code">The stable code.</param>
    /// <param name="message">What happened, lower case, no final stop.</param>
    /// <param name="help">What to do, or null.</param>
    public static void ReportError(string code, string message, string? help)
    {
        string text = $"{Palette.Error}error[{code}]{Palette.Reset}{Palette.Strong}: {message}{Palette.Reset}\n";
        WriteError(help is null ? text : $"{text}  {Palette.Faint}={Palette.Reset} help: {help}\n");
    }

    /// <summary>Prints diagnostics in the order of their places.</summary>
    /// <param name="diagnostics">What to print.</param>
    /// <param name="isQuiet">Whether to leave out what is not an error.</param>
    public static void ReportDiagnostics(DiagnosticBag diagnostics, bool isQuiet)
    {
        foreach (Diagnostic diagnostic in diagnostics.ToSorted())
        {
            if (diagnostic.IsError || !isQuiet)
            {
                WriteError(DiagnosticRenderer.Render(diagnostic, Palette) + "\n");
            }
        }
    }

    // A run must not end because the disk that its log goes to is full, or its terminal is gone: the journal has it all.
    private static void WriteRaw(string text)
    {
        using Stream stream = Console.OpenStandardError();
        try
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
        catch (IOException)
        {
        }
    }
}
