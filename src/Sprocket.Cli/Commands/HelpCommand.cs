using System.CommandLine;
using Sprocket.Text;

namespace Sprocket.Cli.Commands;

/// <summary><c>sprocket help TOPIC</c>: the documentation, carried inside the binary because the binary travels alone.</summary>
internal static class HelpCommand
{
    private const string Prefix = "help/";
    private const string Suffix = ".md";

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var topic = new Argument<string?>("TOPIC")
        {
            Description = "The topic; without one, the topics are listed.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var command = new Command("help", "Explain a topic: quickstart, slurm, inputs, config, exit-codes, …") { topic };
        command.SetAction(line => Invoke(line.GetValue(topic), line.RootCommandResult.Command.Subcommands));
        return command;
    }

    /// <summary>The names of all topics, in order.</summary>
    public static IReadOnlyList<string> Topics { get; } =
    [
        .. typeof(HelpCommand).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => name[Prefix.Length..^Suffix.Length])
            .Append("config")
            .Order(StringComparer.Ordinal),
    ];

    private static int Invoke(string? topic, IEnumerable<Command> commands)
    {
        if (topic is null)
        {
            Terminal.WriteOutput("Topics, each shown by `sprocket help TOPIC`:\n\n");
            foreach (string name in Topics)
            {
                Terminal.WriteOutput($"  {name,-16} {ReadTitle(name)}\n");
            }

            Terminal.WriteOutput("\nCommands and their options: `sprocket --help`, `sprocket COMMAND --help`.\n");
            return ExitCode.Success;
        }

        if (!Topics.Contains(topic))
        {
            Terminal.ReportError(CommandDiagnostics.UnknownTopic.Code, $"there is no help topic `{topic}`", Suggest(topic, commands));
            return ExitCode.NothingRan;
        }

        Terminal.WriteOutput(Read(topic));
        return ExitCode.Success;
    }

    private static string Suggest(string topic, IEnumerable<Command> commands)
    {
        if (commands.Any(command => command.Name == topic))
        {
            return $"it is a command: `sprocket {topic} --help` lists what it takes";
        }

        string? closest = Spelling.FindClosest(topic, Topics);
        return closest is null ? $"the topics are {string.Join(", ", Topics)}" : $"did you mean `sprocket help {closest}`?";
    }

    private static string ReadTitle(string topic) => Read(topic).Split('\n')[0].TrimStart('#', ' ');

    /// <summary>The page of a topic, as Markdown.</summary>
    internal static string Read(string topic)
    {
        if (topic == "config")
        {
            return ConfigCommand.Reference;
        }

        using Stream stream = typeof(HelpCommand).Assembly.GetManifestResourceStream($"{Prefix}{topic}{Suffix}")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
