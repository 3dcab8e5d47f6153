using System.Collections.Immutable;
using System.Text;
using Sprocket.Wdl.Patterns;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.StandardLibrary;

/// <summary>SPEC "String Functions" and "String Array Functions".</summary>
internal static class StringFunctions
{
    public static ImmutableArray<Overload> All { get; } =
    [
        // "Any arguments are allowed so long as they can be coerced to Strings."
        new(WdlVersion.V1_0, "String sub(T, String, U)", (_, arguments, _) => Substitute(arguments)),
        new(WdlVersion.V1_2, "String? find(String, String)", (_, arguments, _) => Find(arguments)),
        new(WdlVersion.V1_2, "Boolean matches(String, String)",
            (_, arguments, _) => new BooleanValue(Compile(arguments[1]).IsMatch(Text(arguments[0])))),
        new(WdlVersion.V1_3, "Array[String] split(String, String)", (_, arguments, _) => Split(arguments)),
        new(WdlVersion.V1_0, "Array[String] prefix(String, Array[P])",
            (_, arguments, _) => Map(arguments[1], item => Text(arguments[0]) + item)),
        new(WdlVersion.V1_1, "Array[String] suffix(String, Array[P])",
            (_, arguments, _) => Map(arguments[1], item => item + Text(arguments[0]))),
        new(WdlVersion.V1_1, "Array[String] quote(Array[P])", (_, arguments, _) => Map(arguments[0], item => $"\"{item}\"")),
        new(WdlVersion.V1_1, "Array[String] squote(Array[P])", (_, arguments, _) => Map(arguments[0], item => $"'{item}'")),
        new(WdlVersion.V1_1, "String sep(String, Array[P])",
            (_, arguments, _) => new StringValue(string.Join(Text(arguments[0]), ((ArrayValue)arguments[1]).Items.Select(ValueText.Format)))),
    ];

    private static StringValue Substitute(ImmutableArray<Value> arguments)
    {
        string input = Text(arguments[0]);
        ExtendedRegex pattern = Compile(arguments[1]);
        string replacement = Text(arguments[2]);
        StringBuilder result = new();
        int copied = 0;
        foreach (RegexMatch match in pattern.FindAll(input))
        {
            result.Append(input, copied, match.Start - copied);
            AppendReplacement(result, replacement, input, match);
            copied = match.End;
        }

        return new StringValue(result.Append(input, copied, input.Length - copied).ToString());
    }

    // SPEC 1.2.1 `sub`: `\1` to `\9` stand for groups, one that took no part for nothing. 1.0 and 1.1 do not say, but
    // their engines do the same.
    private static void AppendReplacement(StringBuilder result, string replacement, string input, RegexMatch match)
    {
        for (int i = 0; i < replacement.Length; i++)
        {
            if (replacement[i] == '\\' && i + 1 < replacement.Length && replacement[i + 1] is >= '1' and <= '9')
            {
                int group = replacement[++i] - '0';
                if (group > match.GroupCount)
                {
                    throw new FunctionException(
                        $"the replacement names group {group}, but the pattern has {match.GroupCount}");
                }

                if (match.GetGroup(group) is (int start, int end))
                {
                    result.Append(input, start, end - start);
                }
            }
            else
            {
                result.Append(replacement[i]);
            }
        }
    }

    private static Value Find(ImmutableArray<Value> arguments)
    {
        string input = Text(arguments[0]);
        RegexMatch? match = Compile(arguments[1]).Find(input, 0);
        return match is null ? NoneValue.Instance : new StringValue(input[match.Start..match.End]);
    }

    // An empty match splits between characters, as it does elsewhere, but not before the first and after the last.
    private static ArrayValue Split(ImmutableArray<Value> arguments)
    {
        string input = Text(arguments[0]);
        List<Value> parts = [];
        int start = 0;
        foreach (RegexMatch match in Compile(arguments[1]).FindAll(input))
        {
            if (match.Start == match.End && (match.Start == 0 || match.Start == input.Length))
            {
                continue;
            }

            parts.Add(new StringValue(input[start..match.Start]));
            start = match.End;
        }

        parts.Add(new StringValue(input[start..]));
        return new ArrayValue(new ArrayType(PrimitiveType.String), [.. parts]);
    }

    private static ExtendedRegex Compile(Value pattern)
    {
        try
        {
            return ExtendedRegex.Parse(Text(pattern));
        }
        catch (PatternException exception)
        {
            throw new FunctionException($"the pattern is wrong: {exception.Message}", exception);
        }
    }

    private static ArrayValue Map(Value array, Func<string, string> change) => new(
        new ArrayType(PrimitiveType.String),
        [.. ((ArrayValue)array).Items.Select(item => new StringValue(change(ValueText.Format(item))))]);

    private static string Text(Value value) => ValueText.Format(value);
}
