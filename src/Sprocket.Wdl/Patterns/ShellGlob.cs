using System.Collections.Immutable;
using System.Text;

namespace Sprocket.Wdl.Patterns;

/// <summary>Finds the files that a pattern names, as bash does with its default options and in the order of the C locale.</summary>
/// <remarks>
/// Characters are those of UTF-8, as in the locale C.UTF-8: <c>?</c> matches an umlaut.
/// <c>*</c>, <c>?</c> and <c>[…]</c> match within one part of a path and no leading dot, <c>**</c> is no more than
/// <c>*</c>, and braces are expanded first. Other than bash, a pattern that names nothing gives nothing.
/// </remarks>
public static class ShellGlob
{
    /// <summary>What listings show for bytes of a name that are not UTF-8.</summary>
    internal const char Undecodable = '\uFFFD';

    // Links to files count, and so do links that lead nowhere, but not links to directories: SPEC 1.2.1 `glob`.
    private static readonly EnumerationOptions Everything =
        new() { AttributesToSkip = FileAttributes.None, MatchType = MatchType.Simple, IgnoreInaccessible = true };

    /// <summary>The files that a pattern names below a directory.</summary>
    /// <param name="directory">The directory, on this machine.</param>
    /// <param name="pattern">The pattern, relative to the directory.</param>
    /// <returns>Paths relative to the directory, as the pattern writes them, in bash's order.</returns>
    /// <exception cref="PatternException">The braces expand to too many words.</exception>
    /// <exception cref="FileNameException">The pattern names a file, or looks into a directory, whose name is not UTF-8.</exception>
    public static ImmutableArray<string> FindFiles(string directory, string pattern)
    {
        ImmutableArray<string>.Builder files = ImmutableArray.CreateBuilder<string>();
        foreach (string word in BraceExpansion.Expand(pattern))
        {
            List<string> found = [""];
            string[] parts = word.Split('/');
            for (int i = 0; i < parts.Length && found.Count > 0; i++)
            {
                found = Descend(directory, found, parts[i], isLast: i == parts.Length - 1);
            }

            // Bash sorts the paths of each word as a whole: `a-b/x` comes before `a/x`.
            found.Sort(CompareBytes);
            files.AddRange(found.Where(path => path.Length > 0));
        }

        return files.ToImmutable();
    }

    /// <summary>Whether a pattern without slashes matches a name; a leading dot must be written.</summary>
    public static bool IsMatch(string pattern, string name)
    {
        if (name.StartsWith('.') && !pattern.StartsWith('.') && !pattern.StartsWith("\\.", StringComparison.Ordinal))
        {
            return false;
        }

        List<CharacterSet?> parts = ParseName(pattern);
        return Match(parts, name);
    }

    private static List<string> Descend(string directory, List<string> prefixes, string part, bool isLast)
    {
        List<string> found = [];
        foreach (string prefix in prefixes)
        {
            if (part.AsSpan().IndexOfAny("*?[") < 0)
            {
                // A part without wildcards is not looked up in a listing: it may be `..`, or empty between two slashes.
                string name = Unescape(part);
                Keep(directory, prefix + name, isLast, found);
                continue;
            }

            List<CharacterSet?> pattern = ParseName(part);
            bool isHidden = part[0] == '.' || part.StartsWith("\\.", StringComparison.Ordinal);
            DirectoryInfo parent = new(Path.Combine(directory, prefix));
            if (!parent.Exists)
            {
                continue;
            }

            foreach (FileSystemInfo entry in parent.EnumerateFileSystemInfos("*", Everything))
            {
                if ((isHidden || !entry.Name.StartsWith('.')) && Match(pattern, entry.Name))
                {
                    if (isLast == (entry is FileInfo) && IsOutOfReach(entry))
                    {
                        throw new FileNameException(prefix + entry.Name);
                    }

                    Keep(directory, prefix + entry.Name, isLast, found);
                }
            }
        }

        return found;
    }

    // The name that a listing shows is not the file's own then, which no path here can spell.
    private static bool IsOutOfReach(FileSystemInfo entry) =>
        entry.Name.Contains(Undecodable, StringComparison.Ordinal)
        && !Path.Exists(entry.FullName)
        && new FileInfo(entry.FullName).LinkTarget is null;

    private static void Keep(string directory, string path, bool isLast, List<string> found)
    {
        string full = Path.Combine(directory, path);
        if (!isLast)
        {
            if (path.Length == 0 || Directory.Exists(full))
            {
                found.Add(path + "/");
            }
        }
        else if (!Directory.Exists(full) && (File.Exists(full) || new FileInfo(full).LinkTarget is not null))
        {
            found.Add(path);
        }
    }

    /// <summary>A pattern as sets of single characters, null for <c>*</c>.</summary>
    private static List<CharacterSet?> ParseName(string pattern)
    {
        List<CharacterSet?> parts = [];
        int position = 0;
        while (position < pattern.Length)
        {
            switch (pattern[position])
            {
                case '*':
                    parts.Add(null);
                    position++;
                    break;
                case '?':
                    parts.Add(CharacterSet.Any);
                    position++;
                    break;
                case '[' when TryParseBrackets(pattern, ref position, out CharacterSet? set):
                    parts.Add(set);
                    break;
                case '\\' when position + 1 < pattern.Length:
                    position++;
                    parts.Add(TakeRune(pattern, ref position));
                    break;
                default:
                    parts.Add(TakeRune(pattern, ref position));
                    break;
            }
        }

        return parts;
    }

    // As in a regular expression, but `!` negates, too; what is no bracket expression is an ordinary `[`.
    private static bool TryParseBrackets(string pattern, ref int position, out CharacterSet? set)
    {
        string text = position + 1 < pattern.Length && pattern[position + 1] == '!'
            ? string.Concat(pattern.AsSpan(0, position + 1), "^", pattern.AsSpan(position + 2))
            : pattern;
        int end = position;
        try
        {
            set = new BracketParser(text).Parse(ref end);
            position = end;
            return true;
        }
        catch (PatternException)
        {
            set = null;
            return false;
        }
    }

    private static CharacterSet TakeRune(string pattern, ref int position)
    {
        Rune.DecodeFromUtf16(pattern.AsSpan(position), out Rune rune, out int length);
        CharacterSet set = CharacterSet.Of(length == 1 ? pattern[position] : rune.Value);
        position += length;
        return set;
    }

    // Only the latest star needs to be reconsidered, so the time is at most pattern times name.
    private static bool Match(List<CharacterSet?> pattern, string name)
    {
        int part = 0;
        int position = 0;
        int star = -1;
        int retry = 0;
        while (position < name.Length)
        {
            Rune.DecodeFromUtf16(name.AsSpan(position), out Rune rune, out int length);
            if (part < pattern.Count && pattern[part] is null)
            {
                star = part++;
                retry = position;
            }
            else if (part < pattern.Count && pattern[part]!.Contains(length == 1 ? name[position] : rune.Value))
            {
                part++;
                position += length;
            }
            else if (star >= 0)
            {
                retry += char.IsHighSurrogate(name[retry]) ? 2 : 1;
                part = star + 1;
                position = Math.Min(retry, name.Length);
            }
            else
            {
                return false;
            }
        }

        while (part < pattern.Count && pattern[part] is null)
        {
            part++;
        }

        return part == pattern.Count;
    }

    private static string Unescape(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        StringBuilder result = new();
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                i++;
            }

            result.Append(text[i]);
        }

        return result.ToString();
    }

    // The order of UTF-8 bytes is that of code points, in which UTF-16's surrogates stand too early.
    private static int CompareBytes(string first, string second)
    {
        int length = Math.Min(first.Length, second.Length);
        for (int i = 0; i < length; i++)
        {
            if (first[i] != second[i])
            {
                return char.IsSurrogate(first[i]) != char.IsSurrogate(second[i])
                    ? (char.IsSurrogate(first[i]) ? 1 : -1)
                    : first[i].CompareTo(second[i]);
            }
        }

        return first.Length.CompareTo(second.Length);
    }
}
