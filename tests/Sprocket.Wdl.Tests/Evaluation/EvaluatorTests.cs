using System.Collections.Immutable;
using Sprocket.Text;
using Sprocket.Wdl.Evaluation;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.StandardLibrary;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Tests.Evaluation;

/// <summary>The evaluator on trees made by hand: what no document that passes the checker can bring about, and depth.</summary>
public sealed class EvaluatorTests
{
    private static readonly SourceText Source = new("test.wdl", "version 1.2");
    private static readonly TextSpan Place = new(0, 7);

    private readonly EvaluationScope _scope = new();

    public static TheoryData<BinaryOperator, long, long, long> IntResults => new()
    {
        { BinaryOperator.Add, 2, 3, 5 },
        { BinaryOperator.Subtract, 2, 3, -1 },
        { BinaryOperator.Multiply, -4, 3, -12 },
        { BinaryOperator.Divide, 7, 2, 3 },
        { BinaryOperator.Divide, -7, 2, -3 },
        { BinaryOperator.Remainder, -7, 2, -1 },
        { BinaryOperator.Remainder, long.MinValue, -1, 0 },
        { BinaryOperator.Power, 2, 62, 1L << 62 },
        { BinaryOperator.Power, -2, 63, long.MinValue },
        { BinaryOperator.Power, 3037000499, 2, 9223372030926249001 },
        { BinaryOperator.Power, 5, 0, 1 },
        { BinaryOperator.Power, 0, 0, 1 },
    };

    public static TheoryData<BinaryOperator, long, long, string> IntFailures => new()
    {
        { BinaryOperator.Add, long.MaxValue, 1, "WDL3001" },
        { BinaryOperator.Subtract, long.MinValue, 1, "WDL3001" },
        { BinaryOperator.Multiply, long.MaxValue, 2, "WDL3001" },
        { BinaryOperator.Divide, long.MinValue, -1, "WDL3001" },
        { BinaryOperator.Power, 2, 63, "WDL3001" },
        { BinaryOperator.Power, 10, long.MaxValue, "WDL3001" },
        { BinaryOperator.Divide, 1, 0, "WDL3002" },
        { BinaryOperator.Remainder, 1, 0, "WDL3002" },
        { BinaryOperator.Power, 2, -1, "WDL3010" },
    };

    [Theory]
    [MemberData(nameof(IntResults))]
    public void Ints_are_computed(BinaryOperator operation, long left, long right, long expected)
    {
        Value value = Evaluate(Binary(operation, Int(left), Int(right)));

        Assert.Equal(new IntValue(expected), value);
    }

    [Theory]
    [MemberData(nameof(IntFailures))]
    public void Ints_without_a_result_are_refused(BinaryOperator operation, long left, long right, string code)
    {
        EvaluationException exception = Assert.Throws<EvaluationException>(() => Evaluate(Binary(operation, Int(left), Int(right))));

        Assert.Equal(code, exception.Diagnostic.Descriptor.Code);
    }

    [Fact]
    public void The_negation_of_the_smallest_Int_is_refused()
    {
        var expression = new UnaryExpression(UnaryOperator.Negate, Int(long.MinValue), PrimitiveType.Int, Place);

        Assert.Equal("WDL3001", Fail(expression));
    }

    [Theory]
    [InlineData(BinaryOperator.Add, 0.5, 0.25, 0.75)]
    [InlineData(BinaryOperator.Divide, 1.0, 4.0, 0.25)]
    [InlineData(BinaryOperator.Remainder, 5.5, 2.0, 1.5)]
    [InlineData(BinaryOperator.Power, 2.0, -1.0, 0.5)]
    public void Floats_are_computed(BinaryOperator operation, double left, double right, double expected) =>
        Assert.Equal(new FloatValue(expected), Evaluate(Binary(operation, Float(left), Float(right), PrimitiveType.Float)));

    [Theory]
    [InlineData(BinaryOperator.Divide, 1.0, 0.0, "WDL3002")]
    [InlineData(BinaryOperator.Multiply, 1e200, 1e200, "WDL3003")]
    [InlineData(BinaryOperator.Power, -1.0, 0.5, "WDL3003")]
    public void Floats_without_a_finite_result_are_refused(BinaryOperator operation, double left, double right, string code) =>
        Assert.Equal(code, Fail(Binary(operation, Float(left), Float(right), PrimitiveType.Float)));

    [Fact]
    public void An_Int_becomes_a_Float_where_the_operands_are_Floats() =>
        Assert.Equal(new FloatValue(1.5), Evaluate(Binary(BinaryOperator.Add, Int(1), Float(0.5), PrimitiveType.Float)));

    [Fact]
    public void Texts_are_joined_and_numbers_become_text() =>
        Assert.Equal(new StringValue("n1"), Evaluate(Binary(BinaryOperator.Add, Text("n"), Int(1), PrimitiveType.String, PrimitiveType.String)));

    [Fact]
    public void A_file_and_a_text_make_a_file()
    {
        Expression sum = Binary(
            BinaryOperator.Add, new LiteralExpression(new FileValue("/a.bam"), Place), Text(".bai"), PrimitiveType.String, PrimitiveType.File);

        Assert.Equal(new FileValue("/a.bam.bai"), Evaluate(sum));
    }

    // SPEC 1.1 "Binary Operators": "error if second path is not relative".
    [Fact]
    public void A_file_is_not_followed_by_an_absolute_path()
    {
        Expression sum = Binary(
            BinaryOperator.Add, new LiteralExpression(new FileValue("/a"), Place), Text("/b"), PrimitiveType.String, PrimitiveType.File);

        Assert.Equal("WDL3008", Fail(sum));
    }

    // SPEC "Unicode comparison": U+FF21 comes before U+1F600, which UTF-16 writes with D83D first.
    [Theory]
    [InlineData("a", "b", true)]
    [InlineData("a", "ab", true)]
    [InlineData("Z", "a", true)]
    [InlineData("\uFF21", "\U0001F600", true)]
    [InlineData("\U0001F600", "\uFF21", false)]
    [InlineData("\U0001F600", "\U0001F601", true)]
    [InlineData("a", "a", false)]
    public void Texts_have_the_order_of_their_characters(string left, string right, bool expected) =>
        Assert.Equal(
            new BooleanValue(expected),
            Evaluate(Binary(BinaryOperator.Less, Text(left), Text(right), PrimitiveType.String, PrimitiveType.Boolean)));

    [Fact]
    public void Or_does_not_evaluate_its_right_side_when_the_left_is_true() =>
        Assert.Equal(new BooleanValue(true), Evaluate(Logical(BinaryOperator.Or, Bool(true), Failing())));

    [Fact]
    public void And_does_not_evaluate_its_right_side_when_the_left_is_false() =>
        Assert.Equal(new BooleanValue(false), Evaluate(Logical(BinaryOperator.And, Bool(false), Failing())));

    [Fact]
    public void And_evaluates_its_right_side_when_the_left_is_true() =>
        Assert.Equal("WDL3002", Fail(Logical(BinaryOperator.And, Bool(true), Failing())));

    [Fact]
    public void Only_the_chosen_branch_is_evaluated()
    {
        var expression = new ConditionalExpression(Bool(true), Int(1), Failing(), PrimitiveType.Int, Place);

        Assert.Equal(new IntValue(1), Evaluate(expression));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    public void An_index_outside_of_the_array_is_refused(long index) =>
        Assert.Equal("WDL3004", Fail(new IndexExpression(Array(Int(1), Int(2)), Int(index), PrimitiveType.Int, Place)));

    [Fact]
    public void An_index_finds_its_element() =>
        Assert.Equal(new IntValue(2), Evaluate(new IndexExpression(Array(Int(1), Int(2)), Int(1), PrimitiveType.Int, Place)));

    [Fact]
    public void A_missing_key_is_refused_by_name()
    {
        var map = new MapExpression([new MapExpressionEntry(Text("a"), Int(1))], new MapType(PrimitiveType.String, PrimitiveType.Int), Place);

        EvaluationException exception = Assert.Throws<EvaluationException>(
            () => Evaluate(new IndexExpression(map, Text("b"), PrimitiveType.Int, Place)));

        Assert.Equal("WDL3005", exception.Diagnostic.Descriptor.Code);
        Assert.Equal("the map has no key `\"b\"`", exception.Message);
    }

    [Fact]
    public void A_key_written_twice_is_refused()
    {
        var map = new MapExpression(
            [new MapExpressionEntry(Text("a"), Int(1)), new MapExpressionEntry(Text("a"), Int(2))],
            new MapType(PrimitiveType.String, PrimitiveType.Int),
            Place);

        Assert.Equal("WDL3008", Fail(map));
    }

    [Fact]
    public void Members_of_pairs_structs_and_objects_are_found()
    {
        var pair = new PairExpression(Int(1), Text("x"), new PairType(PrimitiveType.Int, PrimitiveType.String), Place);
        var type = new StructType("Point", [new StructMember("x", PrimitiveType.Float), new StructMember("y", PrimitiveType.Int.AsOptional())]);
        var structure = new ObjectExpression([new ObjectExpressionMember("x", Int(3))], type, Place);
        var members = new ObjectExpression([new ObjectExpressionMember("k", Int(4))], ObjectType.Instance, Place);

        Assert.Equal(new StringValue("x"), Evaluate(Member(pair, "right")));
        Assert.Equal(new FloatValue(3), Evaluate(Member(structure, "x")));
        Assert.Equal(NoneValue.Instance, Evaluate(Member(structure, "y")));
        Assert.Equal(new IntValue(4), Evaluate(Member(members, "k")));
        Assert.Equal("WDL3006", Fail(Member(members, "z")));
    }

    [Fact]
    public void A_struct_without_a_required_member_is_refused()
    {
        var type = new StructType("Point", [new StructMember("x", PrimitiveType.Float)]);

        Assert.Equal("WDL3008", Fail(new ObjectExpression([], type, Place)));
    }

    [Fact]
    public void None_equals_only_None()
    {
        WdlType type = PrimitiveType.Int.AsOptional();

        Assert.Equal(new BooleanValue(true), Evaluate(new BinaryExpression(BinaryOperator.Equal, None(), None(), type, PrimitiveType.Boolean, Place)));
        Assert.Equal(new BooleanValue(false), Evaluate(new BinaryExpression(BinaryOperator.Equal, None(), Int(0), type, PrimitiveType.Boolean, Place)));
    }

    [Fact]
    public void None_is_no_operand() =>
        Assert.Equal("WDL3007", Fail(Binary(BinaryOperator.Add, None(), Int(1))));

    [Fact]
    public void Arrays_equal_when_their_elements_do_after_coercion()
    {
        WdlType floats = new ArrayType(PrimitiveType.Float);
        var expression = new BinaryExpression(BinaryOperator.Equal, Array(Int(1)), Array(Float(1)), floats, PrimitiveType.Boolean, Place);

        Assert.Equal(new BooleanValue(true), Evaluate(expression));
    }

    [Fact]
    public void Placeholders_write_values_as_the_specification_says()
    {
        Assert.Equal("a 1 b", Render(new TextPart("a "), Hole(Int(1)), new TextPart(" b")));
        Assert.Equal("3.141000", Render(Hole(Float(3.141))));
        Assert.Equal("true", Render(Hole(Bool(true))));
        Assert.Equal("", Render(Hole(None())));
    }

    [Fact]
    public void Placeholder_options_decide_what_is_put()
    {
        PlaceholderOptions none = PlaceholderOptions.None;

        Assert.Equal("1, 2", Render(Hole(Array(Int(1), Int(2)), none with { Separator = Text(", ") })));
        Assert.Equal("", Render(Hole(Array(), none with { Separator = Text(", ") })));
        Assert.Equal("dflt", Render(Hole(None(), none with { Default = Text("dflt") })));
        Assert.Equal("7", Render(Hole(Int(7), none with { Default = Text("dflt") })));
        Assert.Equal("yes", Render(Hole(Bool(true), none with { True = Text("yes"), False = Text("no") })));
        Assert.Equal("no", Render(Hole(Bool(false), none with { True = Text("yes"), False = Text("no") })));
    }

    [Fact]
    public void Concatenation_with_None_in_a_placeholder_gives_nothing()
    {
        Expression sum = Binary(BinaryOperator.Add, Text("--flag "), None(), PrimitiveType.String, PrimitiveType.String);

        Assert.Equal("", Render(Hole(sum)));
        Assert.Equal("d", Render(Hole(sum, PlaceholderOptions.None with { Default = Text("d") })));
    }

    [Fact]
    public void An_error_due_to_None_in_a_placeholder_gives_nothing_from_1_2_on()
    {
        Expression product = Binary(BinaryOperator.Multiply, Int(2), None());

        Assert.Equal("", Render(Hole(product)));
        Assert.Equal(
            "WDL3007",
            Assert.Throws<EvaluationException>(() => new Evaluator(Source, new NoFiles(WdlVersion.V1_1)).Render([Hole(product)], _scope)).Diagnostic.Descriptor.Code);
    }

    [Fact]
    public void A_selection_among_None_in_a_placeholder_gives_nothing_but_one_of_an_empty_array_is_a_mistake()
    {
        var optionals = new ArrayType(PrimitiveType.Int.AsOptional());
        Assert.True(FunctionTable.TryBind("select_first", WdlVersion.V1_2, [optionals], out FunctionBinding? selection, out _));
        var ofNone = new LiteralExpression(new ArrayValue(optionals, [NoneValue.Instance]), Place);
        var ofNothing = new LiteralExpression(new ArrayValue(optionals, []), Place);

        Assert.Equal("", Render(Hole(new FunctionCallExpression(selection!, [ofNone], Place))));
        Assert.Throws<EvaluationException>(() => Render(Hole(new FunctionCallExpression(selection!, [ofNothing], Place))));
    }

    [Fact]
    public void An_array_without_a_separator_cannot_be_put() =>
        Assert.Equal("WDL3008", Assert.Throws<EvaluationException>(() => Render(Hole(Array(Int(1))))).Diagnostic.Descriptor.Code);

    [Fact]
    public void A_function_that_fails_is_named_at_its_place()
    {
        var binding = new FunctionBinding("select_first", [], PrimitiveType.Int, (_, _, _) => throw new FunctionException("all are `None`"));

        EvaluationException exception = Assert.Throws<EvaluationException>(() => Evaluate(new FunctionCallExpression(binding, [], Place)));

        Assert.Equal("WDL3009", exception.Diagnostic.Descriptor.Code);
        Assert.Equal("`select_first`: all are `None`", exception.Message);
        Assert.Equal(Place, exception.Diagnostic.Span);
    }

    [Fact]
    public void Arguments_become_the_types_of_the_parameters()
    {
        var binding = new FunctionBinding("ceil", [PrimitiveType.Float], PrimitiveType.Float, (_, arguments, _) => arguments[0]);

        Assert.Equal(new FloatValue(2), Evaluate(new FunctionCallExpression(binding, [Int(2)], Place)));
    }

    [Fact]
    public void A_name_means_the_value_of_the_innermost_scope()
    {
        var declaration = new Declaration(DeclarationKind.Private, "x", PrimitiveType.Int, Source, Place);
        _scope.Set(declaration, new IntValue(1));
        var inner = new EvaluationScope(_scope);
        inner.Set(declaration, new IntValue(2));
        var reference = new DeclarationReference(declaration, PrimitiveType.Int, Place);

        Assert.Equal(new IntValue(1), Evaluator.Evaluate(reference, _scope));
        Assert.Equal(new IntValue(2), Evaluator.Evaluate(reference, inner));
        Assert.Equal(new IntValue(1), Evaluator.Evaluate(reference, new EvaluationScope(_scope)));
    }

    [Fact]
    public void A_name_of_several_clauses_means_the_one_that_was_taken()
    {
        var first = new Declaration(DeclarationKind.Private, "x", PrimitiveType.Int, Source, Place);
        var second = new Declaration(DeclarationKind.Private, "x", PrimitiveType.Int, Source, Place);
        _scope.Set(first, NoneValue.Instance);
        _scope.Set(second, new IntValue(2));
        var reference = new ClauseReference(
            [new DeclarationReference(first, PrimitiveType.Int, Place), new DeclarationReference(second, PrimitiveType.Int, Place)],
            0,
            PrimitiveType.Int,
            Place);

        Assert.Equal(new IntValue(2), Evaluate(reference));
    }

    [Fact]
    public void A_name_of_several_clauses_is_chosen_for_each_element_of_a_scatter()
    {
        var first = new Declaration(DeclarationKind.Private, "x", PrimitiveType.Int, Source, Place);
        var second = new Declaration(DeclarationKind.Private, "x", PrimitiveType.Int, Source, Place);
        var gathered = new ArrayType(PrimitiveType.Int.AsOptional());
        _scope.Set(first, new ArrayValue(gathered, [new IntValue(1), NoneValue.Instance]));
        _scope.Set(second, new ArrayValue(gathered, [NoneValue.Instance, new IntValue(2)]));
        var reference = new ClauseReference(
            [new DeclarationReference(first, gathered, Place), new DeclarationReference(second, gathered, Place)],
            1,
            new ArrayType(PrimitiveType.Int),
            Place);

        Assert.Equal(new ArrayValue(new ArrayType(PrimitiveType.Int), [new IntValue(1), new IntValue(2)]), Evaluate(reference));
    }

    [Fact]
    public void A_sum_of_a_hundred_thousand_terms_does_not_exhaust_the_stack()
    {
        Expression sum = Int(0);
        for (int i = 0; i < 100_000; i++)
        {
            sum = Binary(BinaryOperator.Add, sum, Int(1));
        }

        Assert.Equal(new IntValue(100_000), Evaluate(sum));
    }

    [Fact]
    public void Ten_thousand_levels_do_not_exhaust_the_stack()
    {
        Expression deep = Int(1);
        for (int i = 0; i < 10_000; i++)
        {
            deep = new PairExpression(deep, Int(0), new PairType(AnyType.Instance, AnyType.Instance), Place);
        }

        for (int i = 0; i < 10_000; i++)
        {
            deep = Member(deep, "left");
        }

        Assert.Equal(new IntValue(1), Evaluate(deep));
    }

    [Fact]
    public void A_mistake_deep_down_is_reported_like_any_other()
    {
        Expression deep = Failing();
        for (int i = 0; i < 5_000; i++)
        {
            deep = Binary(BinaryOperator.Add, Int(0), deep);
        }

        Assert.Equal("WDL3002", Fail(deep));
    }

    [Fact]
    public void Codes_are_in_order_and_unique()
    {
        ImmutableArray<string> codes = [.. EvaluationDiagnostics.All.Select(descriptor => descriptor.Code)];

        Assert.Equal(codes.Order(StringComparer.Ordinal).Distinct(), codes);
    }

    private static Evaluator Evaluator { get; } = new(Source, new NoFiles(WdlVersion.V1_2));

    private Value Evaluate(Expression expression) => Evaluator.Evaluate(expression, _scope);

    private string Render(params StringPart[] parts) => Evaluator.Render([.. parts], _scope);

    private string Fail(Expression expression) => Assert.Throws<EvaluationException>(() => Evaluate(expression)).Diagnostic.Descriptor.Code;

    private static LiteralExpression Int(long value) => new(new IntValue(value), Place);

    private static LiteralExpression Float(double value) => new(new FloatValue(value), Place);

    private static LiteralExpression Text(string value) => new(new StringValue(value), Place);

    private static LiteralExpression Bool(bool value) => new(new BooleanValue(value), Place);

    private static LiteralExpression None() => new(NoneValue.Instance, Place);

    private static BinaryExpression Failing() => Binary(BinaryOperator.Divide, Int(1), Int(0));

    private static ArrayExpression Array(params Expression[] items) =>
        new([.. items], new ArrayType(items.Length == 0 ? AnyType.Instance : items[0].Type), Place);

    private static MemberExpression Member(Expression target, string name) => new(target, name, AnyType.Instance, Place);

    private static PlaceholderPart Hole(Expression expression, PlaceholderOptions? options = null) =>
        new(expression, options ?? PlaceholderOptions.None, Place);

    private static BinaryExpression Binary(BinaryOperator operation, Expression left, Expression right, WdlType? operands = null, WdlType? type = null) =>
        new(operation, left, right, operands ?? PrimitiveType.Int, type ?? operands ?? PrimitiveType.Int, Place);

    private static BinaryExpression Logical(BinaryOperator operation, Expression left, Expression right) =>
        new(operation, left, right, PrimitiveType.Boolean, PrimitiveType.Boolean, Place);

    private sealed class NoFiles(WdlVersion version) : FunctionContext
    {
        public override WdlVersion Version => version;

        public override string StandardOutput => throw new FunctionException("no command has run");

        public override string StandardError => throw new FunctionException("no command has run");

        public override string ToHostPath(string path) => path;

        public override (string HostPath, string Path) CreateFile(string extension) => throw new FunctionException("no files here");

        public override ImmutableArray<string> Glob(string pattern) => throw new FunctionException("no files here");
    }
}
