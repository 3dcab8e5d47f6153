using System.Collections.Immutable;
using Sprocket.Text;
using Sprocket.Wdl.Syntax;

namespace Sprocket.Wdl.Semantics;

/// <summary>Checks a document whose imports are checked.</summary>
internal static class DocumentChecker
{
    /// <summary>Checks a document; <see cref="LoadedImport.Document"/> of its imports is set already.</summary>
    public static Document Check(LoadedDocument loaded)
    {
        DocumentSyntax syntax = loaded.Syntax;
        var document = new Document(loaded.Source, loaded.Uri, syntax.Version) { HasSyntaxErrors = loaded.Diagnostics.HasErrors };
        if (!loaded.IsUnderstood)
        {
            return document;
        }

        var context = new CheckContext(document, loaded.Diagnostics) { HasSyntaxErrors = document.HasSyntaxErrors };
        context.Types = new TypeNames(context);
        ImmutableArray<ImportedDocument> imports = CheckImports(loaded, context);
        context.Types.DefineOwn(syntax);
        (document.Structs, document.Enums) = context.Types.ResolveAll();
        CheckNames(syntax, context);

        var tasks = new TaskChecker(context);
        document.Tasks = ImmutableArray.CreateRange(syntax.Tasks, tasks.Check);
        if (syntax.Workflow is { } workflow)
        {
            document.Workflow = new WorkflowChecker(context, document.Tasks).Check(workflow);
        }

        document.Imports =
        [
            .. imports.Where(import => import.Document is not null).Select(import => new DocumentImport(import.Namespace, import.Document!)),
        ];
        WarnOfUnusedImports(syntax, imports, context);
        context.ReportDeprecations();
        return document;
    }

    private static ImmutableArray<ImportedDocument> CheckImports(LoadedDocument loaded, CheckContext context)
    {
        ImmutableArray<ImportedDocument>.Builder imports = ImmutableArray.CreateBuilder<ImportedDocument>(loaded.Imports.Count);
        foreach (LoadedImport import in loaded.Imports)
        {
            ImportSyntax syntax = import.Syntax;
            Document? document = import.Document;
            if (document is not null)
            {
                CheckVersion(syntax, document, context);
            }

            if (context.Version >= WdlVersion.V1_1 && syntax.Address.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
            {
                context.Deprecate("importing a `file://` address", syntax.AddressSpan, "write the path alone");
            }

            context.HasMissingImports |= document is null or { HasSyntaxErrors: true };
            string name = syntax.Namespace?.Text ?? ImportAddress.GetNamespace(syntax.Address);
            var imported = new ImportedDocument(name, syntax.Namespace?.Span ?? syntax.AddressSpan, document);
            imports.Add(imported);
            if (!context.Namespaces.TryAdd(name, imported) && name.Length > 0)
            {
                imported.IsUsed = true;
                context.Report(
                    SemanticDiagnostics.DuplicateNamespace,
                    imported.Span,
                    $"two imports have the namespace `{name}`",
                    labels: [context.Label(context.Namespaces[name].Span, "first imported here")],
                    help: $"give one of them another: `import \"{syntax.Address}\" as other_{name}`");
            }

            context.Types.Import(syntax, imported);
        }

        return imports.DrainToImmutable();
    }

    // SPEC 1.3 "Import Statements": the same major version, and a minor version not above the importer's. Before, the
    // versions had to be the same; but older documents are understood, so that is a warning there.
    private static void CheckVersion(ImportSyntax syntax, Document document, CheckContext context)
    {
        if (document.HasSyntaxErrors || document.Version == context.Version)
        {
            return;
        }

        if (document.Version > context.Version)
        {
            context.Report(
                SemanticDiagnostics.ImportOfLaterVersion,
                syntax.AddressSpan,
                $"a document of WDL {context.Version.ToText()} cannot import one of WDL {document.Version.ToText()}",
                help: $"write `version {document.Version.ToText()}` at the top of this one");
        }
        else if (context.Version < WdlVersion.V1_3)
        {
            context.Report(
                SemanticDiagnostics.ImportOfEarlierVersion,
                syntax.AddressSpan,
                $"a document of WDL {context.Version.ToText()} should not import one of WDL {document.Version.ToText()}",
                help: "documents of different versions may be mixed from WDL 1.3 on; other engines may refuse this");
        }
    }

    private static void CheckNames(DocumentSyntax syntax, CheckContext context)
    {
        Dictionary<string, TextSpan> seen = [];
        foreach (TaskSyntax task in syntax.Tasks)
        {
            if (!task.Name.IsMissing && !seen.TryAdd(task.Name.Text, task.Name.Span))
            {
                context.Report(
                    SemanticDiagnostics.DuplicateDefinition,
                    task.Name.Span,
                    $"task `{task.Name.Text}` is defined twice",
                    labels: [context.Label(seen[task.Name.Text], "first defined here")]);
            }
        }

        if (syntax.Workflow is { Name.IsMissing: false } workflow && seen.TryGetValue(workflow.Name.Text, out TextSpan other))
        {
            context.Report(
                SemanticDiagnostics.DuplicateDefinition,
                workflow.Name.Span,
                $"the workflow has the name of task `{workflow.Name.Text}`",
                labels: [context.Label(other, "the task")],
                help: "a call of this name could mean either: give one of them another name");
        }

        if (syntax.Workflow is { Name.IsMissing: false } definition && context.Namespaces.TryGetValue(definition.Name.Text, out ImportedDocument? import))
        {
            context.Report(
                SemanticDiagnostics.WorkflowNamedLikeImport,
                definition.Name.Span,
                $"workflow `{definition.Name.Text}` has the name of an import",
                labels: [context.Label(import.Span, "the import")],
                help: "give the import another namespace with `as`");
        }
    }

    private static void WarnOfUnusedImports(DocumentSyntax syntax, ImmutableArray<ImportedDocument> imports, CheckContext context)
    {
        // A document without tasks and workflow imports for those who import it.
        if (context.HasSyntaxErrors || (syntax.Tasks.IsEmpty && syntax.Workflow is null))
        {
            return;
        }

        for (int i = 0; i < imports.Length; i++)
        {
            ImportedDocument import = imports[i];
            if (!import.IsUsed && import.Document is { HasSyntaxErrors: false })
            {
                context.Report(
                    SemanticDiagnostics.UnusedImport,
                    syntax.Imports[i].AddressSpan,
                    $"nothing of the import `{import.Namespace}` is used",
                    help: "remove the import");
            }
        }
    }
}
