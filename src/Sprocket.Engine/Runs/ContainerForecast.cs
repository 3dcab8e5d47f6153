using System.Collections.Immutable;
using System.Text;
using Sprocket.Engine.Inputs;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.Values;

namespace Sprocket.Engine.Runs;

/// <summary>The containers that a run is going to need, as far as they are known before it begins. Pure.</summary>
/// <remarks>
/// Known are texts, those put together from texts, and inputs and declarations that stand for them. What depends on the
/// result of a call or a function is only known when the call is planned.
/// </remarks>
internal sealed class ContainerForecast
{
    private readonly ContainerForecast? _caller;
    private readonly CallInputs _given;
    private readonly ImmutableArray<CallInput> _bound;

    private ContainerForecast(ContainerForecast? caller, CallInputs given, ImmutableArray<CallInput> bound)
    {
        _caller = caller;
        _given = given;
        _bound = bound;
    }

    /// <summary>For each task its containers in order of preference, without repetition.</summary>
    /// <param name="inputs">What is run, with what is given for it.</param>
    /// <param name="defaultContainer">The container of tasks that name none; null for none.</param>
    public static ImmutableArray<ImmutableArray<string>> List(CallInputs inputs, string? defaultContainer)
    {
        Dictionary<string, ImmutableArray<string>> found = new(StringComparer.Ordinal);
        new ContainerForecast(null, inputs, []).Visit(found, defaultContainer);
        return [.. found.Values];
    }

    private void Visit(Dictionary<string, ImmutableArray<string>> found, string? defaultContainer)
    {
        if (_given.Target is TaskDefinition task)
        {
            ImmutableArray<string> containers = ListContainers(task) ?? [];
            if (!containers.IsEmpty)
            {
                found.TryAdd(string.Join('\n', containers), containers);
            }
            else if (defaultContainer is not null && !Requirements(task).Any())
            {
                found.TryAdd(defaultContainer, [defaultContainer]);
            }
        }
        else if (_given.Target is WorkflowDefinition workflow)
        {
            foreach (CallNode call in workflow.Body.ListCalls())
            {
                CallInputs given = _given.Calls.GetValueOrDefault(call.Name) ?? new CallInputs(call.Target);
                new ContainerForecast(this, given, call.Inputs).Visit(found, defaultContainer);
            }
        }
    }

    private ImmutableArray<string>? ListContainers(TaskDefinition task)
    {
        Value? value = _given.Requirements.FirstOrDefault(requirement => IsContainer(requirement.Key)).Value
            ?? (Requirements(task).FirstOrDefault() is { } attribute ? Evaluate(attribute.Value) : null);
        return value is null ? null : RequirementsReader.ReadContainers(value);
    }

    private static IEnumerable<TaskAttribute> Requirements(TaskDefinition task) =>
        task.Requirements.Where(attribute => IsContainer(attribute.Name));

    private static bool IsContainer(string name) => name is "container" or "docker";

    private Value? Evaluate(Expression expression) => expression switch
    {
        LiteralExpression literal => literal.Value,
        StringExpression text => Join(text),
        ArrayExpression array => Collect(array),
        DeclarationReference reference => Resolve(reference.Declaration),
        _ => null,
    };

    private StringValue? Join(StringExpression text)
    {
        var joined = new StringBuilder();
        foreach (StringPart part in text.Parts)
        {
            string? piece = part switch
            {
                TextPart plain => plain.Text,
                PlaceholderPart placeholder when placeholder.Options == PlaceholderOptions.None =>
                    (Evaluate(placeholder.Expression) as StringValue)?.Text,
                _ => null,
            };
            if (piece is null)
            {
                return null;
            }

            joined.Append(piece);
        }

        return new StringValue(joined.ToString());
    }

    private ArrayValue? Collect(ArrayExpression array)
    {
        ImmutableArray<Value?> items = [.. array.Items.Select(Evaluate)];
        return items.Contains(null) ? null : new ArrayValue(new ArrayType(PrimitiveType.String), [.. items.Select(item => item!)]);
    }

    private Value? Resolve(Declaration declaration)
    {
        if (_given.Values.TryGetValue(declaration, out Value? given))
        {
            return given;
        }

        CallInput? bound = _bound.FirstOrDefault(input => input.Input == declaration);
        return bound is not null ? _caller!.Evaluate(bound.Value)
            : declaration.Initializer is Expression initializer ? Evaluate(initializer)
            : null;
    }
}
