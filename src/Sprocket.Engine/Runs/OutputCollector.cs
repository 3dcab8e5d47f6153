using Sprocket.Engine.Backends;
using Sprocket.Engine.Inputs;
using Sprocket.Engine.Storage;
using Sprocket.Text;
using Sprocket.Wdl;
using Sprocket.Wdl.Evaluation;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.StandardLibrary;
using Sprocket.Wdl.Values;

namespace Sprocket.Engine.Runs;

/// <summary>Takes a working directory to the outputs of its task, with paths of the host.</summary>
internal sealed class OutputCollector
{
    private readonly TaskDefinition _task;
    private readonly OutputFunctions _functions;
    private readonly Evaluator _evaluator;
    private readonly AttemptDirectory _attempt;
    private readonly GuestPaths? _guestPaths;

    /// <summary>Creates a collector for an attempt that succeeded.</summary>
    public OutputCollector(TaskDefinition task, CallDirectory call, AttemptDirectory attempt, GuestPaths? guestPaths)
    {
        _task = task;
        _attempt = attempt;
        _guestPaths = guestPaths;
        _functions = new OutputFunctions(task.Document.Version, call, attempt, guestPaths);
        _evaluator = new Evaluator(task.Document.Source, _functions);
    }

    /// <summary>Evaluates the outputs.</summary>
    /// <param name="declarations">The task's declarations, with the <c>task</c> variable.</param>
    /// <exception cref="EvaluationException">An output has no value, or its file does not exist.</exception>
    public IReadOnlyDictionary<Declaration, Value> Collect(EvaluationScope declarations)
    {
        if (_guestPaths is not null)
        {
            RedirectLinks(new DirectoryInfo(_attempt.WorkPath));
        }

        Dictionary<Declaration, Value> outputs = [];
        foreach (Declaration output in _task.OutputOrder)
        {
            Expression expression = output.Initializer!;
            Value value = _evaluator.Evaluate(expression, output.Type, declarations);
            value = ValuePaths.Map(value, output.Type, (path, isOptional) => Locate(output, expression.Span, path, isOptional));
            declarations.Set(output, value);
            outputs.Add(output, value);
        }

        return outputs;
    }

    private Value Locate(Declaration output, TextSpan span, Value path, bool isOptional)
    {
        string written = ValuePaths.GetPath(path);
        string host;
        try
        {
            host = _functions.ToHostPath(written);
        }
        catch (FunctionException exception)
        {
            string kind = path is FileValue ? "file" : "directory";
            throw new EvaluationException(
                new Diagnostic(
                    EvaluationDiagnostics.OutputMissing,
                    output.Source,
                    span,
                    $"output `{output.Name}`: `{written}` is a {kind} of the container itself, which can be no output")
                {
                    Help = "only inputs and what lies below the working directory are left: let the command copy there what is to be kept",
                },
                exception);
        }

        if (ValuePaths.Exists(path, host) || _functions.HasFound(host))
        {
            return ValuePaths.WithPath(path, host);
        }

        bool isOtherKind = _task.Document.Version >= WdlVersion.V1_2 && ValuePaths.IsOtherKind(path, host);
        return isOptional && !isOtherKind ? NoneValue.Instance : throw Missing(output, span, ValuePaths.DescribeMissing(path, written, host));
    }

    private EvaluationException Missing(Declaration output, TextSpan span, string message) => new(new Diagnostic(
        EvaluationDiagnostics.OutputMissing, output.Source, span, $"output `{output.Name}`: {message}")
    {
        Help = $"the command ended well; look at what it left in `{_attempt.WorkPath}`",
    });

    // A link that the command made points at what it saw; on the host that is elsewhere.
    private void RedirectLinks(DirectoryInfo directory)
    {
        foreach (FileSystemInfo entry in List(directory))
        {
            if (entry.LinkTarget is string target)
            {
                if (target.StartsWith($"{TaskPlan.GuestRoot}/", StringComparison.Ordinal) && FindTarget(target) is string host)
                {
                    Redirect(entry, host);
                }
            }
            else if (entry is DirectoryInfo inner)
            {
                RedirectLinks(inner);
            }
        }
    }

    // What the command closed to its own user, or took away, is no output: should one be looked for there, that says so.
    private static FileSystemInfo[] List(DirectoryInfo directory)
    {
        try
        {
            return directory.GetFileSystemInfos();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static void Redirect(FileSystemInfo link, string host)
    {
        try
        {
            link.Delete();
            File.CreateSymbolicLink(link.FullName, host);
        }
        catch (UnauthorizedAccessException)
        {
            // The command made the directory read-only: the link stays as it is, and leads nowhere here.
        }
        catch (IOException exception)
        {
            throw StorageException.From("cannot redirect the link", link.FullName, exception);
        }
    }

    private string? FindTarget(string guest)
    {
        try
        {
            return _functions.ToHostPath(guest);
        }
        catch (FunctionException)
        {
            return null;
        }
    }
}
