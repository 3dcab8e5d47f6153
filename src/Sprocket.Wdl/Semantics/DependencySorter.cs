using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Wdl.Semantics;

/// <summary>Something that others depend on, in a graph that must have no cycles.</summary>
internal abstract class DependencyItem
{
    private Dictionary<DependencyItem, TextSpan>? _dependencies;

    /// <summary>How far <see cref="DependencySorter"/> has come with it.</summary>
    internal enum SortState
    {
        NotSeen,
        OnPath,
        Done,
    }

    /// <summary>What it depends on, in order of use.</summary>
    public IReadOnlyCollection<DependencyItem> Dependencies => _dependencies is null ? [] : _dependencies.Keys;

    /// <summary>Words for it in a message, such as "`x`".</summary>
    public abstract string Description { get; }

    /// <summary>Its place.</summary>
    public abstract TextSpan Place { get; }

    /// <summary>How far it is sorted.</summary>
    internal SortState State { get; set; }

    /// <summary>Makes it depend on what a name stands for that it uses.</summary>
    public abstract void Use(Binding binding, TextSpan span);

    public void DependOn(DependencyItem item, TextSpan use) => (_dependencies ??= []).TryAdd(item, use);

    /// <summary>The place of the first use of a dependency.</summary>
    public TextSpan GetUse(DependencyItem item) => _dependencies![item];
}

/// <summary>Puts items into an order in which each comes after all it depends on.</summary>
internal static class DependencySorter
{
    // Of a circle of thousands, these are shown.
    private const int MaxShown = 10;

    /// <summary>Sorts; items keep their order where dependencies allow.</summary>
    /// <param name="items">The items; what they depend on is among them or was sorted before.</param>
    /// <param name="context">Where cycles are reported, each once, with all its members.</param>
    public static ImmutableArray<T> Sort<T>(IReadOnlyList<T> items, CheckContext context)
        where T : DependencyItem
    {
        HashSet<DependencyItem> reported = [];
        ImmutableArray<T>.Builder sorted = ImmutableArray.CreateBuilder<T>(items.Count);

        // An explicit stack: a chain of a hundred thousand declarations is legal.
        Stack<(DependencyItem Item, IEnumerator<DependencyItem> Pending)> path = new();
        foreach (T root in items)
        {
            if (root.State == DependencyItem.SortState.NotSeen)
            {
                Enter(root);
            }

            while (path.TryPeek(out (DependencyItem Item, IEnumerator<DependencyItem> Pending) top))
            {
                if (!top.Pending.MoveNext())
                {
                    path.Pop();
                    top.Item.State = DependencyItem.SortState.Done;
                    sorted.Add((T)top.Item);
                }
                else if (top.Pending.Current.State == DependencyItem.SortState.OnPath)
                {
                    DependencyItem start = top.Pending.Current;
                    ReportCycle([.. path.Select(step => step.Item).Reverse().SkipWhile(item => item != start)], reported, context);
                }
                else if (top.Pending.Current.State == DependencyItem.SortState.NotSeen)
                {
                    Enter(top.Pending.Current);
                }
            }
        }

        return sorted.DrainToImmutable();

        void Enter(DependencyItem item)
        {
            item.State = DependencyItem.SortState.OnPath;
            path.Push((item, item.Dependencies.GetEnumerator()));
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
        string more = ordered.Length > MaxShown ? " and others" : "";
        string message = ordered.Length == 1
            ? $"{ordered[0].Description} depends on itself"
            : $"{ordered[0].Description} depends on itself, by way of {string.Join(" and ", ordered.Skip(1).Take(MaxShown).Select(item => item.Description))}{more}";
        ImmutableArray<DiagnosticLabel> labels =
        [
            .. ordered.Take(MaxShown).Select((item, i) =>
            {
                DependencyItem next = ordered[(i + 1) % ordered.Length];
                return context.Label(item.GetUse(next), $"{item.Description} needs {next.Description}");
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
