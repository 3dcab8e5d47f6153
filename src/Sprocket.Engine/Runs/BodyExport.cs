using Sprocket.Wdl.Evaluation;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.Values;

namespace Sprocket.Engine.Runs;

/// <summary>A name that the body of a scatter or conditional makes visible outside of it.</summary>
/// <param name="Call">The call whose output it is; null for a declaration.</param>
/// <param name="Declaration">The declaration, or the output of the task or workflow that is called.</param>
/// <param name="Type">The type of its values as seen in the body.</param>
internal sealed record BodyExport(CallNode? Call, Declaration Declaration, WdlType Type)
{
    /// <summary>All names of a body, those in bodies within it among them, with the types they have here.</summary>
    public static IEnumerable<BodyExport> List(CallGraph body) => body.Nodes.SelectMany(node => node switch
    {
        DeclarationNode declaration => [new BodyExport(null, declaration.Declaration, declaration.Declaration.Type)],
        CallNode call => call.Target.Outputs.Select(output => new BodyExport(call, output, output.Type)),
        ScatterNode scatter => List(scatter.Body).Select(export => export with { Type = new ArrayType(export.Type) }),
        ConditionalNode conditional => conditional.Clauses
            .SelectMany(clause => List(clause.Body))
            .Select(export => export with { Type = export.Type.AsOptional() }),
        _ => throw new System.Diagnostics.UnreachableException(),
    });

    /// <summary>Its value in a scope.</summary>
    public Value Get(EvaluationScope scope) => Call is null ? scope.Get(Declaration) : scope.Get(Call, Declaration);

    /// <summary>Gives it its value in a scope.</summary>
    public void Set(EvaluationScope scope, Value value)
    {
        if (Call is null)
        {
            scope.Set(Declaration, value);
        }
        else
        {
            scope.Set(Call, Declaration, value);
        }
    }
}
