using System.Globalization;

namespace Sprocket.Tests;

/// <summary>Compares text with a file that a person has read; BLESS=1 rewrites the file.</summary>
internal static class Golden
{
    public static void Verify(string path, string actual)
    {
        if (Environment.GetEnvironmentVariable("BLESS") == "1")
        {
            File.WriteAllText(path, actual);
        }

        string expected = File.Exists(path) ? File.ReadAllText(path) : "";
        if (expected != actual)
        {
            int line = expected.Split('\n').Zip(actual.Split('\n')).TakeWhile(pair => pair.First == pair.Second).Count() + 1;
            Assert.Fail(string.Create(
                CultureInfo.InvariantCulture,
                $"{path} differs from line {line} on; run with BLESS=1 to accept.\n--- actual ---\n{actual}"));
        }
    }
}
