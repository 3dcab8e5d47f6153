namespace Sprocket.Wdl.Syntax;

/// <summary>Names that were met before: the same few fill a document and those around it, so each is made once.</summary>
internal static class NameCache
{
    private const int Size = 1024;
    private const int LongestName = 64;

    // A slot that another name occupies is overwritten. Threads may do so at the same time: whichever wins, it is a name.
    private static readonly string?[] Names = new string?[Size];

    /// <summary>The name as a string.</summary>
    /// <param name="name">The name; not empty.</param>
    public static string Get(ReadOnlySpan<char> name)
    {
        if (name.Length > LongestName)
        {
            return name.ToString();
        }

        int slot = (name[0] + (name[^1] * 31) + (name[name.Length / 2] * 7) + (name.Length * 131)) & (Size - 1);
        if (Names[slot] is string known && name.SequenceEqual(known))
        {
            return known;
        }

        return Names[slot] = name.ToString();
    }
}
