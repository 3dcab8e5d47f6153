using Sprocket.Text;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Engine.Inputs;

/// <summary>Decides which task or workflow of a document is meant.</summary>
public static class TargetSelector
{
    /// <summary>The task or workflow to run: the one named, else the workflow, else the only task.</summary>
    /// <param name="document">The document.</param>
    /// <param name="name">The name given, or null.</param>
    /// <param name="diagnostics">Told when there is none.</param>
    /// <returns>The target; null when there is none, which is reported.</returns>
    public static Callable? Select(Document document, string? name, DiagnosticBag diagnostics)
    {
        if (name is not null)
        {
            return document.FindCallable(name) ?? Report($"there is no task or workflow `{name}` in this document", Suggest(document, name));
        }

        return document switch
        {
            { Workflow: WorkflowDefinition workflow } => workflow,
            { Tasks: [TaskDefinition task] } => task,
            { Tasks.IsEmpty: true } => Report("the document has neither a workflow nor a task", null),
            _ => Report(
                "the document has several tasks and no workflow, so it is not clear what to run",
                $"add `--target` and one of {string.Join(", ", document.Tasks.Select(task => $"`{task.Name}`"))}"),
        };

        Callable? Report(string message, string? help)
        {
            diagnostics.Add(new Diagnostic(InputDiagnostics.NoTarget, document.Source, new TextSpan(0, 0), message) { Help = help });
            return null;
        }
    }

    private static string? Suggest(Document document, string name)
    {
        string[] names = [.. document.Tasks.Select(task => task.Name), .. document.Workflow is null ? [] : new[] { document.Workflow.Name }];
        return Spelling.FindClosest(name, names) is string near ? $"did you mean `{near}`?"
            : names.Length == 0 ? null
            : $"it has {string.Join(", ", names.Select(known => $"`{known}`"))}";
    }
}
