using System.Diagnostics;
using System.Text.Json;

namespace Sprocket.Conformance;

/// <summary>How a case went.</summary>
internal enum Verdict
{
    /// <summary>As expected.</summary>
    Passed,

    /// <summary>Otherwise than expected.</summary>
    Failed,

    /// <summary>Otherwise than expected, where the expectation contradicts the specification.</summary>
    Disputed,

    /// <summary>Not run, for a reason that is said.</summary>
    NotRun,
}

/// <summary>How a case went.</summary>
/// <param name="Case">The case.</param>
/// <param name="Verdict">How it went.</param>
/// <param name="Reason">Why it failed, is disputed or was not run; empty for a pass.</param>
internal sealed record CaseResult(ConformanceCase Case, Verdict Verdict, string Reason);

/// <summary>Runs cases with the published binary, each in a private copy of its folder.</summary>
/// <param name="binary">The binary.</param>
/// <param name="extraArguments">More arguments for <c>run</c>, such as a configuration.</param>
/// <param name="timeout">How long one case may take.</param>
internal sealed class CaseRunner(string binary, IReadOnlyList<string> extraArguments, TimeSpan timeout)
{
    // What Program prints for an exception that nobody expected.
    private const string CrashMark = "this is a bug in sprocket";

    /// <summary>Runs one case and compares.</summary>
    public async Task<CaseResult> RunAsync(ConformanceCase test)
    {
        if (FindObstacle(test) is string obstacle)
        {
            return new CaseResult(test, Verdict.NotRun, obstacle);
        }

        string scratch = Directory.CreateTempSubdirectory("sprocket-case-").FullName;
        try
        {
            string work = Path.Combine(scratch, Path.GetFileName(test.Directory));
            CopyDirectory(test.Directory, work);
            StateVersion(test, work);
            string? failure = await CheckAsync(test, work) ?? await ExecuteAsync(test, work, Path.Combine(scratch, "out"));
            return new CaseResult(test, failure is null ? Verdict.Passed : Verdict.Failed, failure ?? "");
        }
        finally
        {
            Directory.Delete(scratch, recursive: true);
        }
    }

    private static string? FindObstacle(ConformanceCase test)
    {
        if (test.Expect == "skip" || test.Priority == "ignore")
        {
            return "the case says that it is not to be run";
        }

        if (test.Network.Count > 0)
        {
            return $"needs a network: {test.Network[0]}";
        }

        if (test.SpecialImages.Count > 0)
        {
            return $"needs the container image {test.SpecialImages[0]}";
        }

        string[] path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        string? missing = test.Programs.FirstOrDefault(program => !path.Any(directory => File.Exists(Path.Combine(directory, program))));
        return missing is null ? null : $"needs the program {missing}";
    }

    private async Task<string?> CheckAsync(ConformanceCase test, string work)
    {
        if (test.Check is null)
        {
            return null;
        }

        Ended ended = await StartAsync(work, ["check", test.Document]);
        return test.Check switch
        {
            _ when ended.IsCrash => $"check crashed: {ended.Tail}",
            "accept" when ended.ExitCode != 0 => $"check refused the document: {ended.Tail}",
            "reject" when ended.ExitCode == 0 => "check accepted a document that it should refuse",
            _ => null,
        };
    }

    private async Task<string?> ExecuteAsync(ConformanceCase test, string work, string output)
    {
        if (test.Kind == "check")
        {
            return null;
        }

        List<string> arguments = ["run", test.Document, "-o", output, .. extraArguments];
        if (File.Exists(Path.Combine(work, test.Inputs)))
        {
            arguments.Add($"@{test.Inputs}");
        }

        if (test.Target is not null)
        {
            arguments.AddRange(["-t", test.Target]);
        }

        Ended ended = await StartAsync(work, arguments);
        if (ended.IsCrash)
        {
            return $"crashed: {ended.Tail}";
        }

        if (test.Expect == "fail")
        {
            return ended.ExitCode == 0 ? "succeeded, but should fail" : null;
        }

        if (ended.ExitCode != 0)
        {
            return $"exit code {ended.ExitCode}: {ended.Tail}";
        }

        if (test.Outputs is null)
        {
            return null;
        }

        try
        {
            using JsonDocument outputs = JsonDocument.Parse(ended.Output);
            return new OutputMatcher(work, [work, output]).CompareOutputs(test, outputs.RootElement);
        }
        catch (JsonException)
        {
            return $"standard output is not JSON: {ended.Output}";
        }
    }

    private async Task<Ended> StartAsync(string directory, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(binary, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(timeout);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return new Ended(-1, "", $"timed out after {timeout}");
        }

        return new Ended(process.ExitCode, await output, await error);
    }

    private static void StateVersion(ConformanceCase test, string work)
    {
        if (test.Version == test.StatedVersion)
        {
            return;
        }

        foreach (string file in Directory.EnumerateFiles(work, "*.wdl", SearchOption.AllDirectories))
        {
            File.WriteAllText(file, File.ReadAllText(file).Replace($"version {test.StatedVersion}\n", $"version {test.Version}\n", StringComparison.Ordinal));
        }
    }

    private static void CopyDirectory(string source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (string directory in Directory.EnumerateDirectories(source))
        {
            CopyDirectory(directory, Path.Combine(target, Path.GetFileName(directory)));
        }

        foreach (string file in Directory.EnumerateFiles(source))
        {
            string copy = Path.Combine(target, Path.GetFileName(file));
            File.Copy(file, copy);
            File.SetUnixFileMode(copy, File.GetUnixFileMode(copy) | UnixFileMode.UserWrite);
        }
    }

    private sealed record Ended(int ExitCode, string Output, string Error)
    {
        public bool IsCrash => (ExitCode is < 0 or > 130) || Error.Contains(CrashMark, StringComparison.Ordinal);

        public string Tail => Error.Length <= 1500 ? Error : "…" + Error[^1500..];
    }
}
