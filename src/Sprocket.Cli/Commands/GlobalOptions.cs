using System.CommandLine;
using System.CommandLine.Parsing;

namespace Sprocket.Cli.Commands;

/// <summary>How much is said on standard error.</summary>
internal enum Verbosity
{
    /// <summary>Errors and what the user must know.</summary>
    Quiet,

    /// <summary>A line for each change of a call.</summary>
    Normal,

    /// <summary>What the engine does, too.</summary>
    Verbose,
}

/// <summary>The options that every command takes.</summary>
internal static class GlobalOptions
{
    /// <summary><c>-v</c></summary>
    public static Option<bool> Verbose { get; } = new("--verbose", "-v")
    {
        Description = "Say what the engine does, too.",
        Recursive = true,
        Arity = ArgumentArity.Zero,
    };

    /// <summary><c>-q</c></summary>
    public static Option<bool> Quiet { get; } = new("--quiet", "-q")
    {
        Description = "Say nothing but errors.",
        Recursive = true,
        Arity = ArgumentArity.Zero,
    };

    /// <summary><c>--color</c></summary>
    public static Option<string> Color { get; } = CreateColor();

    /// <summary><c>-c</c></summary>
    public static Option<string[]> Config { get; } = new("--config", "-c")
    {
        Description = "Read this configuration file, after those that are found. May be repeated.",
        HelpName = "FILE",
        Recursive = true,
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary><c>-s</c></summary>
    public static Option<bool> SkipConfigSearch { get; } = new("--skip-config-search", "-s")
    {
        Description = "Read no configuration file but those given with --config.",
        Recursive = true,
        Arity = ArgumentArity.Zero,
    };

    /// <summary><c>--set</c></summary>
    public static Option<string[]> Set { get; } = new("--set")
    {
        Description = "Set a configuration key, over all files: --set run.fail=fast. May be repeated.",
        HelpName = "KEY=VALUE",
        Recursive = true,
        AllowMultipleArgumentsPerToken = false,
    };

    /// <summary>All of them, in the order help lists them.</summary>
    public static IReadOnlyList<Option> All { get; } = [Config, Set, SkipConfigSearch, Verbose, Quiet, Color];

    /// <summary>How much a command line asks to be said.</summary>
    public static Verbosity ReadVerbosity(ParseResult line) =>
        line.GetValue(Quiet) ? Verbosity.Quiet : line.GetValue(Verbose) ? Verbosity.Verbose : Verbosity.Normal;

    /// <summary>When a command line asks for colour; <c>auto</c> where what it says of it is itself a mistake.</summary>
    public static string ReadColor(ParseResult line)
    {
        OptionResult? given = line.GetResult(Color);
        bool isMistaken = line.Errors.Any(error => error.SymbolResult is SymbolResult place && given is not null && (place == given || place.Parent == given));
        return isMistaken ? "auto" : line.GetValue(Color) ?? "auto";
    }

    private static Option<string> CreateColor()
    {
        var color = new Option<string>("--color")
        {
            Description = "When to colour messages; auto obeys NO_COLOR and asks whether standard error is a terminal.",
            HelpName = "auto|always|never",
            Recursive = true,
            DefaultValueFactory = _ => "auto",
        };
        return color.AcceptOnlyFromAmong("auto", "always", "never");
    }
}
