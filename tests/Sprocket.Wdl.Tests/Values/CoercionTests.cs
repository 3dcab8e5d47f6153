using Sprocket.Wdl.Values;
using static Sprocket.Wdl.Tests.Values.TypeNotation;

namespace Sprocket.Wdl.Tests.Values;

public class CoercionTests
{
    // SPEC "Type Coercion": the table, row by row.
    [Theory]
    [InlineData("String", "File")]
    [InlineData("Int", "Float")]
    [InlineData("Int", "Int?")]
    [InlineData("Int", "Float?")]
    [InlineData("Int?", "Float?")]
    [InlineData("None", "Array[Int]?")]
    [InlineData("Array[Int]", "Array[Float]")]
    [InlineData("Array[Int]", "Array[Int?]")]
    [InlineData("Array[Int]+", "Array[Float]")]
    [InlineData("Map[String, Int]", "Map[File, Float]")]
    [InlineData("Pair[String, Int]", "Pair[File, Float]")]
    [InlineData("Map[String, Int]", "S{a: Int, b: Float, c: Int?}")]
    [InlineData("S{a: Int, b: Float}", "Map[String, Float]")]
    [InlineData("Map[String, Int]", "Object")]
    [InlineData("Object", "Map[String, Array[Int]]")]
    [InlineData("S{a: Int}", "Object")]
    [InlineData("Object", "S{a: Int}")]
    [InlineData("Array[Any]", "Array[Pair[Int, Int]]")]
    [InlineData("Any", "Int")]
    [InlineData("Int", "Any")]
    public void The_table_of_every_version_is_implicit(string from, string to)
    {
        foreach (WdlVersion version in Enum.GetValues<WdlVersion>())
        {
            Assert.Equal(CoercionKind.Implicit, Coercion.Classify(Parse(from), Parse(to), version));
        }
    }

    [Theory]
    [InlineData("String", "Int")]
    [InlineData("String", "Float")]
    [InlineData("Int", "String")]
    [InlineData("Float", "String")]
    [InlineData("Boolean", "String")]
    [InlineData("Array[Int]", "Array[Int]+")]
    [InlineData("Array[Int]", "Array[Int]+?")]
    [InlineData("Array[String]", "Array[Boolean]")]
    [InlineData("Array[Int]", "Array[String]")]
    [InlineData("Map[String, Int]", "Array[Pair[String, Float]]")]
    [InlineData("Array[Pair[String, Int]]", "Map[File, Float]")]
    public void A_limited_exception_is_deprecated_in_every_version(string from, string to)
    {
        foreach (WdlVersion version in Enum.GetValues<WdlVersion>())
        {
            Assert.Equal(CoercionKind.Deprecated, Coercion.Classify(Parse(from), Parse(to), version));
        }
    }

    [Theory]
    [InlineData("Int?", "Int")]
    [InlineData("None", "Int")]
    [InlineData("Array[Int?]", "Array[Int]")]
    [InlineData("Array[Int]?", "Array[Int]")]
    [InlineData("Float", "Int")]
    [InlineData("String", "Boolean")]
    [InlineData("Boolean", "Int")]
    [InlineData("Int", "Boolean")]
    [InlineData("Int", "File")]
    [InlineData("File", "Directory")]
    [InlineData("Int", "Array[Int]")]
    [InlineData("Array[Int]", "Int")]
    [InlineData("Array[Int]", "Array[Boolean]")]
    [InlineData("Array[Int]", "String")]
    [InlineData("Array[Int]", "Object")]
    [InlineData("Map[String, Boolean]", "Map[String, Int]")]
    [InlineData("Map[String, String?]", "Map[String, String]")]
    [InlineData("Map[String, Boolean]", "S{a: Int}")]
    [InlineData("S{a: Boolean}", "Map[String, Int]")]
    [InlineData("S{a: Int}", "T{b: Int}")]
    [InlineData("S{a: Int}", "T{a: Int, b: Int?}")]
    [InlineData("S{a: Int}", "T{a: Boolean}")]
    [InlineData("Pair[Int, Int]", "Pair[Int, Boolean]")]
    [InlineData("Pair[Int, Int]", "Object")]
    [InlineData("Map[File, Int]", "Object")]
    [InlineData("Map[Int, Int]", "S{a: Int}")]
    [InlineData("Object", "Pair[Int, Int]")]
    [InlineData("Object", "String")]
    [InlineData("E(A|B)", "F(A)")]
    [InlineData("E(A|B)", "F(A|B)")]
    [InlineData("E(A|B)", "Int")]
    [InlineData("Int", "E(A|B)")]
    public void What_no_version_lists_is_impossible(string from, string to)
    {
        foreach (WdlVersion version in Enum.GetValues<WdlVersion>())
        {
            Assert.Equal(CoercionKind.Impossible, Coercion.Classify(Parse(from), Parse(to), version));
            Assert.False(Coercion.CanCoerce(Parse(from), Parse(to), version));
        }
    }

    [Theory]
    [InlineData("File", "String", WdlVersion.V1_0, CoercionKind.Implicit)]
    [InlineData("File", "String", WdlVersion.V1_1, CoercionKind.Deprecated)]
    [InlineData("Directory", "String", WdlVersion.V1_2, CoercionKind.Deprecated)]
    [InlineData("S{a: Int}", "T{a: Float}", WdlVersion.V1_1, CoercionKind.Deprecated)]
    [InlineData("S{a: Int}", "T{a: Float}", WdlVersion.V1_2, CoercionKind.Implicit)]
    [InlineData("S{a: Int}", "T{a: Int}", WdlVersion.V1_1, CoercionKind.Implicit)]
    [InlineData("S{a: Int, b: Int}", "T{b: Int, a: Int}", WdlVersion.V1_2, CoercionKind.Implicit)]
    [InlineData("S{a: Int}", "S{a: Int}", WdlVersion.V1_1, CoercionKind.Identity)]
    [InlineData("String", "E(A|B)", WdlVersion.V1_3, CoercionKind.Implicit)]
    [InlineData("E(A|B)", "String", WdlVersion.V1_3, CoercionKind.Implicit)]
    [InlineData("Array[E(A|B)]", "Array[String]", WdlVersion.V1_3, CoercionKind.Implicit)]
    [InlineData("Array[Int]", "Array[Int]", WdlVersion.V1_0, CoercionKind.Identity)]
    [InlineData("Error", "Array[Int]", WdlVersion.V1_0, CoercionKind.Identity)]
    [InlineData("Int", "Error", WdlVersion.V1_0, CoercionKind.Identity)]
    [InlineData("String", "Directory", WdlVersion.V1_2, CoercionKind.Implicit)]
    public void Some_coercions_depend_on_the_version(string from, string to, WdlVersion version, CoercionKind expected) =>
        Assert.Equal(expected, Coercion.Classify(Parse(from), Parse(to), version));

    // SPEC 1.3 "Importing and Aliasing Enums": an alias names the same enum, another enum with equal choices is another.
    [Fact]
    public void An_enum_that_an_import_renames_stays_the_same()
    {
        var defined = (EnumType)Parse("E(A|B)");
        EnumType renamed = defined with { Name = "F" };

        Assert.Equal(CoercionKind.Implicit, Coercion.Classify(defined, renamed, WdlVersion.V1_3));
        Assert.False(defined.IsSameAs((EnumType)Parse("F(A|B)")));
        Assert.False(defined.IsSameAs(defined with { HasDeclaredType = true }));
    }

    [Theory]
    [InlineData("", "Any")]
    [InlineData("Int", "Int")]
    [InlineData("Int; Float", "Float")]
    [InlineData("Float; Int", "Float")]
    [InlineData("Int; None", "Int?")]
    [InlineData("None; Int; Float", "Float?")]
    [InlineData("None; None", "None")]
    [InlineData("Int?; Float", "Float?")]
    [InlineData("Any; Int", "Int")]
    [InlineData("Int; Any", "Int")]
    [InlineData("String; File", "File")]
    [InlineData("File; String", "File")]
    [InlineData("Directory; String", "Directory")]
    [InlineData("String; Int", "String")]
    [InlineData("Boolean; String", "String")]
    [InlineData("Array[Int]; Array[Float]", "Array[Float]")]
    [InlineData("Array[Int]+; Array[Int]", "Array[Int]")]
    [InlineData("Array[Int]+; Array[Int]+", "Array[Int]+")]
    [InlineData("Array[Any]; Array[Int]", "Array[Int]")]
    [InlineData("Array[Int]; Array[None]", "Array[Int?]")]
    [InlineData("Map[String, Int]; Map[File, Float]", "Map[File, Float]")]
    [InlineData("Pair[Int, None]; Pair[Float, Int]", "Pair[Float, Int?]")]
    [InlineData("S{a: Int}; Object", "Object")]
    [InlineData("Object; S{a: Int}", "Object")]
    [InlineData("Object; Map[String, Int]", "Object")]
    [InlineData("S{a: Int}; T{a: Float}", "T{a: Float}")]
    [InlineData("E(A); String", "String")]
    [InlineData("String; E(A)", "String")]
    [InlineData("Error; Int", "Error")]
    public void Types_have_a_common_type(string types, string expected) =>
        Assert.Equal(Parse(expected), Coercion.CommonType(ParseAll(types), WdlVersion.V1_3));

    [Theory]
    [InlineData("Int; Boolean")]
    [InlineData("Array[Int]; String")]
    [InlineData("File; Directory")]
    [InlineData("Array[Int]; Array[Boolean]")]
    [InlineData("Map[String, Int]; Map[String, Boolean]")]
    [InlineData("Pair[Int, Int]; Pair[Int, Boolean]")]
    [InlineData("S{a: Int}; T{b: Int}")]
    [InlineData("Int; Boolean; String")]
    public void Some_types_have_no_common_type(string types) =>
        Assert.Null(Coercion.CommonType(ParseAll(types), WdlVersion.V1_3));

    [Fact]
    public void Keeping_to_the_table_an_Int_and_a_String_have_no_common_type() =>
        Assert.Null(Coercion.CommonType(ParseAll("Int; String"), WdlVersion.V1_3, CoercionKind.Implicit));
}
