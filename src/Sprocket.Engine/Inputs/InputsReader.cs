using System.Collections.Immutable;
using Sprocket.Text;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.Values;
using Sprocket.Wdl.Values.Json;

namespace Sprocket.Engine.Inputs;

/// <summary>Binds what is given on a command line and in files to the inputs of a task or workflow.</summary>
public sealed class InputsReader
{
    private readonly Callable _target;
    private readonly DiagnosticBag _diagnostics;
    private readonly string _currentDirectory;
    private readonly InputKeyResolver _resolver;
    private readonly InputValueReader _values;

    private InputsReader(Callable target, string currentDirectory, DiagnosticBag diagnostics)
    {
        _target = target;
        _diagnostics = diagnostics;
        _currentDirectory = currentDirectory;
        _resolver = new InputKeyResolver(target, diagnostics);
        _values = new InputValueReader(diagnostics);
    }

    /// <summary>Reads the inputs of a target, and reports all that is wrong with them.</summary>
    /// <param name="target">The task or workflow.</param>
    /// <param name="words">The words of the command line: <c>@file</c>, <c>file.json</c>, <c>key=value</c>, further values.</param>
    /// <param name="currentDirectory">What relative paths on the command line are relative to; absolute.</param>
    /// <param name="diagnostics">Receives what is found.</param>
    /// <returns>The inputs; of use only when nothing was reported.</returns>
    public static CallInputs Read(Callable target, IReadOnlyList<string> words, string currentDirectory, DiagnosticBag diagnostics) =>
        new InputsReader(target, currentDirectory, diagnostics).Read(words);

    private CallInputs Read(IReadOnlyList<string> words)
    {
        ImmutableArray<InputArgument> arguments = InputArguments.Parse(words, _diagnostics, out SourceText commandLine);
        Dictionary<InputKey, List<GivenValue>> given = [];
        foreach (InputArgument argument in arguments)
        {
            if (argument is FileArgument file)
            {
                // What a later file says replaces what an earlier one did.
                foreach (IGrouping<InputKey, GivenValue> key in Resolve(ReadFile(file, commandLine)).ToLookup(entry => entry.Key, entry => entry.Value))
                {
                    given[key.Key] = [.. key];
                }
            }
            else
            {
                var value = GivenValue.FromWord((ValueArgument)argument, commandLine, _currentDirectory);
                foreach ((InputKey key, GivenValue entry) in Resolve([value]))
                {
                    Add(given, key, entry);
                }
            }
        }

        var inputs = new CallInputs(_target);
        foreach ((InputKey key, List<GivenValue> values) in given)
        {
            Set(inputs, key, values);
        }

        ReportMissing(inputs);
        return inputs;
    }

    private IEnumerable<(InputKey Key, GivenValue Value)> Resolve(IEnumerable<GivenValue> values)
    {
        foreach (GivenValue value in values)
        {
            if (_resolver.Resolve(value) is InputKey key)
            {
                yield return (key, value);
            }
        }
    }

    // A word adds to an array, and replaces any other value that a file gives.
    private static void Add(Dictionary<InputKey, List<GivenValue>> given, InputKey key, GivenValue value)
    {
        if (!given.TryGetValue(key, out List<GivenValue>? values))
        {
            given.Add(key, [value]);
        }
        else if (!key.IsArray && values.TrueForAll(earlier => earlier.Word is null))
        {
            given[key] = [value];
        }
        else
        {
            values.Add(value);
        }
    }

    private void Set(CallInputs inputs, InputKey key, List<GivenValue> values)
    {
        foreach (CallNode call in key.Calls)
        {
            inputs = inputs.Enter(call);
        }

        if (_values.Read(key, values) is not Value value)
        {
            return;
        }

        switch (key.Kind)
        {
            case InputKeyKind.Requirement:
                inputs.SetRequirement(key.Name, value);
                break;
            case InputKeyKind.Hint:
                inputs.SetHint(key.Name, value);
                break;
            default:
                inputs.Set(key.Input!, value);
                break;
        }
    }

    private IEnumerable<GivenValue> ReadFile(FileArgument file, SourceText commandLine)
    {
        string path = Path.GetFullPath(file.Path, _currentDirectory);
        SourceText? source;
        try
        {
            if (!SourceText.TryDecode(file.Path, File.ReadAllBytes(path), out source, out int offset))
            {
                return Refuse($"`{file.Path}` is not UTF-8 text: byte {offset} is not part of it", null);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            bool isMissing = exception is FileNotFoundException or DirectoryNotFoundException;
            return Refuse(
                isMissing ? $"there is no file `{file.Path}`" : $"`{file.Path}` cannot be read: {exception.Message}",
                isMissing ? SuggestFile(path) : null);
        }

        return ReadMembers(source!, Path.GetDirectoryName(path)!);

        IEnumerable<GivenValue> Refuse(string message, string? help)
        {
            _diagnostics.Add(new Diagnostic(InputDiagnostics.UnreadableFile, commandLine, file.Span, message) { Help = help });
            return [];
        }
    }

    private IEnumerable<GivenValue> ReadMembers(SourceText source, string directory)
    {
        JsonNode node;
        try
        {
            node = Path.GetExtension(source.Path) is ".yaml" or ".yml" ? YamlReader.Read(source) : JsonReader.Read(source);
        }
        catch (JsonTextException exception)
        {
            _diagnostics.Add(new Diagnostic(InputDiagnostics.BadFile, source, exception.Span, exception.Message) { Help = exception.Help });
            return [];
        }

        if (node is JsonObject members)
        {
            return members.Members.Select(member =>
                new GivenValue(member.Name, member.Value, source, member.Value.Span, member.NameSpan, directory));
        }

        _diagnostics.Add(new Diagnostic(InputDiagnostics.BadFile, source, node.Span, $"found {node.Kind}, expected an object from names of inputs to values"));
        return [];
    }

    private void ReportMissing(CallInputs inputs)
    {
        // A mistake in a key or value often is the reason why an input seems to be missing.
        if (_diagnostics.HasErrors)
        {
            return;
        }

        List<(string Name, Declaration Input)> missing = [.. _resolver.ListRequired().Where(required => !IsGiven(inputs, required.Calls, required.Input))
            .Select(required => (required.Name, required.Input))];
        if (missing.Count == 0)
        {
            return;
        }

        string names = string.Join(", ", missing.Select(entry => $"`{entry.Name}` ({entry.Input.Type})"));
        _diagnostics.Add(new Diagnostic(
            InputDiagnostics.MissingInput,
            _target.Document.Source,
            _target.Span,
            $"`{_target.Name}` lacks {(missing.Count == 1 ? "a required input" : $"{missing.Count} required inputs")}: {names}")
        {
            Labels = [.. missing.Take(5).Select(entry => new DiagnosticLabel(entry.Input.Source, entry.Input.Span, "required here"))],
            Help = $"give it as `{missing[0].Name}=VALUE`, or write a file with `sprocket inputs {Path.GetFileName(_target.Document.Source.Path)} > inputs.json`",
        });
    }

    private static bool IsGiven(CallInputs inputs, ImmutableArray<CallNode> calls, Declaration input)
    {
        foreach (CallNode call in calls)
        {
            if (!inputs.Calls.TryGetValue(call.Name, out CallInputs? inner))
            {
                return false;
            }

            inputs = inner;
        }

        return inputs.Values.ContainsKey(input);
    }

    private static string? SuggestFile(string path)
    {
        string? directory = Path.GetDirectoryName(path);
        return directory is not null && Directory.Exists(directory)
            && Spelling.FindClosest(Path.GetFileName(path), Directory.EnumerateFiles(directory).Select(file => Path.GetFileName(file))) is string near
            ? $"did you mean `{near}`?"
            : null;
    }
}
