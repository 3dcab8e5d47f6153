using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Sprocket.Text;

namespace Sprocket.Cli.Commands;

/// <summary>The command line: all commands, and what is said when it cannot be understood.</summary>
/// <remarks>The only file, besides the commands themselves, that knows the package that parses it.</remarks>
internal static class CommandLine
{
    /// <summary>Runs the command that the arguments name.</summary>
    /// <returns>An <see cref="ExitCode"/>.</returns>
    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments)
    {
        RootCommand root = CreateRoot();

        // `@file` is an inputs file of ours, not a response file of the parser's.
        ParseResult line = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        Terminal.UseColor(GlobalOptions.ReadColor(line));
        if (line.Action is not HelpAction && FindMistake(line) is Mistake mistake)
        {
            string command = CommandPath(line.CommandResult.Command);
            Terminal.ReportError(CommandDiagnostics.BadUsage.Code, mistake.Message, mistake.Help ?? $"see `{command} --help`");
            return ExitCode.NothingRan;
        }

        // The package writes help; results are written by the commands themselves.
        await using StringWriter help = new();
        int exitCode = await line.InvokeAsync(new InvocationConfiguration
        {
            // Exceptions end in Program, and signals are handled by the run.
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
            Output = help,
        });
        Terminal.WriteOutput(help.ToString());
        return exitCode;
    }

    /// <summary>The commands, as users see them.</summary>
    public static RootCommand CreateRoot()
    {
        var root = new RootCommand("Run WDL workflows on this machine or on a Slurm cluster. Start with `sprocket help quickstart`.");
        foreach (Option option in GlobalOptions.All)
        {
            root.Add(option);
        }

        foreach (Command command in (Command[])
        [
            RunCommand.Create(),
            ResumeCommand.Create(),
            AttachCommand.Create(),
            DetachCommand.Create(),
            CancelCommand.Create(),
            CheckCommand.Create(),
            ValidateCommand.Create(),
            InputsCommand.Create(),
            GraphCommand.Create(),
            ConfigCommand.Create(),
            ExplainCommand.Create(),
            HelpCommand.Create(),
        ])
        {
            root.Add(command);
        }

        return root;
    }

    private static Mistake? FindMistake(ParseResult line)
    {
        foreach (Token token in line.Tokens)
        {
            // The parser takes a misspelt option for an argument where the command takes any.
            if (token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal) && token.Value.Length > 2)
            {
                return UnknownOption(line, token.Value);
            }
        }

        if (line.UnmatchedTokens is [string first, ..])
        {
            if (first.StartsWith('-'))
            {
                return UnknownOption(line, first);
            }

            Command command = line.CommandResult.Command;
            string? closest = Spelling.FindClosest(first, command.Subcommands.Select(subcommand => subcommand.Name));
            return command.Subcommands.Count > 0
                ? new Mistake($"`{CommandPath(command)}` has no command `{first}`", closest is null ? null : $"did you mean `{closest}`?")
                : new Mistake($"`{first}` is one argument too many for `{CommandPath(command)}`", null);
        }

        if (line.CommandResult.Command is { Subcommands.Count: > 0 } group)
        {
            return new Mistake($"`{CommandPath(group)}` needs a command: {string.Join(", ", group.Subcommands.Select(subcommand => subcommand.Name))}", null);
        }

        // The parser names the command that lacks an argument, and not the argument.
        Command lacking = line.CommandResult.Command;
        if (lacking.Arguments.FirstOrDefault(argument => argument.Arity.MinimumNumberOfValues > 0 && line.GetResult(argument) is null or { Tokens.Count: 0 }) is Argument missing)
        {
            return new Mistake($"`{CommandPath(lacking)}` needs {missing.Name}", null);
        }

        return line.Errors.Count > 0 ? new Mistake(LowerFirst(line.Errors[0].Message.TrimEnd('.')), null) : null;
    }

    private static Mistake UnknownOption(ParseResult line, string given)
    {
        string name = given.Split('=')[0];
        Command command = line.CommandResult.Command;
        IEnumerable<string> names = command.Options.Concat(GlobalOptions.All).Select(option => option.Name);
        string? closest = Spelling.FindClosest(name, names);
        return new Mistake($"`{CommandPath(command)}` has no option `{name}`", closest is null ? null : $"did you mean `{closest}`?");
    }

    private static string CommandPath(Command command)
    {
        string? parent = command.Parents.OfType<Command>().FirstOrDefault() is Command above ? CommandPath(above) : null;
        return parent is null ? "sprocket" : $"{parent} {command.Name}";
    }

    /// <summary>A message as ours begin, with a small letter.</summary>
    public static string LowerFirst(string text) => text.Length == 0 ? text : char.ToLowerInvariant(text[0]) + text[1..];

    private sealed record Mistake(string Message, string? Help);
}
