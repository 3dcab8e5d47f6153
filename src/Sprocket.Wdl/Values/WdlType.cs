using System.Collections.Immutable;

namespace Sprocket.Wdl.Values;

/// <summary>A WDL type; equality is type identity, optionality a wrapper.</summary>
/// <remarks>A closed family. <see cref="object.ToString"/> gives the type as WDL writes it.</remarks>
public abstract record WdlType
{
    private protected WdlType()
    {
    }

    /// <summary>Whether <c>None</c> is a value of the type.</summary>
    public bool IsOptional => this is OptionalType or NoneType or AnyType;

    /// <summary>The type, made optional; a type that is optional stays as it is, since <c>T??</c> does not exist.</summary>
    public WdlType AsOptional() => this is OptionalType or NoneType or AnyType or ErrorType ? this : new OptionalType(this);

    /// <summary>The type without its optionality.</summary>
    public WdlType AsRequired() => this is OptionalType optional ? optional.Inner : this;
}

/// <summary>The primitive types.</summary>
public enum PrimitiveKind
{
    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A 64-bit signed integer.</summary>
    Int,

    /// <summary>A finite 64-bit floating point number.</summary>
    Float,

    /// <summary>A text.</summary>
    String,

    /// <summary>The path of a file.</summary>
    File,

    /// <summary>The path of a directory; WDL 1.2.</summary>
    Directory,
}

/// <summary>One of the primitive types.</summary>
public sealed record PrimitiveType : WdlType
{
    private PrimitiveType(PrimitiveKind kind) => Kind = kind;

    /// <summary><c>Boolean</c></summary>
    public static PrimitiveType Boolean { get; } = new(PrimitiveKind.Boolean);

    /// <summary><c>Int</c></summary>
    public static PrimitiveType Int { get; } = new(PrimitiveKind.Int);

    /// <summary><c>Float</c></summary>
    public static PrimitiveType Float { get; } = new(PrimitiveKind.Float);

    /// <summary><c>String</c></summary>
    public static PrimitiveType String { get; } = new(PrimitiveKind.String);

    /// <summary><c>File</c></summary>
    public static PrimitiveType File { get; } = new(PrimitiveKind.File);

    /// <summary><c>Directory</c></summary>
    public static PrimitiveType Directory { get; } = new(PrimitiveKind.Directory);

    /// <summary>Which one.</summary>
    public PrimitiveKind Kind { get; }

    /// <inheritdoc/>
    public override string ToString() => Kind.ToString();
}

/// <summary><c>T?</c></summary>
/// <param name="Inner">The type of a present value; never optional itself.</param>
public sealed record OptionalType(WdlType Inner) : WdlType
{
    /// <inheritdoc/>
    public override string ToString() => $"{Inner}?";
}

/// <summary><c>Array[T]</c> or <c>Array[T]+</c></summary>
/// <param name="Item">The type of the elements.</param>
/// <param name="IsNonEmpty">Whether there is at least one element (<c>+</c>).</param>
public sealed record ArrayType(WdlType Item, bool IsNonEmpty = false) : WdlType
{
    /// <inheritdoc/>
    public override string ToString() => IsNonEmpty ? $"Array[{Item}]+" : $"Array[{Item}]";
}

/// <summary><c>Map[K, V]</c></summary>
/// <param name="Key">The type of the keys; primitive.</param>
/// <param name="Value">The type of the values.</param>
public sealed record MapType(WdlType Key, WdlType Value) : WdlType
{
    /// <inheritdoc/>
    public override string ToString() => $"Map[{Key}, {Value}]";
}

/// <summary><c>Pair[L, R]</c></summary>
/// <param name="Left">The type of <c>.left</c>.</param>
/// <param name="Right">The type of <c>.right</c>.</param>
public sealed record PairType(WdlType Left, WdlType Right) : WdlType
{
    /// <inheritdoc/>
    public override string ToString() => $"Pair[{Left}, {Right}]";
}

/// <summary>A member of a struct.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
public sealed record StructMember(string Name, WdlType Type);

/// <summary>A struct: named members of given types, in order.</summary>
/// <param name="Name">The name in the document that uses it; an import may rename it.</param>
/// <param name="Members">The members in order of declaration.</param>
public sealed record StructType(string Name, ImmutableArray<StructMember> Members) : WdlType
{
    /// <summary>The index of a member, or -1.</summary>
    public int IndexOf(string member)
    {
        for (int i = 0; i < Members.Length; i++)
        {
            if (Members[i].Name == member)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Equal when the name and the members, in order, are.</summary>
    public bool Equals(StructType? other) =>
        other is not null && (ReferenceEquals(this, other) || (Name == other.Name && Members.SequenceEqual(other.Members)));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Members.Length);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A choice of an enum.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">What <c>value()</c> gives for it.</param>
public sealed record EnumChoice(string Name, Value Value);

/// <summary>An enum of WDL 1.3: named choices with values of one type.</summary>
/// <param name="Name">The name in the document that uses it; an import may rename it.</param>
/// <param name="ValueType">The type of the choices' values.</param>
/// <param name="Choices">The choices in order of declaration.</param>
public sealed record EnumType(string Name, WdlType ValueType, ImmutableArray<EnumChoice> Choices) : WdlType
{
    /// <summary>The name in the document that defines it, which no import changes: it tells enums with equal choices apart.</summary>
    public string DefinedName { get; init; } = Name;

    /// <summary>Whether the definition says the type of the values, as in <c>enum E[Int]</c>.</summary>
    public bool HasDeclaredType { get; init; }

    /// <summary>Whether it is the same enum as another, by whatever name each is known here.</summary>
    public bool IsSameAs(EnumType other) => DefinedName == other.DefinedName && IsCompatibleWith(other);

    /// <summary>Whether it may share a name with another: SPEC 1.3 "Importing and Aliasing Enums".</summary>
    public bool IsCompatibleWith(EnumType other) =>
        HasDeclaredType == other.HasDeclaredType && ValueType == other.ValueType && Choices.SequenceEqual(other.Choices);

    /// <summary>The index of a choice, or -1.</summary>
    public int IndexOf(string choice)
    {
        for (int i = 0; i < Choices.Length; i++)
        {
            if (Choices[i].Name == choice)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Equal when the name, the value type and the choices, in order, are.</summary>
    public bool Equals(EnumType? other) =>
        other is not null && (ReferenceEquals(this, other) || (Name == other.Name && IsCompatibleWith(other)));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Choices.Length);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary><c>Object</c>: members known only at run time.</summary>
public sealed record ObjectType : WdlType
{
    private ObjectType()
    {
    }

    /// <summary>The type.</summary>
    public static ObjectType Instance { get; } = new();

    /// <inheritdoc/>
    public override string ToString() => "Object";
}

/// <summary>The type of the literal <c>None</c>: coerces to every optional type.</summary>
public sealed record NoneType : WdlType
{
    private NoneType()
    {
    }

    /// <summary>The type.</summary>
    public static NoneType Instance { get; } = new();

    /// <inheritdoc/>
    public override string ToString() => "None";
}

/// <summary>The specification's hidden "union": a type known only at run time (<c>read_json</c>, some attributes, items of <c>[]</c>).</summary>
public sealed record AnyType : WdlType
{
    private AnyType()
    {
    }

    /// <summary>The type.</summary>
    public static AnyType Instance { get; } = new();

    /// <inheritdoc/>
    public override string ToString() => "Any";
}

/// <summary>The type of an expression with a mistake that was reported; nothing is reported about it again.</summary>
public sealed record ErrorType : WdlType
{
    private ErrorType()
    {
    }

    /// <summary>The type.</summary>
    public static ErrorType Instance { get; } = new();

    /// <inheritdoc/>
    public override string ToString() => "?";
}
