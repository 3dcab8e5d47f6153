using System.Collections.Immutable;
using Sprocket.Engine.Inputs;
using Sprocket.Text;
using Sprocket.Wdl.Evaluation;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.Values;

namespace Sprocket.Engine.Runs;

/// <summary>The evaluated attributes of a task's <c>requirements</c>, <c>runtime</c> and <c>hints</c>, overrides applied, by the names of WDL 1.3.</summary>
internal sealed class TaskAttributes
{
    // What other versions and other engines call the same thing. Old names are looked up as the new ones.
    private static readonly Dictionary<string, string> Aliases = new(StringComparer.Ordinal)
    {
        ["docker"] = "container",
        ["maxRetries"] = "max_retries",
        ["returnCodes"] = "return_codes",
        ["maxCpu"] = "max_cpu",
        ["maxMemory"] = "max_memory",
        ["shortTask"] = "short_task",
        ["localizationOptional"] = "localization_optional",
        ["gpu_count"] = "gpuCount",
        ["gpu_type"] = "gpuType",
        ["runtime_minutes"] = "time_minutes",
        ["time_limit"] = "time_minutes",
        ["walltime"] = "time_minutes",
        ["slurm_time"] = "time_minutes",
        ["partition"] = "slurm_partition",
        ["queue"] = "slurm_partition",
    };

    // SPEC "Requirements Section": what cannot be a hint where the two sections are apart.
    private static readonly ImmutableHashSet<string> RequirementNames =
        ["container", "cpu", "memory", "gpu", "fpga", "disks", "max_retries", "return_codes"];

    private readonly Dictionary<string, Attribute> _requirements;
    private readonly Dictionary<string, Attribute> _hints;

    private TaskAttributes(TaskDefinition task, Dictionary<string, Attribute> requirements, Dictionary<string, Attribute> hints)
    {
        Task = task;
        _requirements = requirements;
        _hints = hints;
    }

    /// <summary>The task.</summary>
    public TaskDefinition Task { get; }

    /// <summary>
    /// All hints, each by the name it is written with and by that of WDL 1.3; where the task has a <c>runtime</c> section, all
    /// of its keys; of two of a name the one in <c>hints</c>, or given for it.
    /// </summary>
    public IReadOnlyDictionary<string, Value> CollectHints()
    {
        Dictionary<string, Value> hints = new(StringComparer.Ordinal);
        foreach ((string name, Attribute attribute) in _requirements)
        {
            if (Task.HasRuntimeSection || !RequirementNames.Contains(name))
            {
                Add(name, attribute);
            }
        }

        foreach ((string name, Attribute attribute) in _hints)
        {
            Add(name, attribute);
        }

        return hints;

        void Add(string name, Attribute attribute)
        {
            hints[attribute.Name] = attribute.Value;
            hints[name] = attribute.Value;
        }
    }

    /// <summary>Evaluates the sections of a task.</summary>
    /// <param name="task">The task.</param>
    /// <param name="evaluator">Evaluates the values.</param>
    /// <param name="scope">The task's declarations.</param>
    /// <param name="given">What overrides <c>requirements</c>, <c>runtime</c> and <c>hints</c>; null for nothing.</param>
    /// <exception cref="EvaluationException">An attribute has no value.</exception>
    public static TaskAttributes Evaluate(TaskDefinition task, Evaluator evaluator, EvaluationScope scope, CallInputs? given)
    {
        return new TaskAttributes(task, Section(task.Requirements, given?.Requirements), Section(task.Hints, given?.Hints));

        Dictionary<string, Attribute> Section(IEnumerable<TaskAttribute> written, IReadOnlyDictionary<string, Value>? overrides)
        {
            Dictionary<string, Attribute> section = Take(task, overrides ?? ImmutableDictionary<string, Value>.Empty);

            // An attribute that is overridden is not evaluated: it may be the very thing that fails.
            foreach (TaskAttribute attribute in written.Where(attribute => !section.ContainsKey(Canonical(attribute.Name))))
            {
                section[Canonical(attribute.Name)] =
                    new Attribute(attribute.Name, evaluator.Evaluate(attribute.Value, scope), attribute.Value.Span);
            }

            return section;
        }
    }

    /// <summary>What is given from outside for a task, alone.</summary>
    public static TaskAttributes OfGiven(TaskDefinition task, CallInputs given) => new(task, Take(task, given.Requirements), Take(task, given.Hints));

    /// <summary>An attribute of <c>requirements</c> or <c>runtime</c>; null where there is none, or it is <c>None</c>.</summary>
    public Attribute? FindRequirement(string name) => Present(_requirements.GetValueOrDefault(name));

    /// <summary>An attribute of <c>hints</c>, or of <c>runtime</c>; null where there is none, or it is <c>None</c>.</summary>
    public Attribute? FindHint(string name) => Present(_hints.GetValueOrDefault(name) ?? _requirements.GetValueOrDefault(name));

    /// <summary>An attribute of <c>hints</c> that also is a requirement's name, such as <c>gpu</c>; null where there is none.</summary>
    public Attribute? FindPureHint(string name) => Present(_hints.GetValueOrDefault(name));

    /// <summary>The exception for an attribute whose value is of no form that it takes.</summary>
    public EvaluationException Refuse(Attribute attribute, string expected) => new(new Diagnostic(
        EvaluationDiagnostics.BadRequirement,
        Task.Document.Source,
        attribute.Span,
        $"`{attribute.Name}` is {Show(attribute.Value)}, expected {expected}"));

    private static Dictionary<string, Attribute> Take(TaskDefinition task, IReadOnlyDictionary<string, Value> given)
    {
        Dictionary<string, Attribute> section = new(StringComparer.Ordinal);
        foreach ((string name, Value value) in given)
        {
            section[Canonical(name)] = new Attribute(name, value, task.Span);
        }

        return section;
    }

    private static string Canonical(string name) => Aliases.GetValueOrDefault(name, name);

    private static Attribute? Present(Attribute? attribute) => attribute?.Value is NoneValue ? null : attribute;

    private static string Show(Value value) => value switch
    {
        StringValue text => $"`\"{text.Text}\"`",
        BooleanValue or IntValue or FloatValue => $"`{ValueText.Format(value)}`",
        _ => $"of type `{value.Type}`",
    };

    /// <summary>An evaluated attribute.</summary>
    /// <param name="Name">Its name as written.</param>
    /// <param name="Value">Its value.</param>
    /// <param name="Span">Its place in the task's document.</param>
    internal sealed record Attribute(string Name, Value Value, TextSpan Span);
}
