using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using Sprocket.Text;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.StandardLibrary;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Evaluation;

/// <summary>Takes checked expressions of one document to their values.</summary>
/// <remarks>
/// Pure, but for the functions that read and write files through the <see cref="FunctionContext"/>. Safe for concurrent
/// use when the context is. Expressions of any depth are evaluated: those deeper than a stack allows go on on another.
/// </remarks>
/// <param name="source">The document that the expressions stand in.</param>
/// <param name="functions">What functions may see of the world.</param>
public sealed partial class Evaluator(SourceText source, FunctionContext functions)
{
    // Chosen so that the frames of a debug build fit into the 1.5 MiB that a pool thread has.
    private const int PoolStackDepth = 250;
    private const int OwnStackDepth = 20_000;
    private const int OwnStackSize = 128 << 20;

    private WdlVersion Version => functions.Version;

    /// <summary>The value of an expression.</summary>
    /// <exception cref="EvaluationException">It has none.</exception>
    public Value Evaluate(Expression expression, EvaluationScope scope) => Evaluate(expression, new Frame(scope, false, PoolStackDepth));

    /// <summary>The value of an expression, made one of the wanted type.</summary>
    /// <exception cref="EvaluationException">It has none, or none of that type.</exception>
    public Value Evaluate(Expression expression, WdlType wanted, EvaluationScope scope) =>
        Coerce(Evaluate(expression, scope), wanted, expression.Span);

    /// <summary>The text of a string or command: its texts and placeholders put together.</summary>
    /// <exception cref="EvaluationException">A placeholder has no value.</exception>
    public string Render(ImmutableArray<StringPart> parts, EvaluationScope scope) => Render(parts, new Frame(scope, false, PoolStackDepth));

    /// <summary>A value made one of the wanted type.</summary>
    /// <param name="value">The value.</param>
    /// <param name="wanted">The type.</param>
    /// <param name="span">The expression to blame.</param>
    /// <exception cref="EvaluationException">It cannot become one.</exception>
    public Value Coerce(Value value, WdlType wanted, TextSpan span)
    {
        if (value is NoneValue && !wanted.IsOptional && wanted is not ErrorType)
        {
            throw IsNone(span, $"`None` was found where a value of type `{wanted}` is needed");
        }

        try
        {
            return Coercion.Coerce(value, wanted, Version);
        }
        catch (CoercionException exception)
        {
            throw Fail(EvaluationDiagnostics.CoercionFailed, span, exception.Message);
        }
    }

    private Value Evaluate(Expression expression, Frame frame)
    {
        while (expression is ConditionalExpression conditional)
        {
            expression = EvaluateBoolean(conditional.Condition, frame) ? conditional.WhenTrue : conditional.WhenFalse;
        }

        return frame.Remaining == 0 ? EvaluateOnOwnStack(expression, frame) : EvaluateNode(expression, frame with { Remaining = frame.Remaining - 1 });
    }

    private Value EvaluateNode(Expression expression, Frame frame) => expression switch
    {
        LiteralExpression literal => literal.Value,
        StringExpression text => new StringValue(Render(text.Parts, frame)),
        DeclarationReference reference => frame.Scope.Get(reference.Declaration),
        CallOutputReference reference => frame.Scope.Get(reference.Call, reference.Output),
        ClauseReference reference => EvaluateClauses(reference, frame),
        TaskVariableExpression => frame.Scope.TaskVariable ?? throw new UnreachableException("`task` is read where there is none"),
        ArrayExpression array => EvaluateArray(array, frame),
        MapExpression map => EvaluateMap(map, frame),
        PairExpression pair => EvaluatePair(pair, frame),
        ObjectExpression members => EvaluateObject(members, frame),
        UnaryExpression unary => EvaluateUnary(unary, frame),
        BinaryExpression binary => EvaluateBinary(binary, frame),
        FunctionCallExpression call => EvaluateCall(call, frame),
        IndexExpression index => EvaluateIndex(index, frame),
        MemberExpression member => EvaluateMember(member, frame),
        _ => throw new UnreachableException($"no evaluation of {expression.GetType().Name}"),
    };

    private Value EvaluateOnOwnStack(Expression expression, Frame frame)
    {
        Value? value = null;
        EvaluationException? failure = null;
        var thread = new Thread(
            () =>
            {
                try
                {
                    value = Evaluate(expression, frame with { Remaining = OwnStackDepth });
                }
                catch (EvaluationException exception)
                {
                    failure = exception;
                }
            },
            OwnStackSize);
        thread.Start();
        thread.Join();
        return failure is null ? value! : throw failure;
    }

    private bool EvaluateBoolean(Expression expression, Frame frame) =>
        ((BooleanValue)Coerce(Evaluate(expression, frame), PrimitiveType.Boolean, expression.Span)).Boolean;

    // The clauses that were not taken have left `None` behind.
    private Value EvaluateClauses(ClauseReference reference, Frame frame)
    {
        ImmutableArray<Value> alternatives = [.. reference.Alternatives.Select(alternative => Evaluate(alternative, frame))];
        return Coerce(Choose(alternatives, reference.ScatterDepth), reference.Type, reference.Span);
    }

    private static Value Choose(ImmutableArray<Value> alternatives, int depth)
    {
        ImmutableArray<Value> present = [.. alternatives.Where(value => value is not NoneValue)];
        if (present.IsEmpty)
        {
            return NoneValue.Instance;
        }

        if (depth == 0 || present[0] is not ArrayValue first)
        {
            return present[0];
        }

        ImmutableArray<Value> items =
        [
            .. Enumerable.Range(0, first.Items.Length).Select(i => Choose([.. present.Select(array => ((ArrayValue)array).Items[i])], depth - 1)),
        ];
        return new ArrayValue(new ArrayType(AnyType.Instance), items);
    }

    private ArrayValue EvaluateArray(ArrayExpression array, Frame frame)
    {
        ArrayType type = array.Type.AsRequired() as ArrayType ?? new ArrayType(AnyType.Instance);
        ImmutableArray<Value>.Builder items = ImmutableArray.CreateBuilder<Value>(array.Items.Length);
        foreach (Expression item in array.Items)
        {
            items.Add(Coerce(Evaluate(item, frame), type.Item, item.Span));
        }

        return new ArrayValue(type, items.MoveToImmutable());
    }

    private MapValue EvaluateMap(MapExpression map, Frame frame)
    {
        MapType type = map.Type.AsRequired() as MapType ?? new MapType(AnyType.Instance, AnyType.Instance);
        ImmutableArray<Entry<Value>>.Builder entries = ImmutableArray.CreateBuilder<Entry<Value>>(map.Entries.Length);
        HashSet<Value> keys = [];
        foreach (MapExpressionEntry entry in map.Entries)
        {
            Value key = Coerce(Evaluate(entry.Key, frame), type.Key, entry.Key.Span);
            if (!keys.Add(key))
            {
                throw Fail(EvaluationDiagnostics.CoercionFailed, entry.Key.Span, $"the key {Describe(key)} occurs twice in the map");
            }

            entries.Add(new Entry<Value>(key, Coerce(Evaluate(entry.Value, frame), type.Value, entry.Value.Span)));
        }

        return new MapValue(type, entries.ToImmutable());
    }

    private PairValue EvaluatePair(PairExpression pair, Frame frame)
    {
        PairType type = pair.Type.AsRequired() as PairType ?? new PairType(AnyType.Instance, AnyType.Instance);
        Value left = Coerce(Evaluate(pair.Left, frame), type.Left, pair.Left.Span);
        return new PairValue(type, left, Coerce(Evaluate(pair.Right, frame), type.Right, pair.Right.Span));
    }

    private Value EvaluateObject(ObjectExpression members, Frame frame)
    {
        ImmutableArray<Entry<string>>.Builder values = ImmutableArray.CreateBuilder<Entry<string>>(members.Members.Length);
        var type = members.Type.AsRequired() as StructType;
        foreach (ObjectExpressionMember member in members.Members)
        {
            Value value = Evaluate(member.Value, frame);
            if (type is not null && type.IndexOf(member.Name) is int index and >= 0)
            {
                value = Coerce(value, type.Members[index].Type, member.Value.Span);
            }

            values.Add(new Entry<string>(member.Name, value));
        }

        var whole = new ObjectValue(values.MoveToImmutable());
        return type is null ? whole : Coerce(whole, type, members.Span);
    }

    private Value EvaluateCall(FunctionCallExpression call, Frame frame)
    {
        FunctionBinding function = call.Function;
        ImmutableArray<Value>.Builder arguments = ImmutableArray.CreateBuilder<Value>(call.Arguments.Length);
        for (int i = 0; i < call.Arguments.Length; i++)
        {
            arguments.Add(Coerce(Evaluate(call.Arguments[i], frame), function.ParameterTypes[i], call.Arguments[i].Span));
        }

        try
        {
            return function.Body(functions, arguments.MoveToImmutable(), function.ResultType);
        }
        catch (FunctionException exception)
        {
            throw Fail(EvaluationDiagnostics.FunctionFailed, call.Span, $"`{function.Name}`: {exception.Message}", exception, exception.IsNone);
        }
        catch (CoercionException exception)
        {
            throw Fail(EvaluationDiagnostics.FunctionFailed, call.Span, $"`{function.Name}`: {exception.Message}", exception);
        }
    }

    private Value EvaluateIndex(IndexExpression index, Frame frame)
    {
        Value target = Evaluate(index.Target, frame);
        Value key = Evaluate(index.Index, frame);
        switch (target)
        {
            case ArrayValue array:
                long position = ((IntValue)Coerce(key, PrimitiveType.Int, index.Index.Span)).Integer;
                return position >= 0 && position < array.Items.Length
                    ? array.Items[(int)position]
                    : throw Fail(
                        EvaluationDiagnostics.IndexOutOfRange,
                        index.Index.Span,
                        array.Items.IsEmpty
                            ? $"index {position} is out of range: the array is empty"
                            : $"index {position} is out of range: the array has {array.Items.Length} elements, 0 to {array.Items.Length - 1}");
            case MapValue map:
                return Find(map, Coerce(key, map.MapType.Key, index.Index.Span))
                    ?? throw Fail(EvaluationDiagnostics.MissingKey, index.Index.Span, $"the map has no key {Describe(key)}");
            case ObjectValue members when key is StringValue name:
                return members.Find(name.Text)
                    ?? throw Fail(EvaluationDiagnostics.MissingKey, index.Index.Span, $"the object has no member {Describe(key)}");
            case NoneValue:
                throw IsNone(index.Target.Span, "`None` has no elements");
            default:
                throw Fail(EvaluationDiagnostics.CoercionFailed, index.Target.Span, $"a value of type `{target.Type}` has no elements");
        }
    }

    private Value? Find(MapValue map, Value key) => map.Find(key)
        ?? (key is FileValue or DirectoryValue && ToCanonical(key) is Value canonical
            ? map.Entries.FirstOrDefault(entry => ToCanonical(entry.Key).Equals(canonical))?.Value
            : null);

    private Value EvaluateMember(MemberExpression member, Frame frame)
    {
        Value target = Evaluate(member.Target, frame);
        Value? value = target switch
        {
            PairValue pair when member.Member == "left" => pair.Left,
            PairValue pair when member.Member == "right" => pair.Right,
            StructValue structure when structure.StructType.IndexOf(member.Member) is int i and >= 0 => structure.Members[i],
            ObjectValue members => members.Find(member.Member),
            MapValue map when map.MapType.Key == PrimitiveType.String => map.Find(new StringValue(member.Member)),
            NoneValue => throw IsNone(member.Target.Span, $"`None` has no member `{member.Member}`"),
            _ => null,
        };

        // SPEC "task.ext": what is not defined there is no error in a placeholder.
        bool isExtension = member.Target is MemberExpression { Member: "ext", Target: TaskVariableExpression };
        return value ?? throw Fail(
            EvaluationDiagnostics.MissingMember,
            member.Span,
            $"the value of type `{target.Type}` has no member `{member.Member}`",
            isNone: isExtension);
    }

    private string Render(ImmutableArray<StringPart> parts, Frame frame)
    {
        var text = new StringBuilder();
        foreach (StringPart part in parts)
        {
            _ = part switch
            {
                TextPart plain => text.Append(plain.Text),
                PlaceholderPart placeholder => text.Append(RenderPlaceholder(placeholder, frame with { InPlaceholder = true })),
                _ => throw new UnreachableException(),
            };
        }

        return text.ToString();
    }

    private string RenderPlaceholder(PlaceholderPart placeholder, Frame frame)
    {
        PlaceholderOptions options = placeholder.Options;
        Value value;
        try
        {
            value = Evaluate(placeholder.Expression, frame);
        }
        catch (EvaluationException exception) when (exception.IsNone && Version >= WdlVersion.V1_2)
        {
            // SPEC 1.2 "Expression Placeholder Coercion": an error due to `None` inside a placeholder gives the empty string.
            value = NoneValue.Instance;
        }

        try
        {
            return value switch
            {
                NoneValue => options.Default is null ? "" : ValueText.Format(Evaluate(options.Default, frame)),
                ArrayValue array when options.Separator is not null =>
                    string.Join(ValueText.Format(Evaluate(options.Separator, frame)), array.Items.Select(ValueText.Format)),
                BooleanValue { Boolean: true } when options.True is not null => ValueText.Format(Evaluate(options.True, frame)),
                BooleanValue { Boolean: false } when options.False is not null => ValueText.Format(Evaluate(options.False, frame)),
                _ => ValueText.Format(value),
            };
        }
        catch (CoercionException exception)
        {
            throw Fail(EvaluationDiagnostics.CoercionFailed, placeholder.Span, exception.Message);
        }
    }

    private static string Describe(Value key) => key is StringValue or FileValue or DirectoryValue
        ? $"`\"{ValueText.Format(key)}\"`"
        : $"`{ValueText.Format(key)}`";

    private EvaluationException Fail(DiagnosticDescriptor descriptor, TextSpan span, string message, Exception? cause = null, bool isNone = false) =>
        new(new Diagnostic(descriptor, source, span, message), cause) { IsNone = isNone };

    private EvaluationException IsNone(TextSpan span, string message) =>
        new(new Diagnostic(EvaluationDiagnostics.ValueIsNone, source, span, message)
        {
            Help = "use `select_first([value, default])`, or test with `defined(value)`",
        })
        {
            IsNone = true,
        };

    /// <summary>Where an evaluation stands.</summary>
    /// <param name="Scope">The names it sees.</param>
    /// <param name="InPlaceholder">Whether the result goes into a text, where <c>+</c> takes <c>None</c>.</param>
    /// <param name="Remaining">How much deeper this stack goes.</param>
    private readonly record struct Frame(EvaluationScope Scope, bool InPlaceholder, int Remaining);
}
