using System.Collections.Immutable;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Configuration;
using Sprocket.Engine.Inputs;
using Sprocket.Engine.Runs;
using Sprocket.Engine.Storage;
using Sprocket.Text;
using Sprocket.Toml;
using Sprocket.Wdl.Evaluation;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.Syntax;

namespace Sprocket.Cli.Commands;

/// <summary>Every code that a message can carry.</summary>
internal static class Catalogue
{
    /// <summary>All of them, in order of their codes.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All { get; } =
    [
        .. new[]
        {
            CommandDiagnostics.All,
            TomlDiagnostics.All,
            ConfigDiagnostics.All,
            SyntaxDiagnostics.All,
            SemanticDiagnostics.All,
            EvaluationDiagnostics.All,
            InputDiagnostics.All,
            RunDiagnostics.All,
            StorageDiagnostics.All,
            BackendDiagnostics.All,
        }.SelectMany(catalogue => catalogue).OrderBy(descriptor => descriptor.Code, StringComparer.Ordinal),
    ];
}
