using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Configuration;
using Sprocket.Text;
using Sprocket.Wdl;
using Sprocket.Wdl.Evaluation;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.StandardLibrary;
using Sprocket.Wdl.Values;

namespace Sprocket.Engine.Runs;

/// <summary>The <c>sbatch.conditional</c> entries of a configuration: arguments for the jobs that a WDL condition holds for.</summary>
/// <remarks>Of the conditions that hold, the first one counts, as in the system whose configuration this is.</remarks>
public sealed class JobConditions
{
    private const WdlVersion Version = WdlVersion.V1_2;
    private const string HintPrefix = "hint.";

    private static readonly SourceText Nowhere = new("(condition)", "");
    private static readonly Declaration Cpu = Declare("cpu", PrimitiveType.Float);
    private static readonly Declaration Memory = Declare("memory", PrimitiveType.Int);
    private static readonly Declaration Gpu = Declare("gpu", PrimitiveType.Boolean);
    private static readonly Declaration Fpga = Declare("fpga", PrimitiveType.Boolean);
    private static readonly Declaration Disks = Declare("disks", PrimitiveType.Int);
    private static readonly Declaration Hint = Declare("hint", ObjectType.Instance);
    private static readonly ImmutableArray<Declaration> Variables = [Cpu, Memory, Gpu, Fpga, Disks, Hint];

    private readonly ImmutableArray<Condition> _conditions;

    private JobConditions(ImmutableArray<Condition> conditions) => _conditions = conditions;

    /// <summary>Checks the conditions.</summary>
    /// <param name="entries">The entries of the configuration.</param>
    /// <param name="diagnostics">Receives the mistakes, at their places in the configuration.</param>
    /// <returns>The conditions; of use only when nothing was reported.</returns>
    public static JobConditions Parse(ImmutableArray<ConditionalArguments> entries, DiagnosticBag diagnostics)
    {
        ImmutableArray<Condition>.Builder conditions = ImmutableArray.CreateBuilder<Condition>(entries.Length);
        foreach (ConditionalArguments entry in entries)
        {
            var source = new SourceText(entry.Condition.Source.Path, entry.Condition.Value);
            DiagnosticBag found = new();
            Expression expression = ConditionChecker.Check(source, Version, Variables, found);
            diagnostics.AddRange(found.Where(diagnostic => diagnostic.IsError).Select(diagnostic => Relocate(diagnostic, entry.Condition)));
            conditions.Add(new Condition(source, expression, entry.Args));
        }

        return new JobConditions(conditions.MoveToImmutable());
    }

    /// <summary>The arguments of the first condition that holds for what a task asks for; none when no condition holds.</summary>
    /// <exception cref="EvaluationException">A condition has no value.</exception>
    public ImmutableArray<string> Select(Requirements requirements, Hints hints)
    {
        foreach (Condition condition in _conditions)
        {
            var evaluator = new Evaluator(condition.Source, NoFiles.Instance);
            if (evaluator.Evaluate(condition.Expression, CreateScope(requirements, hints, condition.Source.Text)) is BooleanValue { Boolean: true })
            {
                return condition.Arguments;
            }
        }

        return [];
    }

    private static EvaluationScope CreateScope(Requirements requirements, Hints hints, string text)
    {
        EvaluationScope scope = new();
        scope.Set(Cpu, new FloatValue(requirements.Cpu));
        scope.Set(Memory, new IntValue(Math.Max(requirements.MemoryBytes, requirements.RaisedMemoryBytes ?? 0)));
        scope.Set(Gpu, new BooleanValue(requirements.Gpu));
        scope.Set(Fpga, new BooleanValue(requirements.Fpga));
        scope.Set(Disks, new IntValue((requirements.Disks.Values.Sum() + (1L << 30) - 1) >> 30));

        // A hint that the task does not give is None, not a mistake.
        IEnumerable<Entry<string>> given = hints.All.Select(hint => new Entry<string>(hint.Key, ReadHint(hint.Value)));
        IEnumerable<Entry<string>> missing = FindHintNames(text).Where(name => !hints.All.ContainsKey(name))
            .Select(name => new Entry<string>(name, NoneValue.Instance));
        scope.Set(Hint, new ObjectValue([.. given, .. missing]));
        return scope;
    }

    private static HashSet<string> FindHintNames(string text)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        for (int at = text.IndexOf(HintPrefix, StringComparison.Ordinal); at >= 0; at = text.IndexOf(HintPrefix, at + 1, StringComparison.Ordinal))
        {
            ReadOnlySpan<char> rest = text.AsSpan(at + HintPrefix.Length);
            int length = 0;
            while (length < rest.Length && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] == '_'))
            {
                length++;
            }

            names.Add(rest[..length].ToString());
        }

        return names;
    }

    private static Value ReadHint(string json)
    {
        using var document = JsonDocument.Parse(json);
        JsonElement value = document.RootElement;
        return value.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => new BooleanValue(value.GetBoolean()),
            JsonValueKind.Number when long.TryParse(json, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer) => new IntValue(integer),
            JsonValueKind.Number => new FloatValue(value.GetDouble()),
            _ => new StringValue(value.GetString() ?? ""),
        };
    }

    // The condition is part of a file. Where the file writes it without escapes, the place within it is kept.
    private static Diagnostic Relocate(Diagnostic diagnostic, ConfigText condition)
    {
        string written = condition.Source.ToString(condition.Span);
        int offset = written.IndexOf(condition.Value, StringComparison.Ordinal);
        TextSpan span = offset < 0 ? condition.Span : new TextSpan(condition.Span.Start + offset + diagnostic.Span.Start, diagnostic.Span.Length);
        return diagnostic with { Source = condition.Source, Span = span, Labels = [], Fix = null };
    }

    private static Declaration Declare(string name, WdlType type) => new(DeclarationKind.Private, name, type, Nowhere, default);

    private sealed record Condition(SourceText Source, Expression Expression, ImmutableArray<string> Arguments);

    /// <summary>A condition is about a task, not about files.</summary>
    private sealed class NoFiles : FunctionContext
    {
        public static NoFiles Instance { get; } = new();

        public override WdlVersion Version => JobConditions.Version;

        public override string StandardOutput => throw Refuse();

        public override string StandardError => throw Refuse();

        public override string ToHostPath(string path) => throw Refuse();

        public override (string HostPath, string Path) CreateFile(string extension) => throw Refuse();

        public override ImmutableArray<string> Glob(string pattern) => throw Refuse();

        private static FunctionException Refuse() => new("a condition cannot look at files");
    }
}
