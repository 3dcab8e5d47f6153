using System.Collections.Immutable;
using System.Globalization;
using Sprocket.Engine.Runs;
using Sprocket.Text;

namespace Sprocket.Cli;

/// <summary>What the user is told about all calls that failed.</summary>
/// <remarks>
/// The elements of a scatter often fail for one reason: of calls of one place in the document that failed in the same
/// way, the first few are told in full and the others only named.
/// </remarks>
internal static class FailureReport
{
    private const int FullTexts = 3;
    private const int NamedCalls = 20;

    /// <summary>The texts, in the order in which each way of failing was first seen.</summary>
    /// <param name="failures">What failed, in order.</param>
    /// <param name="palette">The colours.</param>
    public static IEnumerable<string> Render(ImmutableArray<RunFailure> failures, DiagnosticPalette palette) =>
        failures
            .GroupBy(failure => (failure.Diagnostic.Descriptor.Code, failure.Diagnostic.Source, failure.Diagnostic.Span))
            .SelectMany(alike => RenderAlike([.. alike], palette));

    private static IEnumerable<string> RenderAlike(ImmutableArray<RunFailure> failures, DiagnosticPalette palette)
    {
        foreach (RunFailure failure in failures.Take(FullTexts))
        {
            yield return FailureText.Render(failure, palette);
        }

        if (failures.Length > FullTexts)
        {
            yield return RenderOthers(failures[FullTexts..], palette);
        }
    }

    private static string RenderOthers(ImmutableArray<RunFailure> others, DiagnosticPalette palette)
    {
        string calls = others.Length == 1 ? "call" : "calls";
        string code = others[0].Diagnostic.Descriptor.Code;
        string names = string.Join(", ", others.Take(NamedCalls).Select(failure => $"`{failure.CallId}`"));
        string unnamed = others.Length > NamedCalls ? string.Create(CultureInfo.InvariantCulture, $" and {others.Length - NamedCalls} more") : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{palette.Error}error[{code}]{palette.Reset}{palette.Strong}: {others.Length} more {calls} of it failed in the same way:{palette.Reset} {names}{unnamed}\n");
    }
}
