using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.StandardLibrary;

/// <summary>Which types may stand for a type variable.</summary>
internal enum TypeBound
{
    /// <summary>Every type.</summary>
    Anything,

    /// <summary>A primitive type, or an enum, which is as easily text as a primitive value.</summary>
    Primitive,

    /// <summary>A String or what the specification coerces to one; in 1.0, where engines take numbers, too, any primitive type.</summary>
    Text,

    /// <summary>The key of a Map: a primitive type or an enum, optional or not.</summary>
    Key,

    /// <summary>A struct.</summary>
    Struct,

    /// <summary>An enum.</summary>
    Enum,

    /// <summary>A compound type with File or Directory somewhere inside.</summary>
    HoldsPaths,
}

/// <summary>A type variable of a function's signature; never the type of a value or an expression.</summary>
/// <param name="Name">The name in the signature.</param>
/// <param name="Bound">What may stand for it.</param>
internal sealed record TypeVariable(string Name, TypeBound Bound) : WdlType
{
    /// <summary>Whether a type may stand for the variable; what is unknown may.</summary>
    public bool Admits(WdlType type, WdlVersion version) => type is AnyType or ErrorType || Bound switch
    {
        TypeBound.Primitive => type is PrimitiveType or EnumType,

        // SPEC 1.1 "Static Analysis and Dynamic Evaluation": `sub` with an Int is a mistake to be found statically.
        TypeBound.Text => type is EnumType or PrimitiveType { Kind: PrimitiveKind.String or PrimitiveKind.File or PrimitiveKind.Directory }
            || (type is PrimitiveType && version == WdlVersion.V1_0),
        TypeBound.Key => type.AsRequired() is PrimitiveType or EnumType or NoneType,
        TypeBound.Struct => type is StructType,
        TypeBound.Enum => type is EnumType,
        TypeBound.HoldsPaths => HoldsPaths(type),
        _ => true,
    };

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static bool HoldsPaths(WdlType type) => type.AsRequired() switch
    {
        PrimitiveType primitive => primitive.Kind is PrimitiveKind.File or PrimitiveKind.Directory,
        ArrayType array => HoldsPaths(array.Item),
        MapType map => HoldsPaths(map.Key) || HoldsPaths(map.Value),
        PairType pair => HoldsPaths(pair.Left) || HoldsPaths(pair.Right),
        StructType structure => structure.Members.Any(member => HoldsPaths(member.Type)),
        ObjectType or NoneType or AnyType or ErrorType => true,
        _ => false,
    };
}
