using System.Globalization;

namespace Sprocket.Conformance;

/// <summary>Runs the published binary against WDL cases and prints a table per version, corpus and category.</summary>
internal static class Program
{
    private const string Usage = "usage: run [--binary FILE] [--jobs N] [--only TEXT] [--verbose] [--config FILE] [--disputed FILE] [CASES_DIRECTORY…]";

    private static async Task<int> Main(string[] arguments)
    {
        string binary = "";
        string only = "";
        int jobs = Environment.ProcessorCount;
        bool isVerbose = false;
        Dictionary<string, string> disputed = [];
        List<string> extra = [];
        List<string> directories = [];
        for (int i = 0; i < arguments.Length; i++)
        {
            switch (arguments[i])
            {
                case "--binary" when i + 1 < arguments.Length:
                    binary = Path.GetFullPath(arguments[++i]);
                    break;
                case "--jobs" when i + 1 < arguments.Length:
                    jobs = int.Parse(arguments[++i], CultureInfo.InvariantCulture);
                    break;
                case "--only" when i + 1 < arguments.Length:
                    only = arguments[++i];
                    break;
                case "--config" when i + 1 < arguments.Length:
                    extra.AddRange(["--config", Path.GetFullPath(arguments[++i])]);
                    break;
                case "--disputed" when i + 1 < arguments.Length:
                    disputed = ReadDisputed(arguments[++i]);
                    break;
                case "--verbose":
                    isVerbose = true;
                    break;
                case ['-', ..]:
                    await Console.Error.WriteLineAsync(Usage);
                    return 2;
                default:
                    directories.Add(arguments[i]);
                    break;
            }
        }

        ConformanceCase[] cases =
        [
            .. directories.SelectMany(directory => Directory.EnumerateFiles(directory, "config.json", SearchOption.AllDirectories))
                .SelectMany(file => ConformanceCase.ReadAll(Path.GetDirectoryName(file)!))
                .Where(test => test.Id.Contains(only, StringComparison.Ordinal))
                .OrderBy(test => test.Id, StringComparer.Ordinal),
        ];
        if (cases.Length == 0 || !File.Exists(binary))
        {
            await Console.Error.WriteLineAsync(cases.Length == 0 ? $"no cases found\n{Usage}" : $"no binary at `{binary}`\n{Usage}");
            return 2;
        }

        CaseResult[] results = new CaseResult[cases.Length];
        var runner = new CaseRunner(binary, extra, TimeSpan.FromMinutes(2));
        await Parallel.ForAsync(
            0,
            cases.Length,
            new ParallelOptions { MaxDegreeOfParallelism = jobs },
            async (index, _) => results[index] = Judge(await runner.RunAsync(cases[index]), disputed));

        foreach (CaseResult result in results)
        {
            if (result.Verdict == Verdict.Failed && (isVerbose || !IsOptionalFailure(result)))
            {
                Console.WriteLine($"{result.Verdict} ({result.Case.Priority}) {result.Case.Id}: {result.Reason.TrimEnd()}\n");
            }
        }

        PrintTable(results);
        return results.Any(result => result.Verdict == Verdict.Failed && result.Case.Priority == "required") ? 1 : 0;
    }

    // Each line of the file is the id of a case whose expectation contradicts the specification, a tab, and how.
    private static Dictionary<string, string> ReadDisputed(string path) => File.ReadLines(path)
        .Select(line => line.Split('\t', 2))
        .ToDictionary(parts => parts[0], parts => parts[1]);

    private static CaseResult Judge(CaseResult result, Dictionary<string, string> disputed) =>
        result.Verdict == Verdict.Failed && disputed.TryGetValue(result.Case.Id, out string? reason)
            ? result with { Verdict = Verdict.Disputed, Reason = reason }
            : result;

    private static void PrintTable(CaseResult[] results)
    {
        Console.WriteLine("| version | cases | category | required passed | required failed | optional passed | optional failed | disputed | not run |");
        Console.WriteLine("| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |");
        foreach (IGrouping<string, CaseResult> version in results.GroupBy(result => result.Case.Version).OrderBy(group => group.Key))
        {
            foreach (IGrouping<(string Corpus, string Category), CaseResult> group in version.GroupBy(result => (result.Case.Corpus, result.Case.Category)).OrderBy(group => group.Key))
            {
                PrintRow(version.Key, group.Key.Corpus, group.Key.Category, [.. group]);
            }
        }

        PrintRow("all", "", "", results);
        Console.WriteLine();
        foreach (CaseResult result in results.Where(IsOptionalFailure))
        {
            Console.WriteLine($"optional, failed: {result.Case.Id}: {GetMessage(result.Reason)}");
        }

        foreach (CaseResult result in results.Where(result => result.Verdict == Verdict.Disputed))
        {
            Console.WriteLine($"disputed, fails: {result.Case.Id}: {result.Reason}");
        }

        foreach (IGrouping<string, CaseResult> group in results.Where(result => result.Verdict == Verdict.NotRun).GroupBy(result => result.Reason))
        {
            Console.WriteLine($"not run, {group.Key}: {string.Join(' ', group.Select(result => result.Case.Id))}");
        }

        // Optional cases are contested or depend on the machine: they are shown, but do not fail the run.
        int passed = results.Count(result => result.Verdict == Verdict.Passed);
        int failed = results.Count(result => result.Verdict == Verdict.Failed && result.Case.Priority == "required");
        Console.WriteLine($"{passed} passed, {failed} failed");
    }

    private static void PrintRow(string version, string corpus, string category, CaseResult[] results)
    {
        int Count(string priority, Verdict verdict) => results.Count(result => result.Case.Priority == priority && result.Verdict == verdict);
        Console.WriteLine(
            $"| {version} | {corpus} | {category} | {Count("required", Verdict.Passed)} | {Count("required", Verdict.Failed)} "
            + $"| {Count("optional", Verdict.Passed)} | {Count("optional", Verdict.Failed)} "
            + $"| {results.Count(result => result.Verdict == Verdict.Disputed)} | {results.Count(result => result.Verdict == Verdict.NotRun)} |");
    }

    private static bool IsOptionalFailure(CaseResult result) => result.Verdict == Verdict.Failed && result.Case.Priority != "required";

    // Of a diagnostic the line with the message; the rest shows the place.
    private static string GetMessage(string reason)
    {
        string[] lines = reason.Split('\n');
        return (lines.FirstOrDefault(line => line.Contains("error ", StringComparison.Ordinal)) ?? lines[0]).Trim();
    }
}
