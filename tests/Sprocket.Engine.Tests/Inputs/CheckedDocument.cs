using Sprocket.Text;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Engine.Tests.Inputs;

/// <summary>Loads a document that has no mistakes.</summary>
internal static class CheckedDocument
{
    public static async Task<Document> LoadAsync(string path)
    {
        DiagnosticBag diagnostics = new();
        LoadResult result = await new DocumentLoader().LoadAsync(path, diagnostics, TestContext.Current.CancellationToken);

        Assert.Equal([], diagnostics.Where(diagnostic => diagnostic.IsError).Select(DiagnosticRenderer.RenderLine));
        return result.Document!;
    }

    public static async Task<Callable> LoadTargetAsync(string path)
    {
        Document document = await LoadAsync(path);
        return document.Workflow ?? (Callable)document.Tasks[0];
    }
}
