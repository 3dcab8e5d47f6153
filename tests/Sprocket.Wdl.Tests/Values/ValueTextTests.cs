using Sprocket.Wdl.Values;
using static Sprocket.Wdl.Tests.Values.ValueNotation;

namespace Sprocket.Wdl.Tests.Values;

public class ValueTextTests
{
    // SPEC "Expression Placeholder Coercion", with its example placeholder_coercion.wdl.
    [Theory]
    [InlineData("String", "'abc'", "abc")]
    [InlineData("File", "'/a/b.txt'", "/a/b.txt")]
    [InlineData("Directory", "'/a/b/'", "/a/b")]
    [InlineData("Int", "5", "5")]
    [InlineData("Int", "0", "0")]
    [InlineData("Int", "-9223372036854775808", "-9223372036854775808")]
    [InlineData("Float", "3.141", "3.141000")]
    [InlineData("Float", "3.141e-10", "0.000000")]
    [InlineData("Float", "3.141e10", "31410000000.000000")]
    [InlineData("Float", "-2", "-2.000000")]
    [InlineData("Float", "0.0000006", "0.000001")]
    [InlineData("Float", "1e22", "10000000000000000000000.000000")]
    [InlineData("Boolean", "true", "true")]
    [InlineData("Boolean", "false", "false")]
    [InlineData("Int?", "null", "")]
    [InlineData("E(A|B)", "'B'", "B")]
    public void A_primitive_value_has_a_text(string type, string json, string expected) =>
        Assert.Equal(expected, ValueText.Format(Of(type, json)));

    [Theory]
    [InlineData("Array[Int]", "[1]")]
    [InlineData("Map[String, Int]", "{}")]
    [InlineData("Pair[Int, Int]", "{'left': 1, 'right': 2}")]
    [InlineData("S{a: Int}", "{'a': 1}")]
    [InlineData("Object", "{}")]
    public void A_compound_value_has_none(string type, string json)
    {
        Assert.False(ValueText.CanFormat(TypeNotation.Parse(type)));
        CoercionException exception = Assert.Throws<CoercionException>(() => ValueText.Format(Of(type, json)));
        Assert.StartsWith("a value of type `", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Int?")]
    [InlineData("E(A)")]
    [InlineData("Any")]
    [InlineData("None")]
    [InlineData("Directory")]
    public void Primitive_types_can_stand_in_a_placeholder(string type) =>
        Assert.True(ValueText.CanFormat(TypeNotation.Parse(type)));
}
