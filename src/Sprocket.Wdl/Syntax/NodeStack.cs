using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Sprocket.Wdl.Syntax;

/// <summary>The nodes of all lists being read, innermost on top; a finished list becomes an array of exactly its size.</summary>
internal sealed class NodeStack
{
    private SyntaxNode[] _nodes = new SyntaxNode[64];

    /// <summary>The number of nodes; remember it as the mark where a list begins.</summary>
    public int Count { get; private set; }

    public void Push(SyntaxNode node)
    {
        if (Count == _nodes.Length)
        {
            Array.Resize(ref _nodes, Count * 2);
        }

        _nodes[Count++] = node;
    }

    /// <summary>Takes the nodes pushed since the mark, all of which must be of the type named.</summary>
    public ImmutableArray<T> PopFrom<T>(int mark)
        where T : SyntaxNode
    {
        if (Count == mark)
        {
            return [];
        }

        T[] items = new T[Count - mark];
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = (T)_nodes[mark + i];
        }

        Array.Clear(_nodes, mark, items.Length);
        Count = mark;
        return ImmutableCollectionsMarshal.AsImmutableArray(items);
    }
}
