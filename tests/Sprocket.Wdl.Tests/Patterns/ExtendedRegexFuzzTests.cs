#pragma warning disable CA5394 // A seeded generator is wanted, so that a failure can be repeated.
using System.Text;
using System.Text.RegularExpressions;
using Sprocket.Wdl.Patterns;

namespace Sprocket.Wdl.Tests.Patterns;

/// <summary>Random patterns, with fixed seeds, against a backtracking engine that tries every substring.</summary>
public class ExtendedRegexFuzzTests
{
    [Fact]
    public void Random_patterns_match_the_leftmost_longest_text()
    {
        Random random = new(20260301);
        for (int i = 0; i < 1500; i++)
        {
            string pattern = MakePattern(random, depth: 3);
            string text = MakeText(random);

            RegexMatch? match = ExtendedRegex.Parse(pattern).Find(text, 0);

            Assert.Equal(
                (pattern, text, FindLeftmostLongest(pattern, text)),
                (pattern, text, match is null ? null : (match.Start, match.End)));
        }
    }

    [Fact]
    public void Random_lazy_patterns_match_as_in_Perl()
    {
        Random random = new(7);
        for (int i = 0; i < 1500; i++)
        {
            // The last part makes every pattern a lazy one. Groups are not repeated: where a round of a loop may be empty,
            // Perl's rule depends on the order in which it backtracks.
            string pattern = MakePattern(random, depth: 3, repeatsGroups: false) + "c??";
            string text = MakeText(random);

            RegexMatch? match = ExtendedRegex.Parse(pattern).Find(text, 0);

            Match expected = Regex.Match(text, pattern, RegexOptions.CultureInvariant);
            Assert.Equal(
                (pattern, text, expected.Success ? (expected.Index, expected.Index + expected.Length) : null),
                (pattern, text, match is null ? ((int, int)?)null : (match.Start, match.End)));
        }
    }

    [Fact]
    public void Random_texts_are_patterns_or_are_refused()
    {
        const string Alphabet = "ab01(){}[]|*+?.^$\\-,:=wdsn !😀";
        Random random = new(42);
        for (int i = 0; i < 20_000; i++)
        {
            string pattern = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            try
            {
                ExtendedRegex.Parse(pattern).IsMatch("ab0 1(a)");
            }
            catch (PatternException exception)
            {
                Assert.InRange(exception.Position, 0, pattern.Length);
            }
        }
    }

    private static (int Start, int End)? FindLeftmostLongest(string pattern, string text)
    {
        for (int start = 0; start <= text.Length; start++)
        {
            for (int end = text.Length; end >= start; end--)
            {
                // Anchors of the pattern see the whole text, so the place is fixed by look-around.
                string exact = $"(?<=\\A[abc]{{{start}}})(?:{pattern})(?=[abc]{{{text.Length - end}}}\\z)";
                if (Regex.IsMatch(text, exact, RegexOptions.CultureInvariant))
                {
                    return (start, end);
                }
            }
        }

        return null;
    }

    private static string MakeText(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(7)).Select(_ => "abc"[random.Next(3)]));

    private static string MakePattern(Random random, int depth, bool repeatsGroups = true)
    {
        StringBuilder pattern = new();
        int parts = random.Next(1, 4);
        for (int i = 0; i < parts; i++)
        {
            int kind = depth == 0 ? random.Next(6) : random.Next(9);
            pattern.Append(kind switch
            {
                0 or 1 => "a",
                2 => "b",
                3 => ".",
                4 => "[ac]",
                5 => random.Next(3) switch { 0 => "^", 1 => "\\b", _ => "[^a]" },
                6 => $"({MakePattern(random, depth - 1, repeatsGroups)}|{MakePattern(random, depth - 1, repeatsGroups)})",
                _ => $"({MakePattern(random, depth - 1, repeatsGroups)})",
            });
            if (kind <= 5 || repeatsGroups)
            {
                pattern.Append(random.Next(7) switch { 0 => "*", 1 => "+", 2 => "?", 3 => "{1,2}", _ => "" });
            }
        }

        return pattern.ToString();
    }
}
