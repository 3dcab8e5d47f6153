using Sprocket.Wdl.Values;
using static Sprocket.Wdl.Tests.Values.ValueNotation;

namespace Sprocket.Wdl.Tests.Values;

public class ValueCoercionTests
{
    // SPEC 1.1 "Custom Types (Structs)": "must not have any members that are not declared for the struct"; 1.2: they are ignored.
    [Theory]
    [InlineData("Object", "{'a': 1, 'z': 2}")]
    [InlineData("Map[String, Int]", "{'a': 1, 'z': 2}")]
    public void Members_that_a_struct_does_not_have_are_refused_in_1_1_alone(string from, string json)
    {
        WdlType type = TypeNotation.Parse("S{a: Int}");

        CoercionException exception = Assert.Throws<CoercionException>(() => Coercion.Coerce(Of(from, json), type, WdlVersion.V1_1));

        Assert.Equal("struct `S` has no member `z`", exception.Message);
        Assert.All(
            (WdlVersion[])[WdlVersion.V1_0, WdlVersion.V1_2, WdlVersion.V1_3],
            version => Assert.Equal("S {a: 1}", Show(Coercion.Coerce(Of(from, json), type, version))));
    }

    [Theory]
    [InlineData("Int", "3", "Float", "3.0")]
    [InlineData("Float", "3.0", "Int", "3")]
    [InlineData("Float", "-1e3", "Int", "-1000")]
    [InlineData("String", "'12'", "Int", "12")]
    [InlineData("String", "'-12'", "Int", "-12")]
    [InlineData("String", "'+12'", "Int", "12")]
    [InlineData("String", "'9223372036854775807'", "Int", "9223372036854775807")]
    [InlineData("String", "'1.5e3'", "Float", "1500.0")]
    [InlineData("String", "'7'", "Float", "7.0")]
    [InlineData("String", "'.5'", "Float", "0.5")]
    [InlineData("String", "'true'", "Boolean", "true")]
    [InlineData("Int", "7", "String", "\"7\"")]
    [InlineData("Float", "0.5", "String", "\"0.500000\"")]
    [InlineData("Boolean", "false", "String", "\"false\"")]
    [InlineData("File", "'a/b'", "String", "\"a/b\"")]
    [InlineData("String", "'a/b'", "File", "File(a/b)")]
    [InlineData("String", "'a/b/'", "Directory", "Directory(a/b)")]
    [InlineData("String", "'/'", "Directory", "Directory(/)")]
    [InlineData("String", "'B'", "E(A|B)", "E.B")]
    [InlineData("E(A|B)", "'B'", "String", "\"B\"")]
    [InlineData("E(A|B)", "'B'", "F(A|B)", "F.B")]
    [InlineData("Int?", "null", "Float?", "None")]
    [InlineData("Int?", "4", "Float", "4.0")]
    [InlineData("Array[Int]", "[1, 2]", "Array[Float?]+", "[1.0, 2.0]")]
    [InlineData("Array[String]", "['1', '2']", "Array[Int]", "[1, 2]")]
    [InlineData("Map[String, Int]", "{'b': 1, 'a': 2}", "Map[File, Float]", "{File(b): 1.0, File(a): 2.0}")]
    [InlineData("Map[String, Int]", "{'b': 1, 'a': 2}", "Array[Pair[File, Float]]", "[(File(b), 1.0), (File(a), 2.0)]")]
    [InlineData("Array[Pair[String, Int]]", "[{'left': 'x', 'right': 1}]", "Map[String, Float]", "{\"x\": 1.0}")]
    [InlineData("Map[String, Int]", "{'b': 1, 'a': 2, 'z': 3}", "S{a: Float, b: Int, c: Int?}", "S {a: 2.0, b: 1, c: None}")]
    [InlineData("S{a: Int, b: Float}", "{'a': 1, 'b': 2}", "Map[String, Float]", "{\"a\": 1.0, \"b\": 2.0}")]
    [InlineData("S{a: Int, b: Float}", "{'a': 1, 'b': 2}", "Object", "object {a: 1, b: 2.0}")]
    [InlineData("Map[String, Int]", "{'a': 1}", "Object", "object {a: 1}")]
    [InlineData("Object", "{'a': 1, 'b': 'x'}", "S{b: File, a: Float}", "S {b: File(x), a: 1.0}")]
    [InlineData("Object", "{'a': 1, 'b': 2.5}", "Map[String, Float]", "{\"a\": 1.0, \"b\": 2.5}")]
    [InlineData("Object", "{'left': 1, 'right': 'x'}", "Pair[Float, File]", "(1.0, File(x))")]
    [InlineData("Pair[Int, String]", "{'left': 1, 'right': 'x'}", "Pair[Float, File]", "(1.0, File(x))")]
    [InlineData("S{a: Int, b: Int}", "{'a': 1, 'b': 2}", "T{b: Float, a: Float}", "T {b: 2.0, a: 1.0}")]
    [InlineData("Int", "1", "Any", "1")]
    public void A_value_becomes_one_of_the_wanted_type(string from, string json, string to, string expected)
    {
        WdlType type = TypeNotation.Parse(to);

        Value value = Coercion.Coerce(Of(from, json), type, WdlVersion.V1_3);

        Assert.Equal(expected, Show(value));
        if (value is not NoneValue && type is not AnyType)
        {
            Assert.Equal(type.AsRequired(), value.Type);
        }
    }

    [Theory]
    [InlineData("Float", "3.5", "Int", "`3.5` is not a whole number")]
    [InlineData("Float", "1e19", "Int", "`1E+19` is outside the range of `Int`")]
    [InlineData("Float", "9223372036854775808.0", "Int", "`9.223372036854776E+18` is outside the range of `Int`")]
    [InlineData("String", "'1.0'", "Int", "the String `1.0` is not a value of type `Int`")]
    [InlineData("String", "' 1'", "Int", "the String ` 1` is not a value of type `Int`")]
    [InlineData("String", "''", "Int", "the String `` is not a value of type `Int`")]
    [InlineData("String", "'9223372036854775808'", "Int", "`9223372036854775808` is outside the range of `Int`")]
    [InlineData("String", "'1e999'", "Float", "`1e999` is outside the range of `Float`")]
    [InlineData("String", "'NaN'", "Float", "the String `NaN` is not a value of type `Float`")]
    [InlineData("String", "'Infinity'", "Float", "the String `Infinity` is not a value of type `Float`")]
    [InlineData("String", "'1,000'", "Float", "the String `1,000` is not a value of type `Float`")]
    [InlineData("String", "'yes'", "Boolean", "the String `yes` is not a value of type `Boolean`")]
    [InlineData("Int", "1", "Boolean", "the Int `1` is not a value of type `Boolean`")]
    [InlineData("Int?", "null", "Int", "`None` is not a value of type `Int`")]
    [InlineData("String", "'C'", "E(A|B)", "`C` is not a choice of `E`, which has `A`, `B`")]
    [InlineData("Array[Int]", "[]", "Array[Int]+", "an empty array is not a value of type `Array[Int]+`")]
    [InlineData("Int", "1", "Array[Int]", "the Int `1` is not a value of type `Array[Int]`")]
    [InlineData("Array[Int]", "[1]", "Int", "an `Array[Int]` of 1 is not a value of type `Int`")]
    [InlineData("Array[Int?]", "[1, null]", "Array[Int]", "`None` is not a value of type `Int`, at `[1]`")]
    [InlineData("Object", "{'a': 1}", "S{a: Int, b: Int}", "the member `b` of `S` is missing")]
    [InlineData("Map[Int, Int]", "{'1': 1}", "S{a: Int}", "a `Map[Int, Int]` is not a value of type `S`")]
    [InlineData("Array[Object]", "[{}, {'a': ['x']}]", "Array[Map[String, Array[Int]]]", "the String `x` is not a value of type `Int`, at `[1][\"a\"][0]`")]
    [InlineData("Array[Object]", "[{'a': 'x'}]", "Array[S{a: Int}]", "the String `x` is not a value of type `Int`, at `[0].a`")]
    [InlineData("Pair[Int, String]", "{'left': 1, 'right': 'x'}", "Pair[Int, Int]", "the String `x` is not a value of type `Int`, at `.right`")]
    [InlineData("Array[Pair[String, Int]]", "[{'left': 'x', 'right': 1}, {'left': 'x', 'right': 2}]", "Map[String, Int]", "the key `x` occurs twice")]
    [InlineData("Object", "{'left': 1}", "Pair[Int, Int]", "an `Object` is not a value of type `Pair[Int, Int]`")]
    public void A_value_that_does_not_fit_is_refused_at_its_place(string from, string json, string to, string message)
    {
        Value value = Of(from, json);

        CoercionException exception =
            Assert.Throws<CoercionException>(() => Coercion.Coerce(value, TypeNotation.Parse(to), WdlVersion.V1_3));

        Assert.Equal(message, exception.Message);
    }

    [Fact]
    public void In_1_0_a_Float_becomes_the_floor_of_it() =>
        Assert.Equal(new IntValue(-4), Coercion.Coerce(new FloatValue(-3.5), PrimitiveType.Int, WdlVersion.V1_0));

    [Fact]
    public void A_long_text_is_shortened_in_messages()
    {
        CoercionException exception = Assert.Throws<CoercionException>(
            () => Coercion.Coerce(new StringValue(new string('x', 50)), TypeNotation.Parse("E(A)"), WdlVersion.V1_3));

        Assert.Equal($"`{new string('x', 40)}…` is not a choice of `E`, which has `A`", exception.Message);
    }

    [Fact]
    public void A_value_of_the_wanted_type_stays_the_same_object()
    {
        Value array = Of("Array[Map[String, Int]]", "[{'a': 1}]");

        Assert.Same(array, Coercion.Coerce(array, array.Type, WdlVersion.V1_2));
    }

    [Fact]
    public void A_value_of_unknown_items_gets_the_type_of_its_target()
    {
        ArrayValue untyped = new(new ArrayType(AnyType.Instance), [new IntValue(1), new StringValue("2")]);

        Value value = Coercion.Coerce(untyped, TypeNotation.Parse("Array[Int]+"), WdlVersion.V1_1);

        Assert.Equal(TypeNotation.Parse("Array[Int]+"), value.Type);
        Assert.Equal("[1, 2]", Show(value));
    }
}
