using System.Collections.Immutable;
using System.Globalization;

namespace Sprocket.Engine.Backends.Slurm;

/// <summary>Ids of jobs as Slurm writes them: <c>17</c>, <c>17_3</c> for an element of an array, <c>17_[0-3,7]</c> for several. Pure.</summary>
internal static class JobIds
{
    /// <summary>The id of an element.</summary>
    public static string OfElement(string arrayId, int index) => string.Create(CultureInfo.InvariantCulture, $"{arrayId}_{index}");

    /// <summary>Whether it is the id of an element of an array.</summary>
    public static bool IsElement(string id) => id.Contains('_', StringComparison.Ordinal);

    /// <summary>The id of the array that an element belongs to; that of the job itself when it is none.</summary>
    public static string ArrayOf(string id) => id.Split('_', 2)[0];

    /// <summary>The same jobs in fewer words: the elements of one array as one.</summary>
    public static ImmutableArray<string> Condense(IEnumerable<string> ids)
    {
        ImmutableArray<string>.Builder words = ImmutableArray.CreateBuilder<string>();
        Dictionary<string, List<int>> elements = new(StringComparer.Ordinal);
        foreach (string id in ids)
        {
            if (id.Split('_', 2) is [string array, string text] && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
            {
                if (!elements.TryGetValue(array, out List<int>? indices))
                {
                    elements.Add(array, indices = []);
                }

                indices.Add(index);
            }
            else
            {
                words.Add(id);
            }
        }

        foreach ((string array, List<int> indices) in elements)
        {
            words.Add(indices is [int only] ? OfElement(array, only) : $"{array}_[{string.Join(',', Ranges(indices))}]");
        }

        return words.ToImmutable();
    }

    /// <summary>The jobs that a word stands for, such as sacct writes for elements that never began: <c>17_[0-3,7]</c>, <c>17_[0-9%2]</c>.</summary>
    public static IEnumerable<string> Expand(string id)
    {
        int open = id.IndexOf("_[", StringComparison.Ordinal);
        if (open < 0)
        {
            return [id];
        }

        string array = id[..open];
        string[] ranges = id[(open + 2)..].Split('%', ']')[0].Split(',');
        return ranges.SelectMany(ParseRange).Select(index => OfElement(array, index));
    }

    private static IEnumerable<string> Ranges(List<int> indices)
    {
        indices.Sort();
        for (int start = 0; start < indices.Count;)
        {
            int end = start;
            while (end + 1 < indices.Count && indices[end + 1] <= indices[end] + 1)
            {
                end++;
            }

            yield return indices[start] == indices[end]
                ? indices[start].ToString(CultureInfo.InvariantCulture)
                : string.Create(CultureInfo.InvariantCulture, $"{indices[start]}-{indices[end]}");
            start = end + 1;
        }
    }

    // A range that is cut short, `0-3...`, loses what is not there.
    private static IEnumerable<int> ParseRange(string range)
    {
        string[] ends = range.Split('-', 2);
        return int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out int first)
            && int.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out int last) && last >= first
            ? Enumerable.Range(first, last - first + 1)
            : [];
    }
}
