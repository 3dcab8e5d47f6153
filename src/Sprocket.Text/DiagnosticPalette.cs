namespace Sprocket.Text;

/// <summary>The escape sequences that colour a rendered diagnostic; empty strings for none.</summary>
/// <param name="Error">Before the word "error" and its carets.</param>
/// <param name="Warning">Before the word "warning" and its carets.</param>
/// <param name="Note">Before the word "note" and its carets.</param>
/// <param name="Strong">Before the message.</param>
/// <param name="Faint">Before gutters and secondary labels.</param>
/// <param name="Reset">After each of them.</param>
public sealed record DiagnosticPalette(string Error, string Warning, string Note, string Strong, string Faint, string Reset)
{
    /// <summary>No colours.</summary>
    public static DiagnosticPalette Plain { get; } = new("", "", "", "", "", "");

    /// <summary>The sixteen colours that every terminal has.</summary>
    public static DiagnosticPalette Ansi { get; } = new("\e[1;31m", "\e[1;33m", "\e[1;36m", "\e[1m", "\e[34m", "\e[0m");

    internal string For(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Error => Error,
        DiagnosticSeverity.Warning => Warning,
        _ => Note,
    };
}
