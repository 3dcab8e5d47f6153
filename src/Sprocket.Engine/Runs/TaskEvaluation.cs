using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Inputs;
using Sprocket.Engine.Storage;
using Sprocket.Text;
using Sprocket.Wdl.Evaluation;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.StandardLibrary;
using Sprocket.Wdl.Values;

namespace Sprocket.Engine.Runs;

/// <summary>A task's inputs and private declarations, evaluated for one view of the files: the host's or a container's.</summary>
internal sealed class TaskEvaluation
{
    // MAX_ARG_STRLEN of execve(2): 32 pages for `NAME=VALUE` and the NUL after it.
    private static readonly int MostBytesOfVariable = (32 * Environment.SystemPageSize) - 1;

    private readonly TaskDefinition _task;
    private readonly HostFunctions _functions;

    private TaskEvaluation(TaskDefinition task, CallDirectory directory, GuestPaths? guestPaths)
    {
        _task = task;
        _functions = new HostFunctions(task.Document, directory, guestPaths, precedesCommand: true);
        GuestPaths = guestPaths;
        Evaluator = new Evaluator(task.Document.Source, _functions);
    }

    /// <summary>Where the command sees files; null when it sees those of the host.</summary>
    public GuestPaths? GuestPaths { get; }

    /// <summary>Evaluates expressions of the task.</summary>
    public Evaluator Evaluator { get; }

    /// <summary>The declarations' values.</summary>
    public EvaluationScope Scope { get; } = new();

    /// <summary>Evaluates the inputs and private declarations of a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="directory">The call, which holds the files that functions write.</param>
    /// <param name="given">The inputs that are given, with paths of the host.</param>
    /// <param name="guestPaths">Where the command sees files; null when it sees those of the host.</param>
    /// <exception cref="EvaluationException">One of them has no value.</exception>
    public static TaskEvaluation Evaluate(
        TaskDefinition task, CallDirectory directory, IReadOnlyDictionary<Declaration, Value> given, GuestPaths? guestPaths)
    {
        var evaluation = new TaskEvaluation(task, directory, guestPaths);
        foreach (Declaration declaration in task.EvaluationOrder)
        {
            evaluation.Scope.Set(declaration, evaluation.EvaluateDeclaration(declaration, given.GetValueOrDefault(declaration)));
        }

        return evaluation;
    }

    /// <summary>The scope with the <c>task</c> variable.</summary>
    public EvaluationScope WithTaskVariable(Value variable) => new(Scope) { TaskVariable = variable };

    /// <summary>The environment variables that declarations ask for: SPEC 1.2 "Environment Variables".</summary>
    /// <exception cref="EvaluationException">One of them is larger than the system takes.</exception>
    public ImmutableArray<EnvironmentVariable> GetEnvironment() =>
    [
        .. _task.EvaluationOrder
            .Where(declaration => declaration.IsEnvironment)
            .Select(declaration => ToVariable(declaration, ToText(Scope.Get(declaration)))),
    ];

    private Value EvaluateDeclaration(Declaration declaration, Value? given)
    {
        // SPEC "Optional inputs with defaults": `None` given for `T x = default` means the default.
        bool usesInitializer = given is null || (given is NoneValue && !declaration.Type.IsOptional);
        if (usesInitializer && declaration.Initializer is Expression initializer)
        {
            Value value = Evaluator.Evaluate(initializer, declaration.Type, Scope);
            return Settle(declaration, value, initializer.Span);
        }

        Value coerced = Evaluator.Coerce(given ?? NoneValue.Instance, declaration.Type, declaration.Span);
        return GuestPaths is null
            ? coerced
            : ValuePaths.Map(coerced, declaration.Type, (path, _) =>
                ValuePaths.WithPath(path, _functions.ToExpressionPath(_functions.ToHostPath(ValuePaths.GetPath(path)))));
    }

    private Value Settle(Declaration declaration, Value value, TextSpan span)
    {
        try
        {
            return DeclaredPaths.Settle(value, declaration.Type, _functions, declaration.Source, span);
        }
        catch (FunctionException exception)
        {
            throw new EvaluationException(
                new Diagnostic(EvaluationDiagnostics.FileMissing, declaration.Source, span, exception.Message), exception);
        }
    }

    private static EnvironmentVariable ToVariable(Declaration declaration, string text)
    {
        int bytes = declaration.Name.Length + 1 + Encoding.UTF8.GetByteCount(text);
        if (bytes <= MostBytesOfVariable)
        {
            return new EnvironmentVariable(declaration.Name, text);
        }

        throw new EvaluationException(new Diagnostic(
            RunDiagnostics.VariableTooLarge,
            declaration.Source,
            declaration.Span,
            string.Create(
                CultureInfo.InvariantCulture,
                $"the environment variable `{declaration.Name}` has {bytes} bytes, its name and `=` included, and the system takes at most {MostBytesOfVariable}"))
        {
            Help = "write the value to a file, as with `write_lines`, and let the command read that",
        });
    }

    private static string ToText(Value value) => ValueText.CanFormat(value.Type)
        ? ValueText.Format(value)
        : ValueJson.Format(value, ValueJsonForm.InputsAndOutputs, isIndented: false);
}
