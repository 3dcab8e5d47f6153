using System.Diagnostics;
using Sprocket.Wdl.Patterns;

namespace Sprocket.Wdl.Tests.Patterns;

public sealed class ShellGlobTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("glob-");

    public ShellGlobTests()
    {
        foreach (string path in (string[])[
            "a.txt", "b.txt", "B.txt", "a10.txt", "a2.txt", ".hidden.txt", "c.bam", "[x].txt", "a b.txt", "äö.txt", "star*.log",
            "dir/in.txt", "dir/deep/in.txt", "dir-2/in.txt", ".dot/in.txt"])
        {
            string full = Path.Combine(_directory.FullName, path);
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            File.WriteAllText(full, "");
        }

        File.CreateSymbolicLink(Path.Combine(_directory.FullName, "link.txt"), "a.txt");
        File.CreateSymbolicLink(Path.Combine(_directory.FullName, "broken.txt"), "nowhere");
        Directory.CreateSymbolicLink(Path.Combine(_directory.FullName, "dirlink.txt"), "dir");
    }

    public void Dispose() => _directory.Delete(recursive: true);

    // Checked against bash: LC_ALL=C, `echo PATTERN`, directories taken out.
    [Theory]
    [InlineData("*.txt", "B.txt|[x].txt|a b.txt|a.txt|a10.txt|a2.txt|b.txt|broken.txt|link.txt|äö.txt")]
    [InlineData("a*.txt", "a b.txt|a.txt|a10.txt|a2.txt")]
    [InlineData("a?.txt", "a2.txt")]
    [InlineData("??.txt", "a2.txt|äö.txt")]
    [InlineData("[ab].txt", "a.txt|b.txt")]
    [InlineData("[!a].txt", "B.txt|b.txt")]
    [InlineData("[^a].txt", "B.txt|b.txt")]
    [InlineData("a[[:digit:]]*", "a10.txt|a2.txt")]
    [InlineData("[A-Z]*", "B.txt")]
    [InlineData("\\[x].txt", "[x].txt")]
    [InlineData("[[]x].txt", "[x].txt")]
    [InlineData("star\\*.log", "star*.log")]
    [InlineData(".*.txt", ".hidden.txt")]
    [InlineData("*", "B.txt|[x].txt|a b.txt|a.txt|a10.txt|a2.txt|b.txt|broken.txt|c.bam|link.txt|star*.log|äö.txt")]
    [InlineData("dir*/*.txt", "dir-2/in.txt|dir/in.txt|dirlink.txt/in.txt")]
    [InlineData("dir/*/in.txt", "dir/deep/in.txt")]
    [InlineData("**/in.txt", "dir-2/in.txt|dir/in.txt|dirlink.txt/in.txt")]
    [InlineData("./*.bam", "./c.bam")]
    [InlineData("dir/../*.bam", "dir/../c.bam")]
    [InlineData(".d*/in.txt", ".dot/in.txt")]
    [InlineData("a.txt", "a.txt")]
    [InlineData("dir", "")]
    [InlineData("dir/", "")]
    [InlineData("none*", "")]
    [InlineData("none/*.txt", "")]
    [InlineData("a.txt/*", "")]
    [InlineData("", "")]
    [InlineData("*.{bam,log}", "c.bam|star*.log")]
    [InlineData("{b,a}.txt", "b.txt|a.txt")]
    [InlineData("a{2,10,7}.txt", "a2.txt|a10.txt")]
    [InlineData("{a,{b,c}}.{txt,bam}", "a.txt|b.txt|c.bam")]
    [InlineData("a{1..10}.txt", "a2.txt|a10.txt")]
    [InlineData("{a..c}.txt", "a.txt|b.txt")]
    [InlineData("{c..a..2}.{txt,bam}", "c.bam|a.txt")]
    [InlineData("a.{txt}", "")]
    public void Files_are_found_in_the_order_of_bash(string pattern, string expected) =>
        Assert.Equal(expected, string.Join('|', ShellGlob.FindFiles(_directory.FullName, pattern)));

    // The last one holds the replacement character itself.
    [Theory]
    [InlineData("touch $'lat\\xe9.txt'", "l*", "lat\uFFFD.txt")]
    [InlineData("touch $'dir/lat\\xe9.txt'", "d*/l*.txt", "dir/lat\uFFFD.txt")]
    [InlineData("ln -s nowhere $'lat\\xe9.txt'", "lat?.txt", "lat\uFFFD.txt")]
    [InlineData("mkdir $'lat\\xe9' && touch $'lat\\xe9/in.txt'", "l*/in.txt", "lat\uFFFD")]
    [InlineData("touch $'lat\\xe9.txt'", "a.*", null)]
    [InlineData("touch $'lat\\xe9.txt'", "l*/in.txt", null)]
    [InlineData("mkdir $'lat\\xe9.txt'", "l*.txt", null)]
    [InlineData("touch lat\uFFFD.txt", "l*", null)]
    public void A_name_that_is_not_utf8_is_told_instead_of_left_out(string command, string pattern, string? blamed)
    {
        Bash(command);
        try
        {
            Exception? exception = Record.Exception(() => ShellGlob.FindFiles(_directory.FullName, pattern));

            Assert.Equal(blamed is null ? null : typeof(FileNameException), exception?.GetType());
            Assert.Contains(blamed is null ? "" : $"the name of `{blamed}` is not UTF-8", exception?.Message ?? "", StringComparison.Ordinal);
        }
        finally
        {
            // Nothing but a program that takes names as bytes can remove it.
            Bash("rm -rf lat* dir/lat*");
        }
    }

    [Theory]
    [InlineData("a{01..10..3}b", "a01b a04b a07b a10b")]
    [InlineData("{3..1}", "3 2 1")]
    [InlineData("{-1..1}", "-1 0 1")]
    [InlineData("{,x}", " x")]
    [InlineData("\\{a,b}", "\\{a,b}")]
    [InlineData("{a,b", "{a,b")]
    [InlineData("{}", "{}")]
    [InlineData("{x}{a,b}", "{x}a {x}b")]
    [InlineData("{1..x}", "{1..x}")]
    [InlineData("{a,b}{c,d}", "ac ad bc bd")]
    [InlineData("{a\\,b,c}", "a\\,b c")]
    public void Braces_are_expanded(string pattern, string expected) =>
        Assert.Equal(expected, string.Join(' ', BraceExpansion.Expand(pattern)));

    [Theory]
    [InlineData("{1..1000000}")]
    [InlineData("{1..100}{1..100}{1..100}")]
    public void Too_many_words_are_refused(string pattern) =>
        Assert.Contains("more than 10000 words", Assert.Throws<PatternException>(() => BraceExpansion.Expand(pattern)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("*a*a*a*a*a*a*a*a*a*a*b", false)]
    [InlineData("*a*", true)]
    public void Many_stars_take_little_time(string pattern, bool expected) =>
        Assert.Equal(expected, ShellGlob.IsMatch(pattern, new string('a', 5000)));

    private void Bash(string command)
    {
        using Process process = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", command]) { WorkingDirectory = _directory.FullName })!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
