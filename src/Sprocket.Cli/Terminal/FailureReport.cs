using System.Collections.Immutable;
using System.Globalization;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Runs;
using Sprocket.Text;

namespace Sprocket.Cli;

/// <summary>What the user is told about all calls that failed.</summary>
/// <remarks>
/// The elements of a scatter often fail for one reason: of calls of one place in the document that failed with one
/// mistake, the first few are told in full, of each exit code the first before any second, and the others only named.
/// </remarks>
internal static class FailureReport
{
    private const int FullTexts = 3;
    private const int NamedCalls = 20;
    private const int NamedEnds = 8;
    private const int NamedCallsOfEnd = 3;

    /// <summary>The texts, in the order in which each mistake was first seen.</summary>
    /// <param name="failures">What failed, in order.</param>
    /// <param name="palette">The colours.</param>
    public static IEnumerable<string> Render(ImmutableArray<RunFailure> failures, DiagnosticPalette palette) =>
        failures
            .GroupBy(failure => (failure.Diagnostic.Descriptor.Code, failure.Diagnostic.Source, failure.Diagnostic.Span))
            .SelectMany(alike => RenderAlike([.. alike], palette));

    private static IEnumerable<string> RenderAlike(ImmutableArray<RunFailure> failures, DiagnosticPalette palette)
    {
        ImmutableArray<IGrouping<string, RunFailure>> ends = [.. failures.GroupBy(DescribeEnd)];
        HashSet<RunFailure> told =
        [
            .. ends
                .SelectMany(end => end.Select((failure, rank) => (Failure: failure, Rank: rank)))
                .OrderBy(ranked => ranked.Rank)
                .Select(ranked => ranked.Failure)
                .Take(FullTexts),
        ];
        foreach (RunFailure failure in failures.Where(told.Contains))
        {
            yield return FailureText.Render(failure, palette);
        }

        if (failures.Length > FullTexts)
        {
            yield return RenderOthers([.. failures.Where(failure => !told.Contains(failure))], isOneWay: ends.Length == 1, palette);
        }
    }

    private static string RenderOthers(ImmutableArray<RunFailure> others, bool isOneWay, DiagnosticPalette palette)
    {
        string calls = others.Length == 1 ? "call" : "calls";
        string code = others[0].Diagnostic.Descriptor.Code;
        string way = isOneWay ? " in the same way" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{palette.Error}error[{code}]{palette.Reset}{palette.Strong}: {others.Length} more {calls} of it failed{way}:{palette.Reset} {(isOneWay ? Name(others, NamedCalls) : ListEnds(others))}\n");
    }

    // The most frequent ends first.
    private static string ListEnds(ImmutableArray<RunFailure> failures)
    {
        ImmutableArray<RunFailure>[] ends =
            [.. failures.GroupBy(DescribeEnd).Select(end => end.ToImmutableArray()).OrderByDescending(end => end.Length)];
        string named = string.Join(", ", ends.Take(NamedEnds).Select(end => $"{DescribeEnd(end[0])} ({Name(end, NamedCallsOfEnd)})"));
        int unnamed = ends.Skip(NamedEnds).Sum(end => end.Length);
        return unnamed == 0 ? named : string.Create(CultureInfo.InvariantCulture, $"{named}, and {unnamed} otherwise");
    }

    private static string Name(ImmutableArray<RunFailure> failures, int most)
    {
        string names = string.Join(", ", failures.Take(most).Select(failure => $"`{failure.CallId}`"));
        return failures.Length > most ? string.Create(CultureInfo.InvariantCulture, $"{names} and {failures.Length - most} more") : names;
    }

    // What is killed for its memory or its time may end with any exit code, which says nothing then.
    private static string DescribeEnd(RunFailure failure) => failure.Outcome switch
    {
        CommandFailed { ExitCode: int code } => string.Create(CultureInfo.InvariantCulture, $"exit code {code}"),
        CommandFailed { Signal: int signal } => string.Create(CultureInfo.InvariantCulture, $"signal {signal}"),
        Outcome outcome => outcome.Name,
        null => "",
    };
}
