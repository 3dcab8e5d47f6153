#pragma warning disable CA5394 // Tests want the same random numbers each time.

using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Sprocket.Cli.Commands;
using Sprocket.Cli.Graph;
using Sprocket.Engine.Inputs;
using Sprocket.Text;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Cli.Tests;

/// <summary>Documents with a mistake somewhere: checked, told of, and drawn where there was none, and never a crash.</summary>
/// <remarks>
/// <c>SPROCKET_FUZZ_SECONDS=600</c> goes on for so long, with seeds of its own. A failure names the seed.
/// <c>WDL_REALWORLD_DIR</c> names a folder of documents to mutate besides those of this repository.
/// </remarks>
public sealed class MutatedDocumentTests : IDisposable
{
    private const int Rounds = 600;
    private const int RoundsForEachPipeline = 2;
    private const int LongestSeed = 20_000;

    private static readonly int FuzzSeconds = int.Parse(
        Environment.GetEnvironmentVariable("SPROCKET_FUZZ_SECONDS") ?? "0", CultureInfo.InvariantCulture);

    private readonly string _directory = Directory.CreateTempSubdirectory("sprocket-test-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task A_mutated_document_is_checked_and_drawn_or_refused_with_a_reason()
    {
        string[] seeds =
        [
            .. Directory.EnumerateFiles(Path.Join(Repository.Root, "tests"), "*.wdl", SearchOption.AllDirectories)
                .Where(file => file.Contains("/cases/", StringComparison.Ordinal) && new FileInfo(file).Length < LongestSeed)
                .Order(StringComparer.Ordinal)
                .Select(File.ReadAllText),
        ];
        await RepeatAsync(Rounds, async seed =>
        {
            var random = new Random(seed);
            await CheckAsync(Path.Join(_directory, "mutated.wdl"), Mutate(seeds[random.Next(seeds.Length)], seeds, random));
        });
    }

    // Each stands where it stood, so that what it imports is found.
    [Fact(Explicit = true)]
    public async Task A_mutated_pipeline_is_checked_and_drawn_or_refused_with_a_reason()
    {
        string? folder = Environment.GetEnvironmentVariable("WDL_REALWORLD_DIR");
        Assert.SkipUnless(Directory.Exists(folder), "WDL_REALWORLD_DIR names no folder of pipelines");
        string[] files = [.. Directory.EnumerateFiles(folder, "*.wdl", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];
        string[] seeds = Array.ConvertAll(files, File.ReadAllText);
        string[] copies = Array.ConvertAll(files, file => Path.Join(_directory, Path.GetRelativePath(folder, file)));
        for (int i = 0; i < files.Length; i++)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(copies[i])!);
            await File.WriteAllTextAsync(copies[i], seeds[i], TestContext.Current.CancellationToken);
        }

        await RepeatAsync(files.Length * RoundsForEachPipeline, async seed =>
        {
            int chosen = seed % files.Length;
            string path = Path.Join(Path.GetDirectoryName(copies[chosen]), "mutated.wdl");
            await CheckAsync(path, Mutate(seeds[chosen], seeds, new Random(seed)));
        });
    }

    private static async Task RepeatAsync(int rounds, Func<int, Task> test)
    {
        var clock = Stopwatch.StartNew();
        int firstSeed = FuzzSeconds > 0 ? Environment.TickCount & 0xffffff : 0;
        for (int i = 0; FuzzSeconds > 0 ? clock.Elapsed.TotalSeconds < FuzzSeconds : i < rounds; i++)
        {
            int seed = firstSeed + i;
            try
            {
                await test(seed);
            }
            catch (Exception exception)
            {
                throw new InvalidOperationException($"seed {seed}: {exception.Message}", exception);
            }
        }
    }

    // Words move within a document and between documents: most of it still parses, so that the checker has its say.
    private static string Mutate(string document, string[] seeds, Random random)
    {
        var text = new StringBuilder(document);
        string other = seeds[random.Next(seeds.Length)];
        for (int i = random.Next(1, 5); i > 0 && text.Length > 0; i--)
        {
            int place = random.Next(text.Length);
            (int start, int length) = FindWord(text.ToString(), place);
            (int otherStart, int otherLength) = FindWord(other, random.Next(Math.Max(other.Length, 1)));
            switch (random.Next(4))
            {
                case 0:
                    text.Remove(start, length);
                    break;
                case 1:
                    text.Insert(start, string.Concat(other.AsSpan(otherStart, otherLength), " "));
                    break;
                case 2:
                    text.Remove(start, length).Insert(start, other.AsSpan(otherStart, otherLength));
                    break;
                default:
                    int end = Math.Min(text.Length, place + random.Next(1, 200));
                    text.Insert(random.Next(text.Length), text.ToString(place, end - place));
                    break;
            }
        }

        return text.ToString();
    }

    private static (int Start, int Length) FindWord(string text, int place)
    {
        int start = place;
        while (start > 0 && char.IsLetterOrDigit(text[start - 1]))
        {
            start--;
        }

        int end = place;
        while (end < text.Length && char.IsLetterOrDigit(text[end]))
        {
            end++;
        }

        return (start, Math.Max(end - start, Math.Min(1, text.Length - start)));
    }

    private static async Task CheckAsync(string path, string text)
    {
        // Half a character is written as a whole one that stands for what is wrong; only bytes are taken so.
        await File.WriteAllBytesAsync(path, Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);
        DiagnosticBag diagnostics = [];

        LoadResult result = await new DocumentLoader().LoadAsync(path, diagnostics, TestContext.Current.CancellationToken);

        foreach (Diagnostic diagnostic in diagnostics)
        {
            Assert.NotEmpty(DiagnosticRenderer.Render(diagnostic, DiagnosticPalette.Plain));
        }

        Assert.NotEmpty(DiagnosticJson.RenderSarif(diagnostics));
        if (diagnostics.HasErrors || result.Document is not Document document || TargetSelector.Select(document, null, diagnostics) is not Callable target)
        {
            return;
        }

        Diagram diagram = DiagramBuilder.Build(target, expands: true);
        Assert.NotEmpty(DotText.Render(diagram));
        Assert.NotEmpty(MermaidText.Render(diagram));
        Assert.NotNull(XDocument.Parse(SvgText.Render(diagram)).Root);
        Assert.NotEmpty(InputsTemplate.Render(target, InputsFormat.Yaml, includeOptional: true, includeNested: true));
    }
}
