using System.Collections.Immutable;
using Sprocket.Wdl.StandardLibrary;
using Sprocket.Wdl.Values;
using static Sprocket.Wdl.Tests.Values.ValueNotation;

namespace Sprocket.Wdl.Tests.StandardLibrary;

/// <summary>The functions that touch no file.</summary>
public class FunctionTests
{
    // Function, arguments as `TYPE = JSON;; …` with single quotes for double ones, result.
    [Theory]
    [InlineData("floor", "Float = 2.0", "2")]
    [InlineData("floor", "Float = 1.9", "1")]
    [InlineData("floor", "Float = -1.1", "-2")]
    [InlineData("floor", "Int = 3", "3")]
    [InlineData("ceil", "Float = 2.1", "3")]
    [InlineData("ceil", "Float = -2.9", "-2")]
    [InlineData("round", "Float = 2.49", "2")]
    [InlineData("round", "Float = 2.5", "3")]
    [InlineData("round", "Float = 3.5", "4")]
    [InlineData("round", "Float = -2.5", "-2")]
    [InlineData("round", "Float = -2.51", "-3")]
    [InlineData("round", "Float = 0.49999999999999994", "0")]
    [InlineData("round", "Float = 4503599627370497.5", "4503599627370498")]
    [InlineData("min", "Int = 1;; Int = 2", "1")]
    [InlineData("min", "Int = 1;; Float = 2.0", "1.0")]
    [InlineData("min", "Float = 2.5;; Float = -2.5", "-2.5")]
    [InlineData("max", "Int = 1;; Int = 2", "2")]
    [InlineData("max", "Int = 1;; Float = 2.0", "2.0")]
    [InlineData("max", "Float = 1.5;; Int = 2", "2.0")]
    [InlineData("find", "String = 'hello world';; String = 'e..o'", "\"ello\"")]
    [InlineData("find", "String = 'hello world';; String = 'goodbye'", "None")]
    [InlineData("find", "String = 'hello\\tBob';; String = '\\\\t'", "\"\t\"")]
    [InlineData("matches", "String = 'abc123';; String = '^a.+3$'", "true")]
    [InlineData("matches", "String = 'person.json';; String = '\\\\.(gz|zip|zstd)'", "false")]
    [InlineData("matches", "String = 'hello\\tBob';; String = '\\\\t'", "true")]
    [InlineData("sub", "String = 'abab';; String = 'a';; String = ''", "\"bb\"")]
    [InlineData("sub", "String = 'abc';; String = 'x*';; String = '-'", "\"-a-b-c-\"")]
    [InlineData("sub", "String = 'abc';; String = 'b';; String = '\\\\n&$1\\\\\\\\'", "\"a\\n&$1\\\\c\"")]
    [InlineData("sub", "String = 'abc';; String = '(a)|(c)';; String = '<\\\\1\\\\2>'", "\"<a>b<c>\"")]
    [InlineData("sub", "File = 'd/x.bam';; String = '\\\\.bam$';; String = '.bai'", "\"d/x.bai\"")]
    [InlineData("sub", "String = 'when chocolate';; String = '([^ ]+) ([^ ]+)';; String = '\\\\2, \\\\1?'", "\"chocolate, when?\"")]
    [InlineData("split", "String = 'a b  c';; String = ' '", "[\"a\", \"b\", \"\", \"c\"]")]
    [InlineData("split", "String = 'a1b22c';; String = '[0-9]+'", "[\"a\", \"b\", \"c\"]")]
    [InlineData("split", "String = 'abc';; String = 'x'", "[\"abc\"]")]
    [InlineData("split", "String = '';; String = 'x'", "[\"\"]")]
    [InlineData("split", "String = ',a,';; String = ','", "[\"\", \"a\", \"\"]")]
    [InlineData("split", "String = 'abc';; String = ''", "[\"a\", \"b\", \"c\"]")]
    [InlineData("prefix", "String = '-e ';; Array[String] = ['a', 'b']", "[\"-e a\", \"-e b\"]")]
    [InlineData("prefix", "String = '-f ';; Array[Int] = [1, 2]", "[\"-f 1\", \"-f 2\"]")]
    [InlineData("prefix", "String = 'x';; Array[Float] = [0.5]", "[\"x0.500000\"]")]
    [InlineData("prefix", "String = 'x';; Array[Int] = []", "[]")]
    [InlineData("suffix", "String = '.0';; Array[Int] = [1, 2]", "[\"1.0\", \"2.0\"]")]
    [InlineData("quote", "Array[Int] = [1]", "[\"\"1\"\"]")]
    [InlineData("quote", "Array[Boolean] = [true]", "[\"\"true\"\"]")]
    [InlineData("squote", "Array[String] = ['a=b']", "[\"'a=b'\"]")]
    [InlineData("sep", "String = ', ';; Array[String] = ['a', 'b', 'c']", "\"a, b, c\"")]
    [InlineData("sep", "String = ',';; Array[Int] = [1]", "\"1\"")]
    [InlineData("sep", "String = ',';; Array[File] = []", "\"\"")]
    [InlineData("sep", "String = ' ';; Array[E(A|B)] = ['B', 'A']", "\"B A\"")]
    [InlineData("range", "Int = 3", "[0, 1, 2]")]
    [InlineData("range", "Int = 0", "[]")]
    [InlineData("transpose", "Array[Array[Int]] = [[0, 1, 2], [3, 4, 5]]", "[[0, 3], [1, 4], [2, 5]]")]
    [InlineData("transpose", "Array[Array[Int]] = []", "[]")]
    [InlineData("transpose", "Array[Array[Int]] = [[], []]", "[]")]
    [InlineData("cross", "Array[Int] = [1, 2];; Array[String] = ['a', 'b']", "[(1, \"a\"), (1, \"b\"), (2, \"a\"), (2, \"b\")]")]
    [InlineData("cross", "Array[Int] = [1, 2];; Array[String] = []", "[]")]
    [InlineData("zip", "Array[Int] = [1, 2];; Array[String] = ['a', 'b']", "[(1, \"a\"), (2, \"b\")]")]
    [InlineData("zip", "Array[Int] = [];; Array[String] = []", "[]")]
    [InlineData("unzip", "Array[Pair[Int, String]] = [{'left': 0, 'right': 'hello'}, {'left': 42, 'right': 'goodbye'}]", "([0, 42], [\"hello\", \"goodbye\"])")]
    [InlineData("unzip", "Array[Pair[Int, String]] = []", "([], [])")]
    [InlineData("contains", "Array[String?] = [null, 'foo'];; None = null", "true")]
    [InlineData("contains", "Array[String?] = [null, 'foo'];; String = 'bar'", "false")]
    [InlineData("contains", "Array[Float] = [1, 2];; Int = 2", "true")]
    [InlineData("contains", "Array[Int] = [];; Int = 2", "false")]
    [InlineData("chunk", "Array[Int] = [1, 2, 3, 4, 5];; Int = 3", "[[1, 2, 3], [4, 5]]")]
    [InlineData("chunk", "Array[Int] = [1, 2];; Int = 2", "[[1, 2]]")]
    [InlineData("chunk", "Array[Int] = [1, 2];; Int = 9223372036854775807", "[[1, 2]]")]
    [InlineData("chunk", "Array[Int] = [];; Int = 3", "[]")]
    [InlineData("flatten", "Array[Array[Int]] = [[1, 2, 3], [1], [], [21, 22]]", "[1, 2, 3, 1, 21, 22]")]
    [InlineData("flatten", "Array[Array[Array[Int]]] = [[[1], [2]], [[3]]]", "[[1], [2], [3]]")]
    [InlineData("select_first", "Array[Int?] = [null, 5, 3]", "5")]
    [InlineData("select_first", "Array[Int?] = [null];; Int = 7", "7")]
    [InlineData("select_first", "Array[Int?] = [];; Int = 7", "7")]
    [InlineData("select_first", "Array[Int?] = [null, 1];; Int = 7", "1")]
    [InlineData("select_all", "Array[Int?] = [5, null, 3]", "[5, 3]")]
    [InlineData("select_all", "Array[Int?] = [null]", "[]")]
    [InlineData("as_pairs", "Map[String, Int] = {'a': 1, 'c': 3, 'b': 2}", "[(\"a\", 1), (\"c\", 3), (\"b\", 2)]")]
    [InlineData("as_map", "Array[Pair[String, Int]] = [{'left': 'a', 'right': 1}, {'left': 'c', 'right': 3}]", "{\"a\": 1, \"c\": 3}")]
    [InlineData("as_map", "Array[Pair[String, Int]] = []", "{}")]
    [InlineData("keys", "Map[Int, Int] = {'3': 1, '1': 2}", "[3, 1]")]
    [InlineData("keys", "S{first: String, last: String} = {'last': 'Doe', 'first': 'John'}", "[\"first\", \"last\"]")]
    [InlineData("keys", "Object = {'b': 1, 'a': 2}", "[\"b\", \"a\"]")]
    [InlineData("keys", "Map[String, Int] = {}", "[]")]
    [InlineData("values", "Map[String, Int] = {'a': 1, 'b': 2}", "[1, 2]")]
    [InlineData("contains_key", "Map[String, Int] = {'a': 1};; String = 'a'", "true")]
    [InlineData("contains_key", "Map[String, Int] = {'a': 1};; String = 'b'", "false")]
    [InlineData("contains_key", "Map[Int, Int] = {'1': 1};; Int = 1", "true")]
    [InlineData("contains_key", "Map[File, Int] = {'a': 1};; String = 'a'", "true")]
    [InlineData("contains_key", "Object = {'a': null};; String = 'a'", "true")]
    [InlineData("contains_key", "Object = {'a': null};; String = 'b'", "false")]
    [InlineData("contains_key", "Map[String, Map[String, Int]] = {'a': {'b': 1}};; Array[String] = ['a', 'b']", "true")]
    [InlineData("contains_key", "Map[String, Map[String, Int]] = {'a': {'b': 1}};; Array[String] = ['a', 'c']", "false")]
    [InlineData("contains_key", "Map[String, Map[String, Int]] = {'a': {'b': 1}};; Array[String] = ['x', 'c']", "false")]
    [InlineData("contains_key", "Map[String, Map[String, Int]] = {'a': {'b': 1}};; Array[String] = ['a', 'b', 'c']", "false")]
    [InlineData("contains_key", "S{a: Int?, d: Map[String, Int]} = {'d': {'x': 1}};; Array[String] = ['a']", "true")]
    [InlineData("contains_key", "S{a: Int?, d: Map[String, Int]} = {'d': {'x': 1}};; Array[String] = ['d', 'x']", "true")]
    [InlineData("contains_key", "S{a: Int?, d: Map[String, Int]} = {'d': {'x': 1}};; Array[String] = ['a', 'x']", "false")]
    [InlineData("contains_key", "Object = {'a': {'b': {'c': 1}}};; Array[String] = ['a', 'b', 'c']", "true")]
    [InlineData("collect_by_key", "Array[Pair[String, Int]] = [{'left': 'a', 'right': 1}, {'left': 'b', 'right': 2}, {'left': 'a', 'right': 3}]", "{\"a\": [1, 3], \"b\": [2]}")]
    [InlineData("defined", "Int? = null", "false")]
    [InlineData("defined", "Int? = 0", "true")]
    [InlineData("defined", "String = ''", "true")]
    [InlineData("length", "Array[Int] = [1, 2, 3]", "3")]
    [InlineData("length", "Array[Int] = []", "0")]
    [InlineData("length", "Map[String, Int] = {'a': 1, 'b': 2}", "2")]
    [InlineData("length", "Object = {'a': 1}", "1")]
    [InlineData("length", "String = 'ABCDE'", "5")]
    [InlineData("length", "String = 'ä😀'", "2")]
    [InlineData("value", "E(Red|Green) = 'Green'", "\"Green\"")]
    [InlineData("basename", "String = '/path/to/file.txt'", "\"file.txt\"")]
    [InlineData("basename", "String = '/path/to/file.txt';; String = '.txt'", "\"file\"")]
    [InlineData("basename", "String = '/path/to/file.txt';; String = '.bam'", "\"file.txt\"")]
    [InlineData("basename", "File = 'file.txt';; String = '.txt'", "\"file\"")]
    [InlineData("basename", "Directory = '/path/to/dir/'", "\"dir\"")]
    [InlineData("basename", "String = '/path/to/dir/'", "\"dir\"")]
    [InlineData("basename", "String = 'a.tar.gz';; String = '.*'", "\"a.tar.gz\"")]
    [InlineData("join_paths", "Directory = '/usr';; Array[String] = ['bin', 'echo']", "\"/usr/bin/echo\"")]
    [InlineData("join_paths", "String = '/usr/';; String = 'bin/echo'", "\"/usr/bin/echo\"")]
    [InlineData("join_paths", "Array[String] = ['/usr', 'bin', 'echo']", "\"/usr/bin/echo\"")]
    [InlineData("join_paths", "Array[String] = ['/usr']", "\"/usr\"")]
    [InlineData("join_paths", "Array[String] = ['usr', 'bin']", "\"/job/usr/bin\"")]
    [InlineData("join_paths", "String = '';; String = 'bin'", "\"/job/bin\"")]
    [InlineData("stdout", "", "File(/job/stdout)")]
    [InlineData("stderr", "", "File(/job/stderr)")]
    public void A_function_has_a_result_in_each_version_that_has_it(string name, string arguments, string expected) =>
        Assert.All(FunctionCall.ListVersions(name, arguments), version =>
        {
            using TemporaryContext context = new(version);

            Assert.Equal(expected, Show(FunctionCall.Run(context, name, arguments)));
        });

    // SPEC 1.1 "Static Analysis and Dynamic Evaluation": the example bad_sub.
    [Theory]
    [InlineData("Int = 101;; String = '1';; String = '2'")]
    [InlineData("Float = 1.5;; String = '1';; String = '2'")]
    [InlineData("Boolean = true;; String = '1';; String = '2'")]
    [InlineData("String = '101';; String = '1';; Int = 2")]
    public void Sub_takes_texts_and_paths_alone_from_1_1_on(string arguments)
    {
        ImmutableArray<WdlType> types = [.. FunctionCall.Parse(arguments).Select(argument => argument.Type)];

        Assert.Equal([WdlVersion.V1_0], Enum.GetValues<WdlVersion>().Where(version => FunctionTable.TryBind("sub", version, types, out _, out _)));
    }

    [Fact]
    public void In_1_0_sub_takes_numbers()
    {
        using TemporaryContext context = new(WdlVersion.V1_0);

        Assert.Equal("\"202\"", Show(FunctionCall.Run(context, "sub", "Int = 101;; String = '1';; Int = 2")));
    }

    // SPEC "sub": the example test_sub.wdl.
    [Theory]
    [InlineData("like", "love", "I love chocolate when\nit's late")]
    [InlineData("late", "early", "I like chocoearly when\nit's early")]
    [InlineData("late$", "early", "I like chocolate when\nit's early")]
    [InlineData("[^ ]late", "early", "I like chocearly when\nit's late")]
    [InlineData(" [[:alpha:]]{4} ", " 4444 ", "I 4444 chocolate when\nit's late")]
    [InlineData("\\n", " ", "I like chocolate when it's late")]
    public void Sub_replaces_as_the_specification_shows(string pattern, string replacement, string expected)
    {
        using TemporaryContext context = new();
        (WdlType, Value)[] arguments = [.. ((string[])["I like chocolate when\nit's late", pattern, replacement])
            .Select(text => ((WdlType)PrimitiveType.String, (Value)new StringValue(text)))];

        Assert.Equal(new StringValue(expected), FunctionCall.Run(context, "sub", arguments));
    }

    [Theory]
    [InlineData("floor", "Float = 1e19", "`1E+19` is outside the range of `Int`")]
    [InlineData("ceil", "Float = -1e300", "`-1E+300` is outside the range of `Int`")]
    [InlineData("round", "Float = 9223372036854775807", "`9.223372036854776E+18` is outside the range of `Int`")]
    [InlineData("find", "String = '';; String = '('", "the pattern is wrong: this `(` is not closed; write `\\\\(` for the character, at character 1 of `(`")]
    [InlineData("matches", "String = '';; String = '*'", "the pattern is wrong: there is nothing before `*` to repeat; write `\\\\*` for the character, at character 1 of `*`")]
    [InlineData("split", "String = '';; String = '['", "the pattern is wrong: this `[` is not closed; write `\\\\[` for the character, at character 1 of `[`")]
    [InlineData("sub", "String = '';; String = ')';; String = ''", "the pattern is wrong: this `)` closes no group; write `\\\\)` for the character, at character 1 of `)`")]
    [InlineData("sub", "String = 'a';; String = '(a)';; String = '\\\\2'", "the replacement names group 2, but the pattern has 1")]
    [InlineData("range", "Int = -1", "needs a length of at least 0, found -1")]
    [InlineData("range", "Int = 100000001", "makes arrays of up to 100000000 elements, found 100000001")]
    [InlineData("transpose", "Array[Array[Int]] = [[1, 2], [3]]", "needs rows of equal length, but row 0 has 2 elements and row 1 has 1")]
    [InlineData("zip", "Array[Int] = [1, 2, 3];; Array[String] = ['d', 'e']", "needs arrays of equal length, found 3 and 2 elements")]
    [InlineData("chunk", "Array[Int] = [1];; Int = 0", "needs a length of at least 1, found 0")]
    [InlineData("chunk", "Array[Int] = [];; Int = -1", "needs a length of at least 1, found -1")]
    [InlineData("select_first", "Array[Int?] = []", "there is nothing to select from: the array is empty")]
    [InlineData("select_first", "Array[Int?] = [null, null]", "there is nothing to select: every element is `None`")]
    [InlineData("as_map", "Array[Pair[String, Int]] = [{'left': 'a', 'right': 1}, {'left': 'a', 'right': 2}]", "needs keys that differ, but `a` occurs twice")]
    [InlineData("join_paths", "Directory = '/usr';; String = '/bin'", "needs every path after the first to be relative, found `/bin`")]
    [InlineData("join_paths", "Array[String] = ['/usr', 'bin', '/x']", "needs every path after the first to be relative, found `/x`")]
    [InlineData("join_paths", "Array[String] = []", "there is nothing to join: the array is empty")]
    [InlineData("join_paths", "Directory = '/usr';; Array[String] = []", "there is nothing to join: the array is empty")]
    [InlineData("size", "File = 'x';; String = 'PB'", "`PB` is not a unit, which are B, KB, MB, GB, TB, KiB, MiB, GiB and TiB")]
    public void A_function_without_result_says_why_in_each_version_that_has_it(string name, string arguments, string message) =>
        Assert.All(FunctionCall.ListVersions(name, arguments), version =>
        {
            using TemporaryContext context = new(version);

            FunctionException exception = Assert.Throws<FunctionException>(() => FunctionCall.Run(context, name, arguments));

            Assert.Equal(message, exception.Message);
        });

    [Fact]
    public void The_value_of_an_enum_has_the_type_of_its_values()
    {
        using TemporaryContext context = new();
        EnumType priority = new(
            "Priority", PrimitiveType.Int, [new EnumChoice("Low", new IntValue(1)), new EnumChoice("High", new IntValue(10))]);

        Assert.Equal(new IntValue(10), FunctionCall.Run(context, "value", (priority, new EnumValue(priority, 1))));
    }
}
