using System.Globalization;

namespace Sprocket.Conformance;

/// <summary>Runs the published binary against WDL cases and prints a table per version and corpus.</summary>
internal static class Program
{
    private const string Usage = "usage: run [--binary FILE] [--jobs N] [--only TEXT] [--verbose] [--config FILE] [CASES_DIRECTORY…]";

    private static async Task<int> Main(string[] arguments)
    {
        string binary = "";
        string only = "";
        int jobs = Environment.ProcessorCount;
        bool isVerbose = false;
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
                .Select(file => ConformanceCase.Read(Path.GetDirectoryName(file)!))
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
            async (index, _) => results[index] = await runner.RunAsync(cases[index]));

        foreach (CaseResult result in results)
        {
            if (result.Verdict == Verdict.Failed || (isVerbose && result.Verdict == Verdict.NotRun))
            {
                Console.WriteLine($"{result.Verdict} ({result.Case.Priority}) {result.Case.Id}: {result.Reason.TrimEnd()}\n");
            }
        }

        PrintTable(results);
        return results.Any(result => result.Verdict == Verdict.Failed && result.Case.Priority == "required") ? 1 : 0;
    }

    private static void PrintTable(CaseResult[] results)
    {
        Console.WriteLine("| version | cases | required passed | required failed | optional passed | optional failed | not run |");
        Console.WriteLine("| --- | --- | ---: | ---: | ---: | ---: | ---: |");
        foreach (IGrouping<(string Version, string Corpus), CaseResult> group in results.GroupBy(result => (result.Case.Version, result.Case.Corpus)).OrderBy(group => group.Key))
        {
            int Count(string priority, Verdict verdict) => group.Count(result => result.Case.Priority == priority && result.Verdict == verdict);
            Console.WriteLine(
                $"| {group.Key.Version} | {group.Key.Corpus} | {Count("required", Verdict.Passed)} | {Count("required", Verdict.Failed)} "
                + $"| {Count("optional", Verdict.Passed)} | {Count("optional", Verdict.Failed)} | {group.Count(result => result.Verdict == Verdict.NotRun)} |");
        }

        Console.WriteLine();
        foreach (IGrouping<string, CaseResult> group in results.Where(result => result.Verdict == Verdict.NotRun).GroupBy(result => result.Reason))
        {
            Console.WriteLine($"not run, {group.Key}: {string.Join(' ', group.Select(result => result.Case.Id))}");
        }

        // Optional cases are contested or depend on the machine: they are shown, but do not fail the run.
        int passed = results.Count(result => result.Verdict == Verdict.Passed);
        int failed = results.Count(result => result.Verdict == Verdict.Failed && result.Case.Priority == "required");
        Console.WriteLine($"{passed} passed, {failed} failed");
    }
}
