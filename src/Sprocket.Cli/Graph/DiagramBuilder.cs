using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Sprocket.Text;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Cli.Graph;

/// <summary>Draws up the diagram of a task or workflow: its calls; declarations are what the edges pass through.</summary>
/// <param name="expands">Whether workflows that are called are drawn open.</param>
internal sealed class DiagramBuilder(bool expands)
{
    // Longer conditions say no more in a diagram than their beginning does.
    private const int MaxExpressionLength = 40;

    private readonly HashSet<string> _ids = [];

    /// <summary>The diagram of a task or workflow.</summary>
    public static Diagram Build(Callable target, bool expands)
    {
        var builder = new DiagramBuilder(expands);
        return new Diagram(target.Name, target switch
        {
            WorkflowDefinition workflow => builder.BuildBody(workflow.Body, workflow.Document.Source, ""),
            _ => new DiagramBody([new DiagramNode(builder.CreateId(target.Name), target.Name, null, DiagramNodeKind.Task)], []),
        });
    }

    private DiagramBody BuildBody(CallGraph graph, SourceText source, string prefix)
    {
        ImmutableArray<DiagramItem>.Builder items = ImmutableArray.CreateBuilder<DiagramItem>();
        ImmutableArray<DiagramEdge>.Builder edges = ImmutableArray.CreateBuilder<DiagramEdge>();

        // What a node that is not drawn passes on is what it waits for itself.
        Dictionary<WorkflowNode, ImmutableArray<DiagramItem>> reached = [];
        foreach (WorkflowNode node in graph.Nodes)
        {
            ImmutableArray<DiagramItem> needed = [.. node.Dependencies.SelectMany(dependency => reached[dependency]).Distinct()];
            if (BuildItem(node, source, prefix) is DiagramItem item)
            {
                items.Add(item);
                edges.AddRange(needed.Select(from => new DiagramEdge(from, item)));
                needed = [item];
            }

            reached.Add(node, needed);
        }

        return new DiagramBody(items.DrainToImmutable(), edges.DrainToImmutable());
    }

    private DiagramItem? BuildItem(WorkflowNode node, SourceText source, string prefix) => node switch
    {
        CallNode call => BuildCall(call, prefix),
        ScatterNode scatter => BuildGroup(
            $"{prefix}scatter_{scatter.Variable.Name}",
            $"scatter {scatter.Variable.Name} in {Quote(source, scatter.Collection.Span)}",
            DiagramGroupKind.Scatter,
            scatter.Body,
            source,
            prefix),
        ConditionalNode { Clauses: [ConditionalClause only] } => BuildClause(only, source, prefix, 0),
        ConditionalNode conditional => BuildConditional(conditional, source, prefix),
        _ => null,
    };

    private DiagramItem BuildCall(CallNode call, string prefix)
    {
        string id = CreateId(prefix + call.Name);
        string label = call.Name == call.Target.Name ? call.Name : $"{call.Name} = {call.Target.Name}";
        if (expands && call.Target is WorkflowDefinition workflow
            && BuildBody(workflow.Body, workflow.Document.Source, $"{prefix}{call.Name}_") is { Items.IsEmpty: false } body)
        {
            return new DiagramGroup(id, label, DiagramGroupKind.Workflow, body);
        }

        return new DiagramNode(
            id,
            call.Name,
            call.Name == call.Target.Name ? null : call.Target.Name,
            call.Target is WorkflowDefinition ? DiagramNodeKind.Workflow : DiagramNodeKind.Task);
    }

    private DiagramGroup? BuildConditional(ConditionalNode conditional, SourceText source, string prefix)
    {
        string id = CreateId($"{prefix}if");
        ImmutableArray<DiagramItem> clauses =
            [.. conditional.Clauses.Select((clause, index) => BuildClause(clause, source, prefix, index)).OfType<DiagramItem>()];
        return clauses.IsEmpty ? null : new DiagramGroup(id, "one of", DiagramGroupKind.Conditional, new DiagramBody(clauses, []));
    }

    private DiagramGroup? BuildClause(ConditionalClause clause, SourceText source, string prefix, int index)
    {
        string label = clause.Condition is null ? "else" : $"{(index == 0 ? "if" : "else if")} {Quote(source, clause.Condition.Span)}";
        return BuildGroup($"{prefix}if", label, DiagramGroupKind.Conditional, clause.Body, source, prefix);
    }

    // Where nothing is called there is nothing to draw.
    private DiagramGroup? BuildGroup(string id, string label, DiagramGroupKind kind, CallGraph graph, SourceText source, string prefix)
    {
        string ownId = CreateId(id);
        return BuildBody(graph, source, prefix) is { Items.IsEmpty: false } body ? new DiagramGroup(ownId, label, kind, body) : null;
    }

    private string CreateId(string wanted)
    {
        string id = wanted;
        for (int number = 2; !_ids.Add(id); number++)
        {
            id = string.Create(CultureInfo.InvariantCulture, $"{wanted}_{number}");
        }

        return id;
    }

    // On one line, without what XML has no form for.
    private static string Quote(SourceText source, TextSpan span)
    {
        string[] words = source.Text.Substring(span.Start, span.Length).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        List<string> text = [];
        foreach (Rune rune in string.Join(' ', words).EnumerateRunes())
        {
            text.Add((Rune.IsControl(rune) ? Rune.ReplacementChar : rune).ToString());
        }

        return text.Count <= MaxExpressionLength
            ? string.Concat(text)
            : $"{string.Concat(text[..(MaxExpressionLength - 1)]).TrimEnd()}…";
    }
}
