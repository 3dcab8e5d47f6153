namespace Sprocket.Text;

/// <summary>Finds the name that was probably meant.</summary>
public static class Spelling
{
    /// <summary>The candidate nearest to <paramref name="name"/>, or null when none is near enough to suggest.</summary>
    /// <remarks>
    /// Near means a Damerau-Levenshtein distance (adjacent letters swapped count as one edit) of at most a third of the
    /// longer name, or equality but for case. Names of one or two letters are near only if they are equal but for case.
    /// </remarks>
    public static string? FindClosest(string name, IEnumerable<string> candidates)
    {
        string? best = null;
        int bestDistance = int.MaxValue;
        foreach (string candidate in candidates)
        {
            if (string.Equals(name, candidate, StringComparison.OrdinalIgnoreCase))
            {
                return candidate;
            }

            int limit = Math.Max(name.Length, candidate.Length) / 3;
            if (Math.Abs(name.Length - candidate.Length) > limit)
            {
                continue;
            }

            int distance = Distance(name, candidate);
            if (distance <= limit && distance < bestDistance)
            {
                best = candidate;
                bestDistance = distance;
            }
        }

        return best;
    }

    private static int Distance(string a, string b)
    {
        int[] beforePrevious = new int[b.Length + 1];
        int[] previous = new int[b.Length + 1];
        int[] current = new int[b.Length + 1];
        for (int j = 0; j <= b.Length; j++)
        {
            previous[j] = j;
        }

        for (int i = 1; i <= a.Length; i++)
        {
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                int best = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    best = Math.Min(best, beforePrevious[j - 2] + 1);
                }

                current[j] = best;
            }

            (beforePrevious, previous, current) = (previous, current, beforePrevious);
        }

        return previous[b.Length];
    }
}
