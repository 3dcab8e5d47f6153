using System.Collections.Immutable;

namespace Sprocket.Cli.Graph;

/// <summary>A point, in pixels from the upper left corner.</summary>
internal readonly record struct Point(double X, double Y);

/// <summary>An item with its place.</summary>
/// <param name="Item">The item.</param>
/// <param name="X">Its left edge inside the body.</param>
/// <param name="Y">Its upper edge inside the body.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
/// <param name="Inside">Where what is inside lies; null for a node.</param>
internal sealed record PlacedItem(DiagramItem Item, double X, double Y, double Width, double Height, BodyLayout? Inside);

/// <summary>A body whose items have their places.</summary>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
/// <param name="Items">The items.</param>
/// <param name="Edges">The points each edge passes through, from the lower edge of an item to the upper edge of another.</param>
internal sealed record BodyLayout(double Width, double Height, ImmutableArray<PlacedItem> Items, ImmutableArray<ImmutableArray<Point>> Edges);

/// <summary>Gives the items of a diagram places: layers from top to bottom, everything below what it needs.</summary>
/// <remarks>
/// The method of Sugiyama, each step in its simplest form: the layer is the longest path from the top; edges over several
/// layers pass through points of their own; each layer is ordered by the means of its neighbours; and items move
/// towards those means as far as there is room. A frame is laid out first and is then one large item.
/// </remarks>
internal static class LayeredLayout
{
    /// <summary>Room between a frame and what is inside.</summary>
    public const double Padding = 16;

    /// <summary>Room for the label of a frame.</summary>
    public const double LabelHeight = 22;

    private const double CharacterWidth = 7.4;
    private const double NodeHeight = 34;
    private const double DetailHeight = 48;
    private const double ColumnGap = 28;
    private const double RowGap = 44;
    private const int OrderingRounds = 8;
    private const int PlacingRounds = 8;

    /// <summary>The places of a body's items.</summary>
    public static BodyLayout Place(DiagramBody body)
    {
        Dictionary<DiagramItem, Slot> slots = new(ReferenceEqualityComparer.Instance);
        List<List<Slot>> rows = [];
        foreach (DiagramItem item in body.Items)
        {
            slots.Add(item, CreateSlot(item));
        }

        // Items come after what they need, so that one pass finds the longest paths.
        foreach (DiagramEdge edge in body.Edges)
        {
            slots[edge.To].Row = Math.Max(slots[edge.To].Row, slots[edge.From].Row + 1);
        }

        foreach (DiagramItem item in body.Items)
        {
            Append(rows, slots[item]);
        }

        List<ImmutableArray<Slot>> paths = [];
        foreach (DiagramEdge edge in body.Edges)
        {
            paths.Add(Connect(slots[edge.From], slots[edge.To], rows));
        }

        Order(rows);
        double height = PlaceRows(rows);
        double width = PlaceColumns(rows);
        return new BodyLayout(
            width,
            height,
            [.. body.Items.Select(item => slots[item]).Select(slot => new PlacedItem(slot.Item!, slot.X, slot.Y, slot.Width, slot.Height, slot.Inside))],
            [.. paths.ConvertAll(Trace)]);
    }

    private static Slot CreateSlot(DiagramItem item)
    {
        if (item is DiagramGroup group)
        {
            BodyLayout inside = Place(group.Body);
            return new Slot(item, inside)
            {
                Width = Math.Max(inside.Width, Measure(group.Label)) + (2 * Padding),
                Height = inside.Height + (2 * Padding) + LabelHeight,
            };
        }

        string? detail = ((DiagramNode)item).Detail;
        return new Slot(item, null)
        {
            Width = Math.Max(Measure(item.Label), detail is null ? 0 : Measure(detail)) + (2 * Padding),
            Height = detail is null ? NodeHeight : DetailHeight,
        };
    }

    private static double Measure(string label) => label.Length * CharacterWidth;

    private static void Append(List<List<Slot>> rows, Slot slot)
    {
        while (rows.Count <= slot.Row)
        {
            rows.Add([]);
        }

        rows[slot.Row].Add(slot);
    }

    private static ImmutableArray<Slot> Connect(Slot from, Slot to, List<List<Slot>> rows)
    {
        List<Slot> path = [from];
        for (int row = from.Row + 1; row < to.Row; row++)
        {
            var bend = new Slot(null, null) { Row = row };
            rows[row].Add(bend);
            path.Add(bend);
        }

        path.Add(to);
        for (int i = 1; i < path.Count; i++)
        {
            path[i - 1].Below.Add(path[i]);
            path[i].Above.Add(path[i - 1]);
        }

        return [.. path];
    }

    private static void Order(List<List<Slot>> rows)
    {
        Number(rows);
        for (int round = 0; round < OrderingRounds; round++)
        {
            bool isDownward = round % 2 == 0;
            foreach (int row in Sweep(rows.Count, isDownward))
            {
                rows[row] = [.. rows[row].OrderBy(slot => Mean(isDownward ? slot.Above : slot.Below, slot.Index, neighbour => neighbour.Index))];
                Number(rows);
            }
        }
    }

    private static void Number(List<List<Slot>> rows)
    {
        foreach (List<Slot> row in rows)
        {
            // Rows of different lengths are compared as if they were equally long.
            for (int i = 0; i < row.Count; i++)
            {
                row[i].Index = (i + 0.5) / row.Count;
            }
        }
    }

    private static double PlaceRows(List<List<Slot>> rows)
    {
        double top = 0;
        foreach (List<Slot> row in rows)
        {
            double height = row.Max(slot => slot.Height);
            foreach (Slot slot in row)
            {
                slot.Y = top;
                slot.RowBottom = top + height;
            }

            top += height + RowGap;
        }

        return Math.Max(top - RowGap, 0);
    }

    private static double PlaceColumns(List<List<Slot>> rows)
    {
        foreach (List<Slot> row in rows)
        {
            double left = 0;
            foreach (Slot slot in row)
            {
                slot.X = left;
                left += slot.Width + ColumnGap;
            }
        }

        for (int round = 0; round < PlacingRounds; round++)
        {
            bool isDownward = round % 2 == 0;
            foreach (int row in Sweep(rows.Count, isDownward))
            {
                Pull(rows[row], isDownward);
            }
        }

        Slot[] all = [.. rows.SelectMany(row => row)];
        double start = all.Length == 0 ? 0 : all.Min(slot => slot.X);
        foreach (Slot slot in all)
        {
            slot.X = Math.Round(slot.X - start, 1);
        }

        return all.Length == 0 ? 0 : all.Max(slot => slot.X + slot.Width);
    }

    // Pushed apart once from the left and once from the right; the mean of both is apart as well, and leans to no side.
    private static void Pull(List<Slot> row, bool isDownward)
    {
        double[] fromLeft = [.. row.ConvertAll(slot => Mean(isDownward ? slot.Above : slot.Below, slot.Centre, neighbour => neighbour.Centre) - (slot.Width / 2))];
        double[] fromRight = [.. fromLeft];
        for (int i = 1; i < row.Count; i++)
        {
            fromLeft[i] = Math.Max(fromLeft[i], fromLeft[i - 1] + row[i - 1].Width + ColumnGap);
        }

        for (int i = row.Count - 2; i >= 0; i--)
        {
            fromRight[i] = Math.Min(fromRight[i], fromRight[i + 1] - row[i].Width - ColumnGap);
        }

        for (int i = 0; i < row.Count; i++)
        {
            row[i].X = (fromLeft[i] + fromRight[i]) / 2;
        }
    }

    private static double Mean(List<Slot> neighbours, double otherwise, Func<Slot, double> position) =>
        neighbours.Count == 0 ? otherwise : neighbours.Average(position);

    private static IEnumerable<int> Sweep(int count, bool isDownward) =>
        isDownward ? Enumerable.Range(0, count) : Enumerable.Range(0, count).Reverse();

    // Upright inside rows, so that an edge bends only between them, where nothing is in its way.
    private static ImmutableArray<Point> Trace(ImmutableArray<Slot> path)
    {
        ImmutableArray<Point>.Builder points = ImmutableArray.CreateBuilder<Point>();
        points.Add(new Point(path[0].Centre, path[0].Y + path[0].Height));
        for (int i = 1; i < path.Length; i++)
        {
            if (points[^1].Y < path[i - 1].RowBottom)
            {
                points.Add(new Point(path[i - 1].Centre, path[i - 1].RowBottom));
            }

            points.Add(new Point(path[i].Centre, path[i].Y));
        }

        return points.DrainToImmutable();
    }

    /// <summary>A place in a row, of an item or of a bend of an edge.</summary>
    private sealed class Slot(DiagramItem? item, BodyLayout? inside)
    {
        public DiagramItem? Item { get; } = item;

        public BodyLayout? Inside { get; } = inside;

        public List<Slot> Above { get; } = [];

        public List<Slot> Below { get; } = [];

        public int Row { get; set; }

        public double Index { get; set; }

        public double X { get; set; }

        public double Y { get; set; }

        public double RowBottom { get; set; }

        public double Width { get; init; }

        public double Height { get; init; }

        public double Centre => X + (Width / 2);
    }
}
