using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Wdl.Semantics;

/// <summary>Something that others depend on, in a graph that must have no cycles.</summary>
internal abstract class DependencyItem
{
    private readonly Dictionary<DependencyItem, TextSpan> _dependencies = [];

    /// <summary>What it depends on, with the place of the first use, in order of use.</summary>
    public IReadOnlyDictionary<DependencyItem, TextSpan> Dependencies => _dependencies;

    /// <summary>Words for it in a message, such as "`x`".</summary>
    public abstract string Description { get; }

    /// <summary>Its place.</summary>
    public abstract TextSpan Place { get; }

    public void DependOn(DependencyItem item, TextSpan use) => _dependencies.TryAdd(item, use);
}

/// <summary>Puts items into an order in which each comes after all it depends on.</summary>
internal static class DependencySorter
{
    /// <summary>Sorts; items keep their order where dependencies allow.</summary>
    /// <param name="items">The items.</param>
    /// <param name="context">Where cycles are reported, each once, with all its members.</param>
    public static ImmutableArray<T> Sort<T>(IReadOnlyList<T> items, CheckContext context)
        where T : DependencyItem
    {
        HashSet<DependencyItem> members = [.. items];
        HashSet<DependencyItem> done = new(items.Count);
        HashSet<DependencyItem> onPath = [];
        HashSet<DependencyItem> reported = [];
        ImmutableArray<T>.Builder sorted = ImmutableArray.CreateBuilder<T>(items.Count);

        // An explicit stack: a chain of a hundred thousand declarations is legal.
        Stack<(T Item, IEnumerator<DependencyItem> Pending)> path = new();
        foreach (T root in items)
        {
            if (!done.Contains(root))
            {
                Enter(root);
            }

            while (path.TryPeek(out (T Item, IEnumerator<DependencyItem> Pending) top))
            {
                if (!top.Pending.MoveNext())
                {
                    path.Pop();
                    onPath.Remove(top.Item);
                    done.Add(top.Item);
                    sorted.Add(top.Item);
                }
                else if (onPath.Contains(top.Pending.Current))
                {
                    ReportCycle([.. path.Select(step => step.Item).Reverse().SkipWhile(item => item != top.Pending.Current)], reported, context);
                }
                else if (!done.Contains(top.Pending.Current) && members.Contains(top.Pending.Current))
                {
                    Enter((T)top.Pending.Current);
                }
            }
        }

        return sorted.DrainToImmutable();

        void Enter(T item)
        {
            onPath.Add(item);
            path.Push((item, item.Dependencies.Keys.GetEnumerator()));
        }
    }

    private static void ReportCycle(DependencyItem[] cycle, HashSet<DependencyItem> reported, CheckContext context)
    {
        if (cycle.Any(reported.Contains))
        {
            return;
        }

        reported.UnionWith(cycle);
        int first = Array.IndexOf(cycle, cycle.MinBy(item => item.Place.Start));
        DependencyItem[] ordered = [.. cycle[first..], .. cycle[..first]];
        string message = ordered.Length == 1
            ? $"{ordered[0].Description} depends on itself"
            : $"{ordered[0].Description} depends on itself, by way of {string.Join(" and ", ordered[1..].Select(item => item.Description))}";
        ImmutableArray<DiagnosticLabel> labels =
        [
            .. ordered.Select((item, i) =>
            {
                DependencyItem next = ordered[(i + 1) % ordered.Length];
                return context.Label(item.Dependencies[next], $"{item.Description} needs {next.Description}");
            }),
        ];
        context.Report(
            SemanticDiagnostics.Cycle,
            ordered[0].Place,
            message,
            help: "break the circle: let one of them be computed without the others",
            labels: labels);
    }
}
