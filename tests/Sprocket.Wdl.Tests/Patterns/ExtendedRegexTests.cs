using System.Diagnostics;
using Sprocket.Wdl.Patterns;

namespace Sprocket.Wdl.Tests.Patterns;

public class ExtendedRegexTests
{
    // Pattern, text, and the text that matches; null when nothing does.
    [Theory]
    [InlineData("abc", "xabcx", "abc")]
    [InlineData("abc", "ab", null)]
    [InlineData("", "abc", "")]
    [InlineData(".", "\n", "\n")]
    [InlineData("e..o", "hello world", "ello")]
    [InlineData("^b", "ab", null)]
    [InlineData("^a", "ab", "a")]
    [InlineData("b$", "ab", "b")]
    [InlineData("a$", "a\n", null)]
    [InlineData("a^b", "a^b", null)]
    [InlineData("a|^b", "cb", null)]
    [InlineData("x*", "aaa", "")]
    [InlineData("a+", "baaac", "aaa")]
    [InlineData("ab?c", "ac", "ac")]
    [InlineData("a{2}", "aaa", "aa")]
    [InlineData("a{2,}", "aaaa", "aaaa")]
    [InlineData("a{1,2}", "aaaa", "aa")]
    [InlineData("a{0}b", "ab", "b")]
    [InlineData("a{0,0}", "a", "")]
    [InlineData("(ab){2,3}", "abababab", "ababab")]
    [InlineData("a{,2}", "a{,2}", "a{,2}")]
    [InlineData("a{x}", "a{x}", "a{x}")]
    [InlineData("a{", "a{", "a{")]
    [InlineData("{", "{", "{")]
    [InlineData("a}", "a}", "a}")]
    [InlineData("a]", "a]", "a]")]
    [InlineData("cat|category", "categories", "cat")]
    [InlineData("cat|categor", "categories", "categor")]
    [InlineData("(a|ab)(c|bcd)", "abcd", "abcd")]
    [InlineData("(|a)b", "ab", "ab")]
    [InlineData("()", "a", "")]
    [InlineData("abcd|c", "abcd", "abcd")]
    [InlineData("a**", "aaa", "aaa")]
    [InlineData("(a*)*b", "aab", "aab")]
    [InlineData("(a*)+", "b", "")]
    [InlineData("\\.bam$", "x.bam", ".bam")]
    [InlineData("\\.bam$", "xbam", null)]
    [InlineData("\\(\\)\\[\\]\\{\\}\\*\\+\\?\\|\\^\\$\\\\", "()[]{}*+?|^$\\", "()[]{}*+?|^$\\")]
    [InlineData("[abc]+", "xxbcaxx", "bca")]
    [InlineData("[^abc]+", "abxyzc", "xyz")]
    [InlineData("[a-cx]+", "zabcxy", "abcx")]
    [InlineData("[]a]+", "x]a]", "]a]")]
    [InlineData("[^]a]+", "]ax]", "x")]
    [InlineData("[a-]+", "b-a-b", "-a-")]
    [InlineData("[-a]+", "b-a-b", "-a-")]
    [InlineData("[a\\-z]+", "b-az", "-az")]
    [InlineData("[^\\.]*$", "a.b.c", "c")]
    [InlineData("[\\]x]+", "a]x]", "]x]")]
    [InlineData("[\\]", "a\\b", "\\")]
    [InlineData("[^\\]+", "\\ab", "ab")]
    [InlineData("[\\d_]+", "a1_2", "1_2")]
    [InlineData("[\\t ]+", "a \tb", " \t")]
    [InlineData("[[:alpha:]]+", "1abC2", "abC")]
    [InlineData("[[:digit:][:space:]]+", "a1 2\tb", "1 2\t")]
    [InlineData("[^[:alnum:]]", "a_b", "_")]
    [InlineData("[[:upper:]][[:lower:]]", "aBcD", "Bc")]
    [InlineData("[[:xdigit:]]+", "xfF09g", "fF09")]
    [InlineData("[[:punct:]]+", "a,.!b", ",.!")]
    [InlineData("[[:blank:]]", "\n\t", "\t")]
    [InlineData("[[:cntrl:]]", "a\u0007", "\u0007")]
    [InlineData("[[:graph:]]", " x", "x")]
    [InlineData("[[:print:]]+", "\na b", "a b")]
    [InlineData("[[=a=][.-.]]+", "b-a-", "-a-")]
    [InlineData(" [[:alpha:]]{4} ", "I like chocolate", " like ")]
    [InlineData("\\d+\\D", "ab12c", "12c")]
    [InlineData("\\w+\\W", "-a_1-", "a_1-")]
    [InlineData("\\s\\S", "ab c", " c")]
    [InlineData("\\t\\n\\r\\f\\v", "\t\n\r\f\v", "\t\n\r\f\v")]
    [InlineData("\\x41", "A", "A")]
    [InlineData("\\bcat\\b", "concat cat", "cat")]
    [InlineData("\\Bcat", "cat concat", "cat")]
    [InlineData("\\<c", "ac c", "c")]
    [InlineData("c\\>", "cac", "c")]
    [InlineData("(?:ab)+c", "ababc", "ababc")]
    [InlineData("a.c", "a😀c", "a😀c")]
    [InlineData("[😀-😂]", "x😁", "😁")]
    [InlineData("😀+", "x😀😀", "😀😀")]
    [InlineData("ä[ö-ü]", "äü", "äü")]
    [InlineData("[^a]", "😀", "😀")]
    [InlineData("a.*?c", "abcbc", "abc")]
    [InlineData("a+?", "aaa", "a")]
    [InlineData("a??b", "ab", "ab")]
    [InlineData("(a|ab)(c|bcd)??", "abcd", "a")]
    public void The_leftmost_longest_text_matches(string pattern, string text, string? expected)
    {
        RegexMatch? match = ExtendedRegex.Parse(pattern).Find(text, 0);

        Assert.Equal(expected, match is null ? null : text[match.Start..match.End]);
        Assert.Equal(expected is not null, ExtendedRegex.Parse(pattern).IsMatch(text));
    }

    [Theory]
    [InlineData("(a)(b)?", "a", "a -")]
    [InlineData("(a|ab)(c|bcd)(d*)", "abcd", "ab c d")]
    [InlineData("([^ ]+) ([^ ]+)", "when chocolate", "when chocolate")]
    [InlineData("(a*)(a*)", "aaa", "aaa ")]
    [InlineData("(a|b)*", "ab", "b")]
    [InlineData("((a)|b)*", "ab", "b a")]
    [InlineData("x(a(b))c", "xabc", "ab b")]
    [InlineData("(?:x)(y)", "xy", "y")]
    [InlineData("(.*)-(.*)", "a-b-c", "a-b c")]
    [InlineData("(.*?)-(.*)", "a-b-c", "a b-c")]
    [InlineData("(xa|xab)(.*)", "xabc", "xab c")]
    public void Groups_take_the_longest_from_left_to_right(string pattern, string text, string expected)
    {
        RegexMatch match = ExtendedRegex.Parse(pattern).Find(text, 0)!;

        IEnumerable<string> groups = Enumerable.Range(1, match.GroupCount)
            .Select(i => match.GetGroup(i) is (int start, int end) ? text[start..end] : "-");
        Assert.Equal(expected, string.Join(' ', groups));
    }

    [Theory]
    [InlineData("a", "banana", "a@1 a@3 a@5")]
    [InlineData("aa", "aaaaa", "aa@0 aa@2")]
    [InlineData("b*", "abc", "@0 b@1 @3")]
    [InlineData("x*", "ab", "@0 @1 @2")]
    [InlineData("^a", "aaa", "a@0")]
    [InlineData("", "😀", "@0 @2")]
    [InlineData("$", "ab", "@2")]
    [InlineData("c", "ab", "")]
    public void All_matches_are_found_without_overlap(string pattern, string text, string expected)
    {
        IEnumerable<string> matches = ExtendedRegex.Parse(pattern).FindAll(text)
            .Select(match => $"{text[match.Start..match.End]}@{match.Start}");

        Assert.Equal(expected, string.Join(' ', matches));
    }

    [Theory]
    [InlineData("*a", 0, "there is nothing before `*` to repeat; write `\\\\*` for the character")]
    [InlineData("a|+", 2, "there is nothing before `+` to repeat; write `\\\\+` for the character")]
    [InlineData("(?a)", 0, "groups that begin with `(?` are not part of extended regular expressions, except `(?:`")]
    [InlineData("a(?=b)", 1, "groups that begin with `(?` are not part of extended regular expressions, except `(?:`")]
    [InlineData("(a", 0, "this `(` is not closed; write `\\\\(` for the character")]
    [InlineData("a)", 1, "this `)` closes no group; write `\\\\)` for the character")]
    [InlineData("x[a", 1, "this `[` is not closed; write `\\\\[` for the character")]
    [InlineData("[]", 0, "this `[` is not closed; write `\\\\[` for the character")]
    [InlineData("[[:alpha]", 1, "this `[:` is not closed by `:]`")]
    [InlineData("[[:letter:]]", 1, "there is no class of characters `letter`")]
    [InlineData("[[.space.]]", 1, "there is no character `space`")]
    [InlineData("[z-a]", 1, "the ends of this range are in the wrong order")]
    [InlineData("[\\d-z]", 1, "a class of characters cannot be the end of a range")]
    [InlineData("a\\", 1, "the pattern ends in a backslash")]
    [InlineData("(a)\\1", 3, "back-references are not part of extended regular expressions")]
    [InlineData("\\q", 0, "there is no escape `\\q`")]
    [InlineData("a{2,1}", 1, "the smaller number of this interval comes last")]
    [InlineData("a{1001}", 1, "a repetition of more than 1000 times is not supported")]
    [InlineData("a{99999999999}", 1, "a repetition of more than 1000 times is not supported")]
    [InlineData("((((a{1000}){1000}){1000}){1000}){1000}", 0, "the pattern is too large once its repetitions are written out")]
    public void A_text_that_is_no_pattern_is_refused_with_a_place(string pattern, int position, string reason)
    {
        PatternException exception = Assert.Throws<PatternException>(() => ExtendedRegex.Parse(pattern));

        Assert.Equal(position, exception.Position);
        Assert.Equal($"{reason}, at character {position + 1} of `{pattern}`", exception.Message);
    }

    [Fact]
    public void Nesting_has_a_limit() =>
        Assert.Throws<PatternException>(() => ExtendedRegex.Parse(new string('(', 100_000)));

    // Each takes longer than the age of the universe in an engine that backtracks.
    [Theory]
    [InlineData("(a*)*b")]
    [InlineData("(a|aa)+b")]
    [InlineData("(a|a)*(a|a)*(a|a)*b")]
    [InlineData("(.*)(.*)(.*)(.*)(.*)b")]
    [InlineData("(a?){50}a{50}b")]
    [InlineData("(a+?)+?b")]
    public void A_hostile_pattern_takes_linear_time(string pattern)
    {
        Stopwatch watch = Stopwatch.StartNew();

        Assert.False(ExtendedRegex.Parse(pattern).IsMatch(new string('a', 20_000)));

        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), $"took {watch.Elapsed}");
    }

    // The real patterns of public pipelines.
    [Theory]
    [InlineData("(([_.][rR](?:ead)?[12])((?:[_.-][^_.-]*?)*?))?\\.(fastq|fq)(\\.gz)?$", "sample.read1_001.fastq.gz", "sample")]
    [InlineData("(([_.][rR](?:ead)?[12])((?:[_.-][^_.-]*?)*?))?\\.(fastq|fq)(\\.gz)?$", "sample.fq", "sample")]
    [InlineData("([_\\.][rR][12])?(\\.subsampled)?\\.(fastq|fq)(\\.gz)?$", "s_R1.subsampled.fastq.gz", "s")]
    [InlineData("\\.[^\\.]*$", "a.b.c", "a.b")]
    [InlineData("gs://.*/", "gs://bucket/dir/file", "file")]
    [InlineData(".*\\.", "a.b.bam", "bam")]
    [InlineData("(_Grn|_Red).idat", "chip_Grn.idat", "chip")]
    [InlineData("(\\.rev)?\\.[0-9]\\.ebwt$", "genome.rev.1.ebwt", "genome")]
    public void Patterns_of_real_workflows_remove_what_they_mean(string pattern, string text, string expected)
    {
        RegexMatch match = Assert.Single(ExtendedRegex.Parse(pattern).FindAll(text));

        Assert.Equal(expected, text.Remove(match.Start, match.End - match.Start));
    }
}
