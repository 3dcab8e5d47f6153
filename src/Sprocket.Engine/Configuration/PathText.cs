using System.Text;

namespace Sprocket.Engine.Configuration;

/// <summary>Replaces what a shell would replace in a path.</summary>
internal static class PathText
{
    /// <summary>The path with a leading <c>~</c> and each <c>$NAME</c> and <c>${NAME}</c> replaced.</summary>
    /// <param name="path">The path as written.</param>
    /// <param name="environment">The variables.</param>
    /// <param name="unset">The variable that is not set, when the result is null.</param>
    public static string? Expand(string path, IReadOnlyDictionary<string, string> environment, out string unset)
    {
        unset = "";
        StringBuilder text = new();
        int position = 0;
        if (path == "~" || path.StartsWith("~/", StringComparison.Ordinal))
        {
            if (!environment.TryGetValue("HOME", out string? home))
            {
                unset = "HOME";
                return null;
            }

            text.Append(home);
            position = 1;
        }

        while (position < path.Length)
        {
            if (path[position] == '$' && FindName(path, position + 1) is (string name, int end))
            {
                if (!environment.TryGetValue(name, out string? value))
                {
                    unset = name;
                    return null;
                }

                text.Append(value);
                position = end;
            }
            else
            {
                text.Append(path[position++]);
            }
        }

        return text.ToString();
    }

    // A dollar sign that no name follows is a dollar sign.
    private static (string Name, int End)? FindName(string path, int start)
    {
        bool isBraced = start < path.Length && path[start] == '{';
        int first = isBraced ? start + 1 : start;
        int end = first;
        while (end < path.Length && (char.IsAsciiLetter(path[end]) || path[end] == '_' || (end > first && char.IsAsciiDigit(path[end]))))
        {
            end++;
        }

        bool isName = end > first && (!isBraced || (end < path.Length && path[end] == '}'));
        return isName ? (path[first..end], isBraced ? end + 1 : end) : null;
    }
}
