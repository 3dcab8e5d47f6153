using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Inputs;
using Sprocket.Engine.Storage;
using Sprocket.Text;
using Sprocket.Wdl.Evaluation;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.StandardLibrary;
using Sprocket.Wdl.Values;

namespace Sprocket.Engine.Runs;

/// <summary>One workflow being run: a task per node, awaiting the tasks of the nodes it depends on.</summary>
/// <remarks>
/// A node's task gives false when it did not complete, which the run has been told, so that waiting nodes just end.
/// Order, cycles and unknown names were settled by the checker; capacity is the backend's business.
/// </remarks>
internal sealed class WorkflowRun
{
    // What bodies make visible outside of them is the same for every element of a scatter.
    private static readonly ConcurrentDictionary<CallGraph, ImmutableArray<BodyExport>> Exports = new();

    private readonly RunContext _run;
    private readonly CallPath _root;
    private readonly WorkflowDefinition _workflow;
    private readonly IReadOnlyDictionary<Declaration, Value> _given;
    private readonly CallInputs _overrides;
    private readonly HostFunctions _functions;
    private readonly Evaluator _evaluator;

    /// <summary>Creates the run of a workflow.</summary>
    /// <param name="run">The run it is part of.</param>
    /// <param name="path">Where in the run it is.</param>
    /// <param name="given">The inputs that are given.</param>
    /// <param name="overrides">What was given from outside for the calls in its body; null for nothing.</param>
    public WorkflowRun(RunContext run, CallPath path, IReadOnlyDictionary<Declaration, Value> given, CallInputs? overrides)
    {
        _run = run;
        _root = path;
        _workflow = (WorkflowDefinition)path.Callable;
        _given = given;
        _overrides = overrides ?? new CallInputs(_workflow);
        _functions = new HostFunctions(_workflow.Document, path.Directory);
        _evaluator = new Evaluator(_workflow.Document.Source, _functions);
    }

    /// <summary>Runs the workflow to its end.</summary>
    /// <returns>The outputs; null when something failed, which the run has been told, or was not to go on.</returns>
    public async Task<IReadOnlyDictionary<Declaration, Value>?> RunAsync()
    {
        if (_root.IsRoot)
        {
            return await RunBodyAsync();
        }

        if (_run.History.Find(_root.Id)?.Outputs is string earlier)
        {
            _run.Publish(new CallReused(_root.Id));
            return CallJson.ReadOutputs(_workflow, earlier);
        }

        _run.Publish(new CallStarted(_root.Id, _workflow.Name, IsWorkflow: true));
        _root.Directory.WriteInputs(CallJson.Format(_workflow.Inputs, _given));
        if (await RunBodyAsync() is not IReadOnlyDictionary<Declaration, Value> outputs)
        {
            return null;
        }

        string json = CallJson.Format(_workflow.Outputs, outputs);
        _root.Directory.WriteOutputs(json);
        await _run.PublishDurablyAsync(new CallSucceeded(_root.Id, json, IsWorkflow: true));
        return outputs;
    }

    private async Task<IReadOnlyDictionary<Declaration, Value>?> RunBodyAsync()
    {
        var scope = new EvaluationScope();
        return await RunBodyAsync(_workflow.Body, scope, _root)
            ? _workflow.Outputs.ToDictionary(output => output, scope.Get)
            : null;
    }

    private async Task<bool> RunBodyAsync(CallGraph body, EvaluationScope scope, CallPath path)
    {
        var tasks = new Dictionary<WorkflowNode, Task<bool>>(body.Nodes.Length);
        foreach (WorkflowNode node in body.Nodes)
        {
            ImmutableArray<Task<bool>> dependencies = [.. node.Dependencies.Select(dependency => tasks[dependency])];
            tasks.Add(node, RunNodeAsync(node, dependencies, scope, path));
        }

        bool[] completed = await Task.WhenAll(tasks.Values);
        return !completed.Contains(false);
    }

    private async Task<bool> RunNodeAsync(WorkflowNode node, ImmutableArray<Task<bool>> dependencies, EvaluationScope scope, CallPath path)
    {
        foreach (Task<bool> dependency in dependencies)
        {
            if (!await dependency)
            {
                return false;
            }
        }

        try
        {
            return node switch
            {
                DeclarationNode declaration => Declare(declaration.Declaration, scope),
                CallNode call => await RunCallAsync(call, scope, path),
                ScatterNode scatter => await RunScatterAsync(scatter, scope, path),
                ConditionalNode conditional => await RunConditionalAsync(conditional, scope, path),
                _ => throw new UnreachableException(),
            };
        }
        catch (EvaluationException exception)
        {
            _run.Fail(path, exception.Diagnostic);
            return false;
        }
        catch (Exception exception) when (exception is StorageException or BackendUnavailableException)
        {
            _run.Abort(exception);
            return false;
        }
    }

    private bool Declare(Declaration declaration, EvaluationScope scope)
    {
        Value? given = declaration.Kind == DeclarationKind.Input ? _given.GetValueOrDefault(declaration) : null;

        // SPEC "Optional inputs with defaults": `None` given for `T x = default` means the default.
        bool usesInitializer = given is null || (given is NoneValue && !declaration.Type.IsOptional);
        Value value = usesInitializer && declaration.Initializer is Expression initializer
            ? Settle(_evaluator.Evaluate(initializer, declaration.Type, scope), declaration.Type, initializer.Span)
            : _evaluator.Coerce(given ?? NoneValue.Instance, declaration.Type, declaration.Span);
        scope.Set(declaration, value);
        return true;
    }

    private async Task<bool> RunCallAsync(CallNode call, EvaluationScope scope, CallPath path)
    {
        CallPath inner = path.Enter(call);
        CallInputs? overrides = _overrides.Calls.GetValueOrDefault(call.Name);
        Dictionary<Declaration, Value> given = overrides is null ? [] : new(overrides.Values);
        foreach (CallInput input in call.Inputs)
        {
            Value value = _evaluator.Evaluate(input.Value, input.Input.CallerType, scope);
            given[input.Input] = Settle(value, input.Input.CallerType, input.Value.Span);
        }

        IReadOnlyDictionary<Declaration, Value>? outputs = call.Target switch
        {
            TaskDefinition => await new TaskRun(_run, inner, given, overrides).RunAsync(),
            WorkflowDefinition => await new WorkflowRun(_run, inner, given, overrides).RunAsync(),
            _ => throw new UnreachableException(),
        };
        if (outputs is null)
        {
            return false;
        }

        foreach ((Declaration output, Value value) in outputs)
        {
            scope.Set(call, output, value);
        }

        return true;
    }

    private async Task<bool> RunScatterAsync(ScatterNode scatter, EvaluationScope scope, CallPath path)
    {
        Value collection = _evaluator.Evaluate(scatter.Collection, new ArrayType(scatter.Variable.Type), scope);
        ImmutableArray<Value> items = ((ArrayValue)collection).Items;
        ImmutableArray<BodyExport> exports = GetExports(scatter.Body);
        Value[][] gathered = [.. exports.Select(_ => new Value[items.Length])];

        // Elements are taken in order by a fixed number of workers, so that only those under way take memory.
        int next = -1;
        bool isComplete = true;
        async Task WorkAsync()
        {
            while (Volatile.Read(ref isComplete) && Interlocked.Increment(ref next) is int index && index < items.Length)
            {
                var element = new EvaluationScope(scope);
                element.Set(scatter.Variable, items[index]);
                if (!await RunBodyAsync(scatter.Body, element, path.WithElement(scatter, index)))
                {
                    Volatile.Write(ref isComplete, false);
                    return;
                }

                for (int i = 0; i < exports.Length; i++)
                {
                    gathered[i][index] = exports[i].Get(element);
                }
            }
        }

        int workers = Math.Min(items.Length, _run.Settings.ScatterConcurrency);
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(WorkAsync)));
        if (!isComplete)
        {
            return false;
        }

        for (int i = 0; i < exports.Length; i++)
        {
            exports[i].Set(scope, new ArrayValue(new ArrayType(exports[i].Type), [.. gathered[i]]));
        }

        return true;
    }

    private async Task<bool> RunConditionalAsync(ConditionalNode conditional, EvaluationScope scope, CallPath path)
    {
        ConditionalClause? taken = null;
        foreach (ConditionalClause clause in conditional.Clauses)
        {
            if (clause.Condition is null
                || _evaluator.Evaluate(clause.Condition, PrimitiveType.Boolean, scope) is BooleanValue { Boolean: true })
            {
                taken = clause;
                break;
            }
        }

        // The body fills the scope around it: what it declares is visible there under the same names.
        if (taken is not null && !await RunBodyAsync(taken.Body, scope, path))
        {
            return false;
        }

        foreach (BodyExport export in conditional.Clauses.Where(clause => clause != taken).SelectMany(clause => GetExports(clause.Body)))
        {
            export.Set(scope, NoneValue.Instance);
        }

        return true;
    }

    private Value Settle(Value value, WdlType type, TextSpan span)
    {
        try
        {
            return DeclaredPaths.Settle(value, type, _functions, _workflow.Document.Source, span);
        }
        catch (FunctionException exception)
        {
            throw new EvaluationException(
                new Diagnostic(EvaluationDiagnostics.FileMissing, _workflow.Document.Source, span, exception.Message), exception);
        }
    }

    private static ImmutableArray<BodyExport> GetExports(CallGraph body) => Exports.GetOrAdd(body, static graph => [.. BodyExport.List(graph)]);
}
