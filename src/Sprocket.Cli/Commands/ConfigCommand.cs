using System.CommandLine;
using Sprocket.Engine.Configuration;

namespace Sprocket.Cli.Commands;

/// <summary><c>sprocket config …</c>: the sample file, the schema, and the configuration in force.</summary>
internal static class ConfigCommand
{
    /// <summary>The page that documents every key.</summary>
    public static string Reference => ConfigReference.Markdown;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var init = new Command("init", "Print a sample sprocket.toml with every key, its meaning and its default.");
        init.SetAction(_ => Print(ConfigReference.Sample));
        var schema = new Command("schema", "Print a JSON Schema of sprocket.toml, for editors.");
        schema.SetAction(_ => Print(ConfigReference.JsonSchema));
        var resolve = new Command("resolve", "Print the configuration in force, and where each value comes from.");
        resolve.SetAction(Resolve);
        return new Command("config", "Print a sample, the schema, or the configuration in force.") { init, resolve, schema };
    }

    private static int Resolve(ParseResult line)
    {
        if (ConfigurationSource.Load(line, backend: null) is not LoadedConfig loaded)
        {
            return ExitCode.NothingRan;
        }

        return Print(loaded.RenderResolved());
    }

    private static int Print(string text)
    {
        Terminal.WriteOutput(text.EndsWith('\n') ? text : text + "\n");
        return ExitCode.Success;
    }
}
