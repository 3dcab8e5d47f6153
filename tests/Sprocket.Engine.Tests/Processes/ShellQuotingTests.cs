using System.Diagnostics;
using System.Text;
using Sprocket.Engine.Processes;

namespace Sprocket.Engine.Tests.Processes;

public sealed class ShellQuotingTests
{
    public static TheoryData<string> Words =>
    [
        "",
        "plain",
        "two words",
        "-rf",
        "--",
        "it's",
        "''",
        "a\nb",
        "\n",
        "trailing newline\n",
        "tab\tand\rreturn",
        "$HOME ${HOME} $(id) `id` \\ \" ! * ? [a] ~ # ; & | < > ( ) { }",
        "if",
        "A=b",
        "~",
        "naïve – 漢字 🧬",
        new string([.. Enumerable.Range(1, 255).Select(code => (char)code)]),
    ];

    [Theory]
    [MemberData(nameof(Words))]
    public void The_shell_reads_a_quoted_word_as_it_was(string word)
    {
        string seen = RunShell("printf '%s\\001' " + ShellQuoting.QuoteAll([word, word]));

        Assert.Equal(word + "\u0001" + word + "\u0001", seen);
    }

    [Fact]
    public void Every_character_survives_alone()
    {
        for (int code = 1; code <= 255; code++)
        {
            string word = ((char)code).ToString();

            Assert.Equal("'" + (word == "'" ? "'\\''" : word) + "'", ShellQuoting.Quote(word));
        }
    }

    [Fact]
    public void A_word_cannot_hold_nul() =>
        Assert.Throws<ArgumentException>(() => ShellQuoting.Quote("a\0b"));

    private static string RunShell(string script)
    {
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, script, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            ProcessStartInfo start = new("/bin/sh", [file]) { RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8 };
            using Process process = Process.Start(start)!;
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
            return output;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
