using System.Collections.Immutable;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Semantics;

/// <summary>Gives structs and enums the names that an import's <c>alias</c> clauses say, also within other types.</summary>
/// <remarks>SPEC 1.3 "Importing and Aliasing Structs": members of a renamed type are updated in the copied structs.</remarks>
/// <param name="aliases">The new name for each old one.</param>
internal sealed class TypeRenaming(IReadOnlyDictionary<string, string> aliases)
{
    private readonly Dictionary<WdlType, WdlType> _renamed = new(ReferenceEqualityComparer.Instance);

    public WdlType Rename(WdlType type)
    {
        if (aliases.Count == 0 || type is PrimitiveType)
        {
            return type;
        }

        if (_renamed.TryGetValue(type, out WdlType? renamed))
        {
            return renamed;
        }

        renamed = type switch
        {
            OptionalType optional => new OptionalType(Rename(optional.Inner)),
            ArrayType array => array with { Item = Rename(array.Item) },
            MapType map => new MapType(Rename(map.Key), Rename(map.Value)),
            PairType pair => new PairType(Rename(pair.Left), Rename(pair.Right)),
            StructType definition => new StructType(
                aliases.GetValueOrDefault(definition.Name, definition.Name),
                ImmutableArray.CreateRange(definition.Members, member => member with { Type = Rename(member.Type) })),
            EnumType definition => definition with { Name = aliases.GetValueOrDefault(definition.Name, definition.Name) },
            _ => type,
        };
        _renamed.Add(type, renamed);
        return renamed;
    }

    /// <summary>Whether two types are the same but for the names that documents give to structs and enums.</summary>
    public static bool AreIdentical(WdlType first, WdlType second)
    {
        if (ReferenceEquals(first, second) || first is ErrorType || second is ErrorType)
        {
            return true;
        }

        return (first, second) switch
        {
            (OptionalType a, OptionalType b) => AreIdentical(a.Inner, b.Inner),
            (ArrayType a, ArrayType b) => a.IsNonEmpty == b.IsNonEmpty && AreIdentical(a.Item, b.Item),
            (MapType a, MapType b) => AreIdentical(a.Key, b.Key) && AreIdentical(a.Value, b.Value),
            (PairType a, PairType b) => AreIdentical(a.Left, b.Left) && AreIdentical(a.Right, b.Right),
            (StructType a, StructType b) => AreIdentical(a.Members, b.Members),
            (EnumType a, EnumType b) => a.HasDeclaredType == b.HasDeclaredType && AreIdentical(a.ValueType, b.ValueType) && a.Choices.SequenceEqual(b.Choices),
            _ => first == second,
        };
    }

    private static bool AreIdentical(ImmutableArray<StructMember> first, ImmutableArray<StructMember> second)
    {
        if (first.Length != second.Length)
        {
            return false;
        }

        for (int i = 0; i < first.Length; i++)
        {
            if (first[i].Name != second[i].Name || !AreIdentical(first[i].Type, second[i].Type))
            {
                return false;
            }
        }

        return true;
    }
}
