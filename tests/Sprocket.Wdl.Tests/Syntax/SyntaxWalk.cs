using System.Collections;
using System.Reflection;
using Sprocket.Wdl.Syntax;

namespace Sprocket.Wdl.Tests.Syntax;

/// <summary>Finds the children of any node by its properties, so that a new kind of node cannot be forgotten.</summary>
internal static class SyntaxWalk
{
    /// <summary>The node and all below it.</summary>
    public static IEnumerable<SyntaxNode> Descend(SyntaxNode root)
    {
        Stack<SyntaxNode> open = new([root]);
        while (open.TryPop(out SyntaxNode? node))
        {
            yield return node;
            foreach (SyntaxNode child in GetChildren(node))
            {
                open.Push(child);
            }
        }
    }

    public static IEnumerable<SyntaxNode> GetChildren(SyntaxNode node) => node switch
    {
        // Its other lists repeat the elements; a call's name repeats its alias or target.
        DocumentSyntax document => document.Elements,
        _ => node.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => !(node is CallSyntax && property.Name == nameof(CallSyntax.Name)))
            .SelectMany(property => property.GetValue(node) switch
            {
                SyntaxNode child => [child],
                IEnumerable children and not string => children.OfType<SyntaxNode>(),
                _ => [],
            }),
    };
}
