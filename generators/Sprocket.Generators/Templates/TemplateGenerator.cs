using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sprocket.Generators.Templates;

/// <summary>
/// Turns each <c>.sbatch</c> and <c>.sh</c> file of a project into a record with one required property for each hole
/// and a <c>Render</c> method. <c>Backends/Slurm/JobScript.sbatch</c> becomes <c>Backends.Slurm.JobScript</c>, which is
/// partial, so that a hand-written part may add how it is made.
/// </summary>
/// <remarks>
/// <para>What a template may hold besides the script itself:</para>
/// <list type="table">
/// <item><term><c>{{name}}</c></term><description>a string, always quoted as one word: by the shell's rules, or by
/// sbatch's own in a <c>#SBATCH</c> line, where a line break or NUL is refused with an exception</description></item>
/// <item><term><c>{{name:int}}</c></term><description>a whole number, as digits</description></item>
/// <item><term><c>{{name:file}}</c></term><description>a file name in a <c>#SBATCH</c> line: <c>%</c> is doubled, so that
/// sbatch does not replace it; a backslash is refused, because sbatch has no way to write it</description></item>
/// <item><term><c>{{name:script}}</c></term><description>what another template rendered, as it is, on its own line</description></item>
/// <item><term><c>{{name?}}</c>, <c>{{name:int?}}</c></term><description>null leaves the whole line out</description></item>
/// <item><term><c>{{name*}}</c></term><description>a list; the whole line is repeated for each element</description></item>
/// <item><term><c>{{name...}}</c></term><description>a list; its elements as words with a space between</description></item>
/// <item><term><c>{{! text }}</c></term><description>a line for the reader of the template, not written</description></item>
/// </list>
/// <para>
/// A word cannot stand inside quotes, backticks, comments or here-documents, where quoting it would not protect it.
/// Every such mistake is a compile error at its place in the template; a value that is missing or not asked for is one
/// at the object initializer.
/// </para>
/// </remarks>
[Generator(LanguageNames.CSharp)]
public sealed class TemplateGenerator : IIncrementalGenerator
{
    /// <summary>The name under which a driver tracks the step that reads a template.</summary>
    internal const string ParseStep = "Template";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<(string Namespace, string Folder)> project =
            context.AnalyzerConfigOptionsProvider.Select(static (options, _) => ReadProject(options.GlobalOptions));

        IncrementalValuesProvider<TemplateResult> templates = context.AdditionalTextsProvider
            .Where(static file => IsTemplate(file.Path))
            .Combine(project)
            .Select(static (pair, cancellation) => TemplateParser.Parse(
                pair.Left.Path, pair.Left.GetText(cancellation)!, pair.Right.Namespace, pair.Right.Folder))
            .WithTrackingName(ParseStep);

        context.RegisterSourceOutput(
            templates.Select(static (result, _) => result.Model),
            static (output, model) =>
            {
                if (model is not null)
                {
                    output.AddSource($"{model.Namespace}.{model.ClassName}.g.cs", WriterEmitter.Emit(model));
                }
            });
        context.RegisterSourceOutput(
            templates.SelectMany(static (result, _) => result.Mistakes),
            static (output, mistake) => output.ReportDiagnostic(mistake.ToDiagnostic()));
    }

    private static bool IsTemplate(string path) =>
        path.EndsWith(".sbatch", StringComparison.Ordinal) || path.EndsWith(".sh", StringComparison.Ordinal);

    private static (string Namespace, string Folder) ReadProject(AnalyzerConfigOptions options)
    {
        _ = options.TryGetValue("build_property.RootNamespace", out string? rootNamespace);
        _ = options.TryGetValue("build_property.ProjectDir", out string? folder);
        return (rootNamespace ?? "Templates", folder ?? "");
    }
}
