using System.Text;
using Sprocket.Text;
using Sprocket.Wdl.Values;
using Sprocket.Wdl.Values.Json;
using static Sprocket.Wdl.Tests.Values.ValueNotation;

namespace Sprocket.Wdl.Tests.Values;

public class ValueJsonTests
{
    [Theory]
    [InlineData("Int", "12", "12")]
    [InlineData("Int", "1e3", "1000")]
    [InlineData("Int", "4.0", "4")]
    [InlineData("Int", "'17'", "17")]
    [InlineData("Int", "9223372036854775807", "9223372036854775807")]
    [InlineData("Float", "1", "1.0")]
    [InlineData("Float", "123456789012345678901234567890", "1.2345678901234568E+29")]
    [InlineData("Boolean", "true", "true")]
    [InlineData("String", "'x'", "\"x\"")]
    [InlineData("String", "1.50", "\"1.50\"")]
    [InlineData("String", "false", "\"false\"")]
    [InlineData("String?", "null", "None")]
    [InlineData("Any", "null", "None")]
    [InlineData("File", "'a.txt'", "File(a.txt)")]
    [InlineData("Directory", "'a/'", "Directory(a)")]
    [InlineData("File", "{'location': 'a/b.txt'}", "File(a/b.txt)")]
    [InlineData("File", "{'type': 'File', 'location': 'a/b.txt', 'basename': 'c.txt', 'checksum': 'md5$1'}", "File(a/b.txt as c.txt)")]
    [InlineData("Directory", "{'location': '/a/'}", "Directory(/a)")]
    [InlineData("Array[Int]", "[]", "[]")]
    [InlineData("Array[Int?]+", "[1, null]", "[1, None]")]
    [InlineData("Map[String, Int]", "{'b': 1, 'a': 2}", "{\"b\": 1, \"a\": 2}")]
    [InlineData("Map[Int, String]", "{'1': 'x', '2': 'y'}", "{1: \"x\", 2: \"y\"}")]
    [InlineData("Map[Float, String]", "{'1.5': 'x'}", "{1.5: \"x\"}")]
    [InlineData("Map[Boolean, String]", "{'true': 'x'}", "{true: \"x\"}")]
    [InlineData("Map[File, Int]", "{'a.txt': 1}", "{File(a.txt): 1}")]
    [InlineData("Map[E(A|B), Int]", "{'B': 1}", "{E.B: 1}")]
    [InlineData("Map[String, Int]", "[{'left': 'a', 'right': 1}]", "{\"a\": 1}")]
    [InlineData("Pair[Int, String]", "{'left': 1, 'right': 'x'}", "(1, \"x\")")]
    [InlineData("Pair[Int, String]", "{'Left': 1, 'Right': 'x'}", "(1, \"x\")")]
    [InlineData("Pair[Int?, String?]", "{'left': null, 'right': 'x'}", "(None, \"x\")")]
    [InlineData("S{a: Int, b: Array[File], c: Float?}", "{'b': ['x'], 'a': 1}", "S {a: 1, b: [File(x)], c: None}")]
    [InlineData("Object", "{'a': 1, 'b': [1, 2.5], 'c': {'d': null}}", "object {a: 1, b: [1.0, 2.5], c: object {d: None}}")]
    [InlineData("Any", "{'left': 1}", "object {left: 1}")]
    [InlineData("E(A|B)", "'A'", "E.A")]
    public void A_value_is_read_as_its_type(string type, string json, string expected) =>
        Assert.Equal(expected, Show(Of(type, json)));

    // SPEC 1.2 "Extended File/Directory Input/Output Format": its two examples.
    [Theory]
    [InlineData(
        """
        {"location": "/mnt/foo", "listing": [
          {"type": "File", "location": "/mnt/foo/bar.txt", "basename": "something_else.txt"},
          {"type": "Directory", "basename": "baz", "listing": [{"type": "File", "basename": "qux.fa"}]}]}
        """,
        "Directory(/mnt/foo: File(/mnt/foo/bar.txt as something_else.txt), Directory(baz as baz: File(qux.fa as qux.fa)))")]
    [InlineData(
        """
        {"basename": "foo", "listing": [
          {"type": "File", "location": "/mnt/foo/bar.txt", "basename": "something_else.txt"},
          {"type": "Directory", "basename": "baz", "listing": [{"type": "File", "location": "/home/fred/qux.fa"}]}]}
        """,
        "Directory( as foo: File(/mnt/foo/bar.txt as something_else.txt), Directory(baz as baz: File(/home/fred/qux.fa)))")]
    public void A_directory_may_list_what_it_holds(string json, string expected) =>
        Assert.Equal(expected, Show(Of("Directory", json)));

    [Theory]
    [InlineData("Int", "«2.5»", "`2.5` is not a whole number")]
    [InlineData("Int", "«9223372036854775808»", "`9223372036854775808` is outside the range of `Int`")]
    [InlineData("Int", "«'x'»", "the String `x` is not a value of type `Int`")]
    [InlineData("Int", "«true»", "found a boolean where a value of type `Int` is expected")]
    [InlineData("Int", "«null»", "`null` is not a value of type `Int`")]
    [InlineData("Float", "«1e999»", "`1e999` is outside the range of `Float`")]
    [InlineData("Boolean", "«1»", "found a number where a value of type `Boolean` is expected")]
    [InlineData("File", "«1»", "found a number where a value of type `File` is expected")]
    [InlineData("File", "«{}»", "this File has no `location`")]
    [InlineData("File", "{'type': «'Directory'», 'location': 'a'}", "found `Directory` where `File` is expected")]
    [InlineData("File", "{'location': «1»}", "found a number where `location` needs a string")]
    [InlineData("Directory", "«{'basename': 'a'}»", "this Directory has neither a `location` nor both `basename` and `listing`")]
    [InlineData("Directory", "{'location': 'a', 'listing': «{}»}", "found an object where a listing is expected, an array of files and directories")]
    [InlineData("Directory", "{'location': 'a', 'listing': [«'b'»]}", "found a string where a file or directory in extended form is expected")]
    [InlineData("Directory", "{'location': 'a', 'listing': [«{'location': 'b'}»]}", "an item of a listing needs a `type`: `\"File\"` or `\"Directory\"`")]
    [InlineData("Directory", "{'location': 'a', 'listing': [{'type': «'Link'»}]}", "found `Link` where `File` or `Directory` is expected")]
    [InlineData("String", "«['x']»", "found an array where a value of type `String` is expected")]
    [InlineData("Array[Int]", "«1»", "found a number where a value of type `Array[Int]` is expected")]
    [InlineData("Array[Int]+", "«[]»", "an empty array is not a value of type `Array[Int]+`")]
    [InlineData("Array[Int]", "[1, «'x'»]", "the String `x` is not a value of type `Int`")]
    [InlineData("Map[Int, Int]", "{«'x'»: 1}", "the String `x` is not a value of type `Int`")]
    [InlineData("Map[Int, Int]", "{'1': 1, «'01'»: 2}", "the key `01` occurs twice")]
    [InlineData("Pair[Int, Int]", "«[1, 2]»", "found an array where a value of type `Pair[Int, Int]` is expected")]
    [InlineData("Pair[Int, Int]", "«{'left': 1}»", "this is not a value of type `Pair[Int, Int]`")]
    [InlineData("Pair[Int, Int]", "{'left': 1, 'right': «null»}", "`null` is not a value of type `Int`")]
    [InlineData("S{a: Int}", "«{'b': 1}»", "the member `a` of `S` is missing")]
    [InlineData("S{a: Int}", "{'a': «[]»}", "found an array where a value of type `Int` is expected")]
    [InlineData("Object", "«[]»", "found an array where a value of type `Object` is expected")]
    [InlineData("E(A|B)", "«'C'»", "`C` is not a choice of `E`, which has `A`, `B`")]
    [InlineData("Any", "{'a': «[[1], 'x']»}", "the elements of this array have no common type")]
    public void A_mistake_is_found_at_its_place(string type, string marked, string message)
    {
        int start = marked.IndexOf('«', StringComparison.Ordinal);
        int end = marked.IndexOf('»', StringComparison.Ordinal) - 1;
        string json = marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);

        JsonTextException exception = Assert.Throws<JsonTextException>(() => Of(type, json));

        Assert.Equal(message, exception.Message);
        Assert.Equal(TextSpan.FromBounds(start, end), exception.Span);
    }

    [Fact]
    public void In_1_0_a_number_with_a_fraction_becomes_the_Int_below() =>
        Assert.Equal(new IntValue(2), ValueJson.Read(JsonReader.Read("2.5"), PrimitiveType.Int, WdlVersion.V1_0));

    [Fact]
    public void Members_that_a_struct_does_not_have_are_told_of_and_ignored()
    {
        List<string> unknown = [];

        Value value = ValueJson.Read(
            JsonReader.Read("""[{"a": 1, "b": 2}]"""),
            TypeNotation.Parse("Array[S{a: Int}]"),
            WdlVersion.V1_2,
            (member, type) => unknown.Add($"{type.Name}.{member.Name}"));

        Assert.Equal("[S {a: 1}]", Show(value));
        Assert.Equal(["S.b"], unknown);
    }

    [Theory]
    [InlineData("[]", "Array[Any]")]
    [InlineData("[1, 2]", "Array[Int]")]
    [InlineData("[1, 2.0]", "Array[Float]")]
    [InlineData("[1, null]", "Array[Int?]")]
    [InlineData("[null]", "Array[None]")]
    [InlineData("[[1], []]", "Array[Array[Int]]")]
    [InlineData("[{}, {'a': 1}]", "Array[Object]")]
    [InlineData("['a', 'b']", "Array[String]")]
    [InlineData("1.0", "Float")]
    [InlineData("9223372036854775808", "Float")]
    [InlineData("{}", "Object")]
    public void Untyped_JSON_suggests_a_type(string json, string type) =>
        Assert.Equal(TypeNotation.Parse(type), ValueJson.ReadUntyped(JsonReader.Read(json.Replace('\'', '"')), WdlVersion.V1_2).Type);

    [Theory]
    [InlineData("Int", "-3", "-3")]
    [InlineData("Float", "1", "1.0")]
    [InlineData("Float", "0.1", "0.1")]
    [InlineData("Float", "1e25", "1E+25")]
    [InlineData("Float", "5e-324", "5E-324")]
    [InlineData("Float", "1.7976931348623157e308", "1.7976931348623157E+308")]
    [InlineData("Boolean", "true", "true")]
    [InlineData("Int?", "null", "null")]
    [InlineData("String", "'ä \\\\ \\n <&+>'", "\"ä \\\\ \\n <&+>\"")]
    [InlineData("File", "'/a b'", "\"/a b\"")]
    [InlineData("E(A|B)", "'B'", "\"B\"")]
    [InlineData("Array[Int]", "[]", "[]")]
    [InlineData("Map[String, Int]", "{}", "{}")]
    [InlineData("Array[Int]", "[1, 2]", "[\n  1,\n  2\n]")]
    [InlineData("Map[Int, Float]", "{'1': 2}", "{\n  \"1\": 2.0\n}")]
    [InlineData("Map[Float, Int]", "{'1.5': 2}", "{\n  \"1.5\": 2\n}")]
    [InlineData("Pair[Int, String?]", "{'left': 1, 'right': null}", "{\n  \"left\": 1,\n  \"right\": null\n}")]
    [InlineData("S{b: Int, a: Int?}", "{'a': 1, 'b': 2}", "{\n  \"b\": 2,\n  \"a\": 1\n}")]
    [InlineData("S{b: Int, a: Int?}", "{'b': 2}", "{\n  \"b\": 2,\n  \"a\": null\n}")]
    [InlineData("Object", "{'z': 1, 'a': [1]}", "{\n  \"z\": 1,\n  \"a\": [\n    1\n  ]\n}")]
    public void Outputs_are_written_as_JSON(string type, string json, string expected) =>
        Assert.Equal(expected, ValueJson.Format(Of(type, json), ValueJsonForm.InputsAndOutputs));

    [Theory]
    [InlineData("Pair[Int, Int]", "{'left': 1, 'right': 2}", "JSON has no form for a `Pair[Int, Int]`")]
    [InlineData("Map[Int, Int]", "{'1': 2}", "JSON has no form for a `Map[Int, Int]`, whose keys are not Strings")]
    [InlineData("Array[Pair[Int, Int]]", "[{'left': 1, 'right': 2}]", "JSON has no form for a `Pair[Int, Int]`, at `[0]`")]
    [InlineData("S{a: Map[File, Int]}", "{'a': {}}", "JSON has no form for a `Map[File, Int]`, whose keys are not Strings, at `.a`")]
    public void write_json_refuses_what_JSON_has_no_form_for(string type, string json, string message)
    {
        Value value = Of(type, json);

        CoercionException exception = Assert.Throws<CoercionException>(() => ValueJson.Format(value, ValueJsonForm.WriteJson));

        Assert.Equal(message, exception.Message);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_Float_that_is_not_finite_is_refused(double number) =>
        Assert.Throws<CoercionException>(() => ValueJson.Format(new FloatValue(number), ValueJsonForm.InputsAndOutputs));

    [Fact]
    public void Written_to_a_stream_JSON_is_one_line()
    {
        using MemoryStream stream = new();

        ValueJson.Write(stream, Of("Map[String, Int]", "{'a': 1}"), ValueJsonForm.WriteJson);

        Assert.Equal("{\"a\":1}\n", Encoding.UTF8.GetString(stream.ToArray()));
    }

    [Fact]
    public void Each_Float_of_an_array_has_a_line() =>
        Assert.Equal(
            "[\n  1.0,\n  2.5,\n  -3.0,\n  1E+300\n]",
            ValueJson.Format(Of("Array[Float]", "[1, 2.5, -3, 1e300]"), ValueJsonForm.InputsAndOutputs));

    [Theory]
    [InlineData(0.1)]
    [InlineData(1.0 / 3)]
    [InlineData(123456789.123456789)]
    [InlineData(-0.0)]
    [InlineData(double.MaxValue)]
    [InlineData(double.Epsilon)]
    public void Floats_survive_writing_and_reading(double number)
    {
        string json = ValueJson.Format(new FloatValue(number), ValueJsonForm.InputsAndOutputs);

        FloatValue read = Assert.IsType<FloatValue>(ValueJson.ReadUntyped(JsonReader.Read(json), WdlVersion.V1_2));

        Assert.Equal(BitConverter.DoubleToInt64Bits(number), BitConverter.DoubleToInt64Bits(read.Number));
    }
}
