namespace Sprocket.Wdl.Values;

/// <summary>Which types coerce to which, and to what type several types have in common.</summary>
/// <remarks>
/// The table is that of SPEC "Type Coercion". Beyond it stand, as <see cref="CoercionKind.Deprecated"/>, those of the
/// "limited exceptions" that workflows rely on (String to Int and Float, Array to Array+, Map to and from Array[Pair]),
/// and the coercion of primitives to String, which no version lists for declarations but all engines do.
/// Two of the limited exceptions are refused: <c>X?</c> to <c>X</c>, and Float to Int, which fail as soon as it matters.
/// The values of <see cref="AnyType"/> are judged at run time, more leniently: see <see cref="Coerce"/>.
/// </remarks>
public static partial class Coercion
{
    /// <summary>Whether a value of a type can be used where another is wanted; it may still fail at run time.</summary>
    public static bool CanCoerce(WdlType from, WdlType to, WdlVersion version) =>
        Classify(from, to, version) != CoercionKind.Impossible;

    /// <summary>How readily a value of a type can be used where another is wanted.</summary>
    public static CoercionKind Classify(WdlType from, WdlType to, WdlVersion version)
    {
        if (from is ErrorType || to is ErrorType || from == to)
        {
            return CoercionKind.Identity;
        }

        if (from is AnyType || to is AnyType)
        {
            return CoercionKind.Implicit;
        }

        if (to is OptionalType optional)
        {
            return from is NoneType
                ? CoercionKind.Implicit
                : Worse(CoercionKind.Implicit, Classify(from.AsRequired(), optional.Inner, version));
        }

        return (from, to) switch
        {
            (PrimitiveType source, PrimitiveType target) => ClassifyPrimitive(source.Kind, target.Kind, version),
            (ArrayType source, ArrayType target) => ClassifyArray(source, target, version),
            (MapType source, MapType target) =>
                Worse(Classify(source.Key, target.Key, version), Classify(source.Value, target.Value, version)),
            (PairType source, PairType target) =>
                Worse(Classify(source.Left, target.Left, version), Classify(source.Right, target.Right, version)),
            (MapType source, ArrayType { Item: PairType pair }) =>
                ClassifyDeprecated(new MapType(pair.Left, pair.Right), source, version),
            (ArrayType { Item: PairType pair }, MapType target) =>
                ClassifyDeprecated(target, new MapType(pair.Left, pair.Right), version),
            (MapType { Key: PrimitiveType { Kind: PrimitiveKind.String } or AnyType or ErrorType } source, StructType target) =>
                ClassifyMapToStruct(source, target, version),
            (StructType source, MapType target) => ClassifyStructToMap(source, target, version),
            (StructType source, StructType target) => ClassifyStruct(source, target, version),
            (MapType { Key: PrimitiveType { Kind: PrimitiveKind.String } or AnyType }, ObjectType) => CoercionKind.Implicit,
            (ObjectType, MapType target) => Worse(CoercionKind.Implicit, Classify(PrimitiveType.String, target.Key, version)),
            (ObjectType, StructType) or (StructType, ObjectType) => CoercionKind.Implicit,
            (PrimitiveType { Kind: PrimitiveKind.String }, EnumType) => CoercionKind.Implicit,
            (EnumType, PrimitiveType { Kind: PrimitiveKind.String }) => CoercionKind.Implicit,

            // An import may rename an enum, or copy it from two documents: SPEC 1.3 "Importing and Aliasing Enums".
            (EnumType source, EnumType target) when source.IsSameAs(target) => CoercionKind.Implicit,
            _ => CoercionKind.Impossible,
        };
    }

    /// <summary>The type that all the given types coerce to: that of an array literal's elements, or of <c>if</c>'s branches.</summary>
    /// <param name="types">The types; none gives <see cref="AnyType"/>.</param>
    /// <param name="version">The document's version.</param>
    /// <param name="atLeast">The worst kind of coercion to use; <see cref="CoercionKind.Implicit"/> keeps to the specification's table.</param>
    /// <returns>The type, or null when there is none.</returns>
    public static WdlType? CommonType(
        IEnumerable<WdlType> types, WdlVersion version, CoercionKind atLeast = CoercionKind.Deprecated)
    {
        WdlType? common = null;
        foreach (WdlType type in types)
        {
            common = common is null ? type : Join(common, type, version, atLeast);
            if (common is null)
            {
                return null;
            }
        }

        return common ?? AnyType.Instance;
    }

    private static CoercionKind Worse(CoercionKind first, CoercionKind second) => first < second ? first : second;

    private static CoercionKind ClassifyPrimitive(PrimitiveKind from, PrimitiveKind to, WdlVersion version) => (from, to) switch
    {
        (PrimitiveKind.Int, PrimitiveKind.Float) => CoercionKind.Implicit,
        (PrimitiveKind.String, PrimitiveKind.File or PrimitiveKind.Directory) => CoercionKind.Implicit,

        // SPEC 1.0 lists File for String; the later tables do not, though their own examples assign a File to a String.
        (PrimitiveKind.File, PrimitiveKind.String) when version == WdlVersion.V1_0 => CoercionKind.Implicit,
        (PrimitiveKind.String, PrimitiveKind.Int or PrimitiveKind.Float) => CoercionKind.Deprecated,
        (_, PrimitiveKind.String) => CoercionKind.Deprecated,
        _ => CoercionKind.Impossible,
    };

    private static CoercionKind ClassifyArray(ArrayType from, ArrayType to, WdlVersion version)
    {
        // What `read_lines` returns may become an array of any primitive type: SPEC "Type Coercion", last paragraph.
        CoercionKind items = from.Item == PrimitiveType.String && to.Item == PrimitiveType.Boolean
            ? CoercionKind.Deprecated
            : Classify(from.Item, to.Item, version);

        return Worse(items, to.IsNonEmpty && !from.IsNonEmpty ? CoercionKind.Deprecated : CoercionKind.Implicit);
    }

    private static CoercionKind ClassifyDeprecated(MapType to, MapType from, WdlVersion version) =>
        Worse(CoercionKind.Deprecated, Classify(from, to, version));

    private static CoercionKind ClassifyMapToStruct(MapType from, StructType to, WdlVersion version)
    {
        CoercionKind kind = CoercionKind.Implicit;
        foreach (StructMember member in to.Members)
        {
            kind = Worse(kind, Classify(from.Value, member.Type, version));
        }

        return kind;
    }

    private static CoercionKind ClassifyStructToMap(StructType from, MapType to, WdlVersion version)
    {
        CoercionKind kind = Worse(CoercionKind.Implicit, Classify(PrimitiveType.String, to.Key, version));
        foreach (StructMember member in from.Members)
        {
            kind = Worse(kind, Classify(member.Type, to.Value, version));
        }

        return kind;
    }

    private static CoercionKind ClassifyStruct(StructType from, StructType to, WdlVersion version)
    {
        if (from.Members.Length != to.Members.Length)
        {
            return CoercionKind.Impossible;
        }

        CoercionKind kind = CoercionKind.Identity;
        foreach (StructMember member in to.Members)
        {
            int index = from.IndexOf(member.Name);
            kind = index < 0 ? CoercionKind.Impossible : Worse(kind, Classify(from.Members[index].Type, member.Type, version));
        }

        // Listed since 1.2; before, only a renamed import of the same struct is taken without a warning.
        return kind == CoercionKind.Identity || version >= WdlVersion.V1_2
            ? Worse(kind, CoercionKind.Implicit)
            : Worse(kind, CoercionKind.Deprecated);
    }

    private static WdlType? Join(WdlType first, WdlType second, WdlVersion version, CoercionKind atLeast)
    {
        if (first is ErrorType || second is ErrorType)
        {
            return ErrorType.Instance;
        }

        if (first == second || second is AnyType)
        {
            return first;
        }

        if (first is AnyType)
        {
            return second;
        }

        if (first is NoneType or OptionalType || second is NoneType or OptionalType)
        {
            WdlType? inner = first is NoneType ? second.AsRequired()
                : second is NoneType ? first.AsRequired()
                : Join(first.AsRequired(), second.AsRequired(), version, atLeast);
            return inner?.AsOptional();
        }

        return JoinCompound(first, second, version, atLeast) ?? JoinTowardsOne(first, second, version, atLeast);
    }

    private static WdlType? JoinCompound(WdlType first, WdlType second, WdlVersion version, CoercionKind atLeast)
    {
        switch (first, second)
        {
            case (ArrayType left, ArrayType right):
                WdlType? item = Join(left.Item, right.Item, version, atLeast);
                return item is null ? null : new ArrayType(item, left.IsNonEmpty && right.IsNonEmpty);

            case (MapType left, MapType right):
                WdlType? key = Join(left.Key, right.Key, version, atLeast);
                WdlType? value = Join(left.Value, right.Value, version, atLeast);
                return key is null || value is null ? null : new MapType(key, value);

            case (PairType left, PairType right):
                WdlType? leftSide = Join(left.Left, right.Left, version, atLeast);
                WdlType? rightSide = Join(left.Right, right.Right, version, atLeast);
                return leftSide is null || rightSide is null ? null : new PairType(leftSide, rightSide);

            default:
                return null;
        }
    }

    private static WdlType? JoinTowardsOne(WdlType first, WdlType second, WdlVersion version, CoercionKind atLeast)
    {
        CoercionKind forward = Classify(first, second, version);
        CoercionKind backward = Classify(second, first, version);
        if (forward < atLeast && backward < atLeast)
        {
            return null;
        }

        // Where two types coerce both ways, the answer must not depend on their order.
        return forward == backward
            ? (Generality(first) >= Generality(second) ? first : second)
            : forward > backward ? second : first;
    }

    private static int Generality(WdlType type) => type switch
    {
        PrimitiveType { Kind: PrimitiveKind.File or PrimitiveKind.Directory } => 4,
        PrimitiveType { Kind: PrimitiveKind.String } => 3,
        ObjectType => 2,
        StructType => 1,
        _ => 0,
    };
}
