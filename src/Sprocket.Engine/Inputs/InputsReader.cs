using System.Buffers;
using System.Collections.Immutable;
using Sprocket.Engine.Processes;
using Sprocket.Text;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.Values;

namespace Sprocket.Engine.Inputs;

/// <summary>Binds what is given on a command line and in files to the inputs of a task or workflow.</summary>
public sealed class InputsReader
{
    // The places of more are no help on a screen.
    private const int MaxMissingShown = 6;

    // Those of a path that a shell takes as they stand.
    private static readonly SearchValues<char> PlainCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-+:@%,");

    private readonly Callable _target;
    private readonly DiagnosticBag _diagnostics;
    private readonly string _currentDirectory;
    private readonly Func<CallInputs, string?> _findMistake;
    private readonly InputKeyResolver _resolver;
    private readonly InputValueReader _values;
    private readonly Dictionary<InputKey, List<GivenValue>> _given = [];
    private bool _isFileUnread;

    private InputsReader(Callable target, string currentDirectory, Func<CallInputs, string?> findMistake, DiagnosticBag diagnostics)
    {
        _target = target;
        _diagnostics = diagnostics;
        _currentDirectory = currentDirectory;
        _findMistake = findMistake;
        _resolver = new InputKeyResolver(target, diagnostics);
        _values = new InputValueReader(diagnostics);
    }

    /// <summary>Reads the inputs of a target, and reports all that is wrong with them.</summary>
    /// <param name="target">The task or workflow.</param>
    /// <param name="words">The words of the command line: <c>@file</c>, <c>file.json</c>, <c>key=value</c>, further values.</param>
    /// <param name="currentDirectory">What relative paths on the command line are relative to; absolute.</param>
    /// <param name="findMistake">Says what is wrong with requirements and hints that are given for a task; null when nothing is.</param>
    /// <param name="diagnostics">Receives what is found.</param>
    /// <returns>The inputs; of use only when no error was reported.</returns>
    public static CallInputs Read(
        Callable target, IReadOnlyList<string> words, string currentDirectory, Func<CallInputs, string?> findMistake, DiagnosticBag diagnostics) =>
        new InputsReader(target, currentDirectory, findMistake, diagnostics).Read(words);

    private CallInputs Read(IReadOnlyList<string> words)
    {
        ImmutableArray<InputArgument> arguments = InputArguments.Parse(words, _diagnostics, out SourceText commandLine);
        InputKey? last = null;
        foreach (InputArgument argument in arguments)
        {
            switch (argument)
            {
                case FileArgument file:
                    AddFile(file, commandLine);
                    break;

                // Only an array takes further values, so elsewhere the name of a file is one.
                case ValueArgument { IsFurther: true } value when last is { IsArray: false } && InputArguments.IsInputsFile(value.Value):
                    AddFile(new FileArgument(value.Value) { Span = value.Span }, commandLine);
                    break;

                case ValueArgument value:
                    var given = GivenValue.FromWord(value, commandLine, _currentDirectory);
                    last = value.IsFurther ? last : _resolver.Resolve(given);
                    if (last is not null)
                    {
                        AddWord(last, given);
                    }

                    break;
            }
        }

        var inputs = new CallInputs(_target);
        foreach ((InputKey key, List<GivenValue> values) in _given)
        {
            Set(inputs, key, values);
        }

        ReportMissing();
        return inputs;
    }

    // What a later file says replaces what an earlier one did.
    private void AddFile(FileArgument file, SourceText commandLine)
    {
        if (InputFile.Read(file, commandLine, _currentDirectory, _diagnostics) is not IReadOnlyList<GivenValue> values)
        {
            _isFileUnread = true;
            return;
        }

        Dictionary<InputKey, GivenValue> own = [];
        foreach (GivenValue value in values)
        {
            if (_resolver.Resolve(value) is not InputKey key)
            {
                continue;
            }

            if (own.TryAdd(key, value))
            {
                _given[key] = [value];
            }
            else
            {
                _diagnostics.Add(new Diagnostic(
                    InputDiagnostics.GivenTwice, value.Source, value.KeySpan, $"`{value.Key}` is `{own[key].Key}`, which this file gives already")
                {
                    Labels = [new DiagnosticLabel(own[key].Source, own[key].KeySpan, "first given here")],
                });
            }
        }
    }

    // A word adds to an array, and replaces any other value that a file gives.
    private void AddWord(InputKey key, GivenValue value)
    {
        if (_given.TryGetValue(key, out List<GivenValue>? values) && (key.IsArray || values.Exists(earlier => earlier.Word is not null)))
        {
            values.Add(value);
        }
        else
        {
            _given[key] = [value];
        }
    }

    private void Set(CallInputs inputs, InputKey key, List<GivenValue> values)
    {
        if (_values.Read(key, values) is not Value value)
        {
            return;
        }

        if (key.Kind != InputKeyKind.Input)
        {
            CheckAttribute(key, value, values[0]);
        }

        foreach (CallNode call in key.Calls)
        {
            inputs = inputs.Enter(call);
        }

        SetIn(inputs, key, value);
    }

    private static void SetIn(CallInputs inputs, InputKey key, Value value)
    {
        switch (key.Kind)
        {
            case InputKeyKind.Requirement:
                inputs.SetRequirement(key.Name, value);
                break;
            case InputKeyKind.Hint:
                inputs.SetHint(key.Name, value);
                break;
            default:
                inputs.Set(key.Input!.Input, value);
                break;
        }
    }

    // Otherwise it would be found when the task is about to run, hours later.
    private void CheckAttribute(InputKey key, Value value, GivenValue given)
    {
        var alone = new CallInputs(key.Owner);
        SetIn(alone, key, value);
        if (_findMistake(alone) is string mistake)
        {
            _diagnostics.Add(new Diagnostic(InputDiagnostics.WrongType, given.Source, given.Span, $"`{given.Key}`: {mistake}"));
        }
    }

    private void ReportMissing()
    {
        // The file that cannot be read may well give them.
        if (_isFileUnread)
        {
            return;
        }

        HashSet<string> given = [.. _given.Keys.Select(key => key.Path)];
        List<OpenInput> missing =
        [
            .. OpenInput.List(_target).Where(input => input.Input.IsRequired && !given.Contains(input.Key) && !_resolver.WasSuggested(input)),
        ];
        if (missing.Count == 0)
        {
            return;
        }

        string names = string.Join(", ", missing.Select(input => $"`{input.Key}` ({input.Input.Type})"));
        _diagnostics.Add(new Diagnostic(
            InputDiagnostics.MissingInput,
            _target.Document.Source,
            _target.Span,
            $"`{_target.Name}` lacks {(missing.Count == 1 ? "a required input" : $"{missing.Count} required inputs")}: {names}")
        {
            Labels = [.. missing.Take(MaxMissingShown).Select(input => new DiagnosticLabel(input.Input.Source, input.Input.Span, input.Description ?? "required"))],
            Help = $"give {(missing.Count == 1 ? "it" : "them")} as `{missing[0].Key}=VALUE`, or fill in the file that"
                + $" `sprocket inputs {QuotePath(_target.Document.Source.Path)} > inputs.json` writes",
        });
    }

    private static string QuotePath(string path) => path.AsSpan().ContainsAnyExcept(PlainCharacters) ? ShellQuoting.Quote(path) : path;
}
