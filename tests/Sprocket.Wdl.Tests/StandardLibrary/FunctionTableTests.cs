using Sprocket.Wdl.StandardLibrary;
using Sprocket.Wdl.Values;
using static Sprocket.Wdl.Tests.Values.TypeNotation;

namespace Sprocket.Wdl.Tests.StandardLibrary;

public class FunctionTableTests
{
    private const string Names1_0 =
        "basename ceil cross defined flatten floor glob length prefix range read_boolean read_float read_int read_json read_lines "
        + "read_map read_object read_objects read_string read_tsv round select_all select_first size stderr stdout sub transpose "
        + "write_json write_lines write_map write_object write_objects write_tsv zip";

    private const string Added1_1 = "as_map as_pairs collect_by_key keys max min quote sep squote suffix unzip";

    private const string Added1_2 = "chunk contains contains_key find join_paths matches values";

    private const string Added1_3 = "split value";

    [Theory]
    [InlineData(WdlVersion.V1_0, Names1_0)]
    [InlineData(WdlVersion.V1_1, Names1_0 + " " + Added1_1)]
    [InlineData(WdlVersion.V1_2, Names1_0 + " " + Added1_1 + " " + Added1_2)]
    [InlineData(WdlVersion.V1_3, Names1_0 + " " + Added1_1 + " " + Added1_2 + " " + Added1_3)]
    public void Each_version_has_its_functions(WdlVersion version, string names) =>
        Assert.Equal(names.Split(' ').Order(StringComparer.Ordinal), FunctionTable.GetNames(version));

    [Theory]
    [InlineData("floor", WdlVersion.V1_0)]
    [InlineData("sep", WdlVersion.V1_1)]
    [InlineData("contains_key", WdlVersion.V1_2)]
    [InlineData("split", WdlVersion.V1_3)]
    [InlineData("flour", null)]
    public void The_first_version_with_a_function_is_known(string name, WdlVersion? version) =>
        Assert.Equal(version, FunctionTable.FindFirstVersion(name));

    // Function, types of the arguments, what they are coerced to, type of the result.
    [Theory]
    [InlineData("floor", "Float", "Float", "Int")]
    [InlineData("floor", "Int", "Float", "Int")]
    [InlineData("min", "Int; Int", "Int; Int", "Int")]
    [InlineData("min", "Int; Float", "Float; Float", "Float")]
    [InlineData("max", "Float; Int", "Float; Float", "Float")]
    [InlineData("sub", "String; String; String", "String; String; String", "String")]
    [InlineData("sub", "File; String; File", "File; String; File", "String")]
    [InlineData("find", "String; String", "String; String", "String?")]
    [InlineData("basename", "String", "String", "String")]
    [InlineData("basename", "File; String", "File; String", "String")]
    [InlineData("basename", "Directory", "Directory", "String")]
    [InlineData("join_paths", "Directory; String", "Directory; String", "String")]
    [InlineData("join_paths", "String; Array[String]", "Directory; Array[String]", "String")]
    [InlineData("join_paths", "File; String", "File; String", "String")]
    [InlineData("join_paths", "Array[String]", "Array[String]", "String")]
    [InlineData("size", "File", "File?", "Float")]
    [InlineData("size", "String; String", "String?; String", "Float")]
    [InlineData("size", "Array[File?]", "Array[File?]", "Float")]
    [InlineData("size", "Array[String]+", "Array[File?]", "Float")]
    [InlineData("size", "Directory?", "Directory?", "Float")]
    [InlineData("size", "Map[String, Pair[Int, File?]]", "Map[String, Pair[Int, File?]]?", "Float")]
    [InlineData("size", "S{f: File}?", "S{f: File}?", "Float")]
    [InlineData("size", "None", "String?", "Float")]
    [InlineData("stdout", "", "", "File")]
    [InlineData("read_lines", "String", "File", "Array[String]")]
    [InlineData("read_tsv", "File", "File", "Array[Array[String]]")]
    [InlineData("read_tsv", "File; Boolean", "File; Boolean", "Any")]
    [InlineData("read_tsv", "File; Boolean; Array[String]", "File; Boolean; Array[String]", "Array[Object]")]
    [InlineData("write_lines", "Array[File]", "Array[File]", "File")]
    [InlineData("write_tsv", "Array[Array[Int]]", "Array[Array[Int]]", "File")]
    [InlineData("write_tsv", "Array[Array[String]]; Boolean", "Array[Array[String]]; Boolean", "File")]
    [InlineData("write_tsv", "Array[S{a: Int}]; Boolean", "Array[S{a: Int}]; Boolean", "File")]
    [InlineData("write_map", "Map[Int, File]", "Map[Int, File]", "File")]
    [InlineData("write_json", "Array[S{a: Int?}]", "Array[S{a: Int?}]", "File")]
    [InlineData("write_object", "S{a: Int}", "S{a: Int}", "File")]
    [InlineData("write_object", "Map[String, Int]", "Object", "File")]
    [InlineData("write_objects", "Array[Object]", "Array[Object]", "File")]
    [InlineData("range", "Int", "Int", "Array[Int]")]
    [InlineData("transpose", "Array[Array[Int?]]", "Array[Array[Int?]]", "Array[Array[Int?]]")]
    [InlineData("zip", "Array[Int]+; Array[String?]", "Array[Int]; Array[String?]", "Array[Pair[Int, String?]]")]
    [InlineData("cross", "Array[Int]; Array[Array[File]]", "Array[Int]; Array[Array[File]]", "Array[Pair[Int, Array[File]]]")]
    [InlineData("unzip", "Array[Pair[Int, File]]", "Array[Pair[Int, File]]", "Pair[Array[Int], Array[File]]")]
    [InlineData("unzip", "Map[String, Int]", "Array[Pair[String, Int]]", "Pair[Array[String], Array[Int]]")]
    [InlineData("contains", "Array[Float]; Int", "Array[Float]; Float", "Boolean")]
    [InlineData("contains", "Array[Int]; None", "Array[Int?]; Int?", "Boolean")]
    [InlineData("contains", "Array[String?]; None", "Array[String?]; String?", "Boolean")]
    [InlineData("contains", "Array[String?]; String", "Array[String?]; String?", "Boolean")]
    [InlineData("chunk", "Array[File]; Int", "Array[File]; Int", "Array[Array[File]]")]
    [InlineData("flatten", "Array[Array[Array[Int]]]", "Array[Array[Array[Int]]]", "Array[Array[Int]]")]
    [InlineData("select_first", "Array[Int?]", "Array[Int?]", "Int")]
    [InlineData("select_first", "Array[Int]+", "Array[Int?]", "Int")]
    [InlineData("select_first", "Array[Any]; Int", "Array[Int?]; Int", "Int")]
    [InlineData("select_first", "Array[None]; Int", "Array[Int?]; Int", "Int")]
    [InlineData("select_first", "Array[Int?]; Float", "Array[Float?]; Float", "Float")]
    [InlineData("select_first", "Array[Array[Int]?]", "Array[Array[Int]?]", "Array[Int]")]
    [InlineData("select_all", "Array[File?]", "Array[File?]", "Array[File]")]
    [InlineData("defined", "Int?", "Int?", "Boolean")]
    [InlineData("defined", "Array[Int]", "Array[Int]?", "Boolean")]
    [InlineData("length", "Array[Int?]", "Array[Int?]", "Int")]
    [InlineData("length", "Map[String, Int]", "Map[String, Int]", "Int")]
    [InlineData("length", "Object", "Object", "Int")]
    [InlineData("length", "String", "String", "Int")]
    [InlineData("prefix", "String; Array[Int]", "String; Array[Int]", "Array[String]")]
    [InlineData("quote", "Array[E(A|B)]", "Array[E(A|B)]", "Array[String]")]
    [InlineData("sep", "String; Array[File]+", "String; Array[File]", "String")]
    [InlineData("as_pairs", "Map[String, Int]", "Map[String, Int]", "Array[Pair[String, Int]]")]
    [InlineData("as_pairs", "Object", "Map[String, Any]", "Array[Pair[String, Any]]")]
    [InlineData("as_map", "Array[Pair[String, Array[Int]]]", "Array[Pair[String, Array[Int]]]", "Map[String, Array[Int]]")]
    [InlineData("keys", "Map[Int, File]", "Map[Int, File]", "Array[Int]")]
    [InlineData("keys", "S{a: Int, b: Array[Int]}", "S{a: Int, b: Array[Int]}", "Array[String]")]
    [InlineData("keys", "Object", "Object", "Array[String]")]
    [InlineData("contains_key", "Map[String?, Int]; None", "Map[String?, Int]; String?", "Boolean")]
    [InlineData("contains_key", "Map[Int, Int]; Int", "Map[Int, Int]; Int", "Boolean")]
    [InlineData("contains_key", "Object; String", "Object; String", "Boolean")]
    [InlineData("contains_key", "Map[String, Map[Int, Int]]; Array[String]", "Map[String, Map[Int, Int]]; Array[String]", "Boolean")]
    [InlineData("contains_key", "S{a: Int}; Array[String]", "S{a: Int}; Array[String]", "Boolean")]
    [InlineData("values", "Map[String, Pair[Int, Int]]", "Map[String, Pair[Int, Int]]", "Array[Pair[Int, Int]]")]
    [InlineData("collect_by_key", "Array[Pair[String, Int]]", "Array[Pair[String, Int]]", "Map[String, Array[Int]]")]
    [InlineData("value", "E(A|B)", "E(A|B)", "String")]
    [InlineData("split", "String; String", "String; String", "Array[String]")]
    [InlineData("select_first", "Any", "Array[Any]", "Any")]
    [InlineData("select_first", "Error", "Array[Error]", "Error")]
    [InlineData("zip", "Error; Array[Int]", "Array[Error]; Array[Int]", "Array[Pair[Error, Int]]")]
    [InlineData("flatten", "Array[Error]", "Array[Array[Error]]", "Array[Error]")]
    public void Arguments_choose_an_overload_and_its_types(string name, string arguments, string parameters, string result)
    {
        bool isBound = FunctionTable.TryBind(
            name, WdlVersion.V1_3, ParseAll(arguments), out FunctionBinding? binding, out FunctionMismatch? mismatch);

        Assert.True(isBound, mismatch?.Message);
        Assert.Equal(name, binding!.Name);
        Assert.Equal(ParseAll(parameters), binding.ParameterTypes);
        Assert.Equal(Parse(result), binding.ResultType);
    }

    [Theory]
    [InlineData(true, "Array[Object]")]
    [InlineData(false, "Array[Array[String]]")]
    public void A_literal_decides_the_type_of_read_tsv(bool literal, string result)
    {
        FunctionTable.TryBind("read_tsv", WdlVersion.V1_2, ParseAll("File; Boolean"), literal, out FunctionBinding? binding, out _);

        Assert.Equal(Parse(result), binding!.ResultType);
    }

    [Theory]
    [InlineData("floor", "", WdlVersion.V1_0, -1, "`floor` takes 1 argument, found 0")]
    [InlineData("floor", "Float; Float", WdlVersion.V1_0, 1, "`floor` takes 1 argument, found 2")]
    [InlineData("stdout", "File", WdlVersion.V1_0, 0, "`stdout` takes no arguments, found 1")]
    [InlineData("basename", "File; String; String", WdlVersion.V1_0, 2, "`basename` takes 1 to 2 arguments, found 3")]
    [InlineData("read_tsv", "File; Boolean", WdlVersion.V1_1, 1, "`read_tsv` takes 2 arguments from WDL 1.2 on, and this document is written in 1.1")]
    [InlineData("select_first", "Array[Int?]; Int", WdlVersion.V1_1, 1, "`select_first` takes 2 arguments from WDL 1.2 on, and this document is written in 1.1")]
    [InlineData("floor", "String?", WdlVersion.V1_0, 0, "the argument of `floor` has type `String?`, expected `Float`")]
    [InlineData("floor", "Boolean", WdlVersion.V1_0, 0, "the argument of `floor` has type `Boolean`, expected `Float`")]
    [InlineData("prefix", "String; String", WdlVersion.V1_1, 1, "argument 2 of `prefix` has type `String`, expected `Array[P]` (`P` a primitive type)")]
    [InlineData("prefix", "String; Array[Array[String]]", WdlVersion.V1_1, 1, "argument 2 of `prefix` has type `Array[Array[String]]`, expected `Array[P]` (`P` a primitive type)")]
    [InlineData("sep", "String; Array[String?]", WdlVersion.V1_1, 1, "argument 2 of `sep` has type `Array[String?]`, expected `Array[P]` (`P` a primitive type)")]
    [InlineData("length", "Map[String, Int]", WdlVersion.V1_1, 0, "`length` takes `Map[String, Int]` from WDL 1.2 on, and this document is written in 1.1")]
    [InlineData("length", "String", WdlVersion.V1_0, 0, "`length` takes `String` from WDL 1.2 on, and this document is written in 1.0")]
    [InlineData("length", "Int", WdlVersion.V1_2, 0, "the argument of `length` has type `Int`, expected `Array[X]` or `Map[K, Y]` (`K` a primitive type) or `Object` or `String`")]
    [InlineData("length", "Int?", WdlVersion.V1_2, 0, "the argument of `length` has type `Int?`, expected `Array[X]` or `Map[K, Y]` (`K` a primitive type) or `Object` or `String`")]
    [InlineData("basename", "Int?", WdlVersion.V1_1, 0, "the argument of `basename` has type `Int?`, expected `String` or `File`")]
    [InlineData("contains", "Array[String]; File", WdlVersion.V1_2, 1, "argument 2 of `contains` has type `File`, expected `String` or `String?`")]
    [InlineData("write_object", "Array[Int]", WdlVersion.V1_0, 0, "the argument of `write_object` has type `Array[Int]`, expected `S` (`S` a struct) or `Object`")]
    [InlineData("size", "Int?", WdlVersion.V1_2, 0, "the argument of `size` has type `Int?`, expected `String?` or `File?` or `Array[File?]` or `Directory?` or `F?` (`F` a type that holds files or directories)")]
    [InlineData("size", "Array[Array[File]]", WdlVersion.V1_1, 0, "`size` takes `Array[Array[File]]` from WDL 1.2 on, and this document is written in 1.1")]
    [InlineData("as_map", "Array[Pair[Array[Int], Int]]", WdlVersion.V1_1, 0, "the argument of `as_map` has type `Array[Pair[Array[Int], Int]]`, expected `Array[Pair[K, Y]]` (`K` a primitive type)")]
    [InlineData("keys", "S{a: Int, b: Array[Int]}", WdlVersion.V1_1, 0, "`keys` takes `S` from WDL 1.2 on, and this document is written in 1.1")]
    [InlineData("zip", "Array[Int]; Int", WdlVersion.V1_0, 1, "argument 2 of `zip` has type `Int`, expected `Array[Y]`")]
    [InlineData("value", "String", WdlVersion.V1_3, 0, "the argument of `value` has type `String`, expected `E` (`E` an enum)")]
    [InlineData("nothing", "", WdlVersion.V1_3, -1, "there is no function `nothing` in WDL 1.3")]
    [InlineData("split", "String; String", WdlVersion.V1_2, -1, "there is no function `split` in WDL 1.2")]
    [InlineData("sub", "String?; String; String", WdlVersion.V1_0, 0, "argument 1 of `sub` has type `String?`, expected `T` (`T` a text or a path)")]
    public void Arguments_that_fit_no_overload_are_explained(
        string name, string arguments, WdlVersion version, int argument, string message)
    {
        bool isBound = FunctionTable.TryBind(name, version, ParseAll(arguments), out FunctionBinding? binding, out FunctionMismatch? mismatch);

        Assert.False(isBound);
        Assert.Null(binding);
        Assert.Equal((argument, message), (mismatch!.Argument, mismatch.Message));
    }

    [Fact]
    public void Signatures_are_shown_as_the_specification_writes_them()
    {
        Assert.Equal(
            ["Boolean contains(Array[P], P)", "Boolean contains(Array[P?], P?)"],
            FunctionTable.GetSignatures("contains", WdlVersion.V1_2));
        Assert.Equal(["Int length(Array[X])"], FunctionTable.GetSignatures("length", WdlVersion.V1_1));
        Assert.Empty(FunctionTable.GetSignatures("contains", WdlVersion.V1_1));
    }

    [Fact]
    public void Every_function_takes_an_argument_of_unknown_or_mistaken_type()
    {
        foreach (string name in FunctionTable.GetNames(WdlVersion.V1_3))
        {
            foreach (WdlType type in (WdlType[])[AnyType.Instance, ErrorType.Instance])
            {
                bool isBound = Enumerable.Range(0, 4).Any(count => FunctionTable.TryBind(
                    name, WdlVersion.V1_3, [.. Enumerable.Repeat(type, count)], out _, out _));
                Assert.True(isBound, $"{name}({type})");
            }
        }
    }
}
