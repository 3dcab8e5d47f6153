using System.Collections.Immutable;
using System.Diagnostics;
using Sprocket.Text;
using Sprocket.Wdl.Syntax;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Semantics;

internal sealed partial class ExpressionChecker
{
    private const string TaskVariable = "task";

    private Expression CheckName(NameExpressionSyntax syntax, Place place)
    {
        string name = syntax.Name.Text;
        if (syntax.Name.IsMissing)
        {
            return new ErrorExpression(syntax.Span);
        }

        if (FindBinding(syntax, place, out bool wasReported) is { } binding)
        {
            if (!binding.IsCall)
            {
                return MakeReference(binding, syntax.Span);
            }

            if (FindCallees(binding).Any())
            {
                context.Report(
                    SemanticDiagnostics.NotAValue,
                    syntax.Span,
                    $"call `{name}` is not a value itself, only its outputs are",
                    labels: [context.Label(binding.Span, "the call")],
                    help: FindCallees(binding).SelectMany(call => call.Target.Outputs).FirstOrDefault() is { } output
                        ? $"name an output, such as `{name}.{output.Name}`"
                        : null);
            }
        }
        else if (!wasReported)
        {
            ReportUnknownName(syntax, place);
        }

        return new ErrorExpression(syntax.Span);
    }

    private Expression CheckMember(MemberExpressionSyntax syntax, Place place)
    {
        if (syntax.Target is NameExpressionSyntax { Name.IsMissing: false } name)
        {
            if (name.Name.Text == TaskVariable && place.Kind != PlaceKind.Workflow && context.Version >= WdlVersion.V1_2)
            {
                return CheckTaskMember(syntax, place);
            }

            Binding? binding = FindBinding(name, place, out bool wasReported);
            if (binding is { IsCall: true })
            {
                return CheckOutput(syntax, binding);
            }

            if (binding is not null)
            {
                return CheckMemberOf(MakeReference(binding, name.Span), syntax, place);
            }

            if (wasReported)
            {
                return new ErrorExpression(syntax.Span);
            }

            if (context.Types.Find(name.Name.Text) is EnumType type)
            {
                return CheckChoice(syntax, type);
            }

            ReportUnknownName(name, place);
            return new ErrorExpression(syntax.Span);
        }

        return CheckMemberOf(Check(syntax.Target, place), syntax, place);
    }

    private Expression CheckMemberOf(Expression target, MemberExpressionSyntax syntax, Place place)
    {
        if (target is MemberExpression { Target: TaskVariableExpression, Member: "previous" })
        {
            return CheckMemberOf(target, TaskVariableMembers.Previous, "task.previous", syntax);
        }

        string member = syntax.Member.Text;
        if (syntax.Member.IsMissing)
        {
            return new ErrorExpression(syntax.Span);
        }

        switch (_matcher.Require(target, $"the value with the member `{member}`", place))
        {
            case ErrorType:
                return new ErrorExpression(syntax.Span);

            case AnyType or ObjectType:
                return new MemberExpression(target, member, AnyType.Instance, syntax.Span);

            case PairType pair when member is "left" or "right":
                return new MemberExpression(target, member, member == "left" ? pair.Left : pair.Right, syntax.Span);

            case StructType definition when definition.IndexOf(member) is var index and >= 0:
                return new MemberExpression(target, member, definition.Members[index].Type, syntax.Span);

            case StructType definition:
                ReportUnknownMember(syntax.Member, definition, SemanticDiagnostics.UnknownMember);
                return new ErrorExpression(syntax.Span);

            case PairType:
                context.Report(
                    SemanticDiagnostics.UnknownMember, syntax.Member.Span, $"a pair has the members `left` and `right`, found `{member}`");
                return new ErrorExpression(syntax.Span);

            default:
                context.Report(
                    SemanticDiagnostics.NoMembers,
                    syntax.Member.Span,
                    $"a value of type `{target.Type}` has no members, found `.{member}`",
                    help: target.Type.AsRequired() is ArrayType { Item: StructType or PairType or ObjectType }
                        ? "take one item first, as in `x[0]`, or loop over the items with `scatter`"
                        : target.Type is MapType ? $"the value of a key is `x[\"{member}\"]`" : null);
                return new ErrorExpression(syntax.Span);
        }
    }

    private Expression CheckMemberOf(
        Expression target, ImmutableArray<TaskMember> members, string subject, MemberExpressionSyntax syntax)
    {
        string name = syntax.Member.Text;
        TaskMember? member = members.FirstOrDefault(candidate => candidate.Name == name && candidate.Since <= context.Version);
        if (member is not null)
        {
            return new MemberExpression(target, name, member.Type, syntax.Span);
        }

        if (!syntax.Member.IsMissing)
        {
            TaskMember? later = members.FirstOrDefault(candidate => candidate.Name == name);
            string? suggestion = Spelling.FindClosest(name, members.Where(candidate => candidate.Since <= context.Version).Select(candidate => candidate.Name));
            context.Report(
                SemanticDiagnostics.UnknownMember,
                syntax.Member.Span,
                later is null
                    ? $"`{subject}` has no member `{name}`"
                    : $"`{subject}.{name}` came with WDL {later.Since.ToText()}, and this document is written in {context.Version.ToText()}",
                help: later is null ? CheckContext.Suggest(suggestion) : null,
                fix: CheckContext.FixName(syntax.Member.Span, suggestion));
        }

        return new ErrorExpression(syntax.Span);
    }

    private Expression CheckTaskMember(MemberExpressionSyntax syntax, Place place)
    {
        // WDL 1.2 has it in `command` and `output`; 1.3 adds, with fewer members, what is evaluated before.
        bool isBefore = place.Kind is PlaceKind.TaskRequirements or PlaceKind.TaskHints;
        bool isAvailable = place.Kind is PlaceKind.TaskCommand or PlaceKind.TaskOutputs || (isBefore && context.Version >= WdlVersion.V1_3);
        if (!isAvailable)
        {
            context.Report(
                SemanticDiagnostics.TaskVariableUnavailable,
                syntax.Span,
                isBefore
                    ? "the `task` variable is known in `requirements`, `hints` and `runtime` from WDL 1.3 on"
                    : "the `task` variable is not known here",
                help: "use it in the `command` or `output` section");
            return new ErrorExpression(syntax.Span);
        }

        Expression member = CheckMemberOf(new TaskVariableExpression(syntax.Target.Span), TaskVariableMembers.All, TaskVariable, syntax);
        if (member is MemberExpression { Member: var name })
        {
            if ((isBefore && !TaskVariableMembers.IsKnownBefore(name)) || (name == "return_code" && place.Kind != PlaceKind.TaskOutputs))
            {
                context.Report(
                    SemanticDiagnostics.TaskVariableUnavailable,
                    syntax.Span,
                    $"`task.{name}` is not known yet here",
                    help: name == "return_code" ? "use it in the `output` section" : "use it in the `command` or `output` section");
                return new ErrorExpression(syntax.Span);
            }
        }

        return member;
    }

    private Expression CheckChoice(MemberExpressionSyntax syntax, EnumType type)
    {
        int index = type.IndexOf(syntax.Member.Text);
        if (index >= 0)
        {
            return new LiteralExpression(new EnumValue(type, index), syntax.Span);
        }

        if (!syntax.Member.IsMissing)
        {
            string? suggestion = Spelling.FindClosest(syntax.Member.Text, type.Choices.Select(choice => choice.Name));
            context.Report(
                SemanticDiagnostics.UnknownMember,
                syntax.Member.Span,
                $"enum `{type}` has no choice `{syntax.Member.Text}`",
                labels: context.Types.FindDefinition(type.Name) is { } label ? [label] : [],
                help: CheckContext.Suggest(suggestion),
                fix: CheckContext.FixName(syntax.Member.Span, suggestion));
        }

        return new ErrorExpression(syntax.Span);
    }

    private Expression CheckOutput(MemberExpressionSyntax syntax, Binding binding)
    {
        string name = syntax.Member.Text;
        CallNode[] calls = [.. FindCallees(binding)];
        if (calls.Length == 0 || syntax.Member.IsMissing)
        {
            return new ErrorExpression(syntax.Span);
        }

        if (MakeOutputReference(binding, name, syntax.Span) is { } reference)
        {
            return reference;
        }

        Callable target = calls[0].Target;
        string? suggestion = Spelling.FindClosest(name, target.Outputs.Select(output => output.Name));
        Declaration? input = target.FindInput(name);
        string kind = target is TaskDefinition ? "task" : "workflow";
        context.Report(
            SemanticDiagnostics.UnknownMember,
            syntax.Member.Span,
            $"{kind} `{target.Name}` has no output `{name}`",
            labels: [new DiagnosticLabel(target.Document.Source, target.Span, "defined here")],
            help: input is not null
                ? $"`{name}` is an input, which is not seen from outside; add an output that copies it"
                : CheckContext.Suggest(suggestion)
                    ?? (target.Outputs.IsEmpty ? $"{kind} `{target.Name}` has no outputs" : $"its outputs are {List(target.Outputs.Select(output => output.Name))}"),
            fix: input is null ? CheckContext.FixName(syntax.Member.Span, suggestion) : null);
        return new ErrorExpression(syntax.Span);
    }

    private Binding? FindBinding(NameExpressionSyntax syntax, Place place, out bool wasReported)
    {
        wasReported = false;
        Binding? binding = place.Scope.Find(syntax.Name.Text, out Binding? hidden);
        if (binding is not null)
        {
            binding.IsUsed = true;
            place.User?.Use(binding, syntax.Span);
        }
        else if (hidden is not null)
        {
            wasReported = true;
            hidden.IsUsed = true;
            context.Report(
                SemanticDiagnostics.NameOfOtherClause,
                syntax.Span,
                $"`{syntax.Name.Text}` is declared in another clause of this conditional",
                labels: [context.Label(hidden.Span, "declared here")],
                help: "only one clause is taken; declare it before the conditional to use it in all of them");
        }

        return binding;
    }

    private void ReportUnknownName(NameExpressionSyntax syntax, Place place)
    {
        string name = syntax.Name.Text;
        WdlType? type = context.Types.Find(name);
        if (type is ErrorType)
        {
            return;
        }

        if (type is not null)
        {
            context.Report(
                SemanticDiagnostics.NotAValue,
                syntax.Span,
                $"`{name}` is a type, not a value",
                help: type is EnumType { Choices: [var first, ..] } ? $"name a choice, such as `{name}.{first.Name}`" : null);
            return;
        }

        if (context.Namespaces.TryGetValue(name, out ImportedDocument? import))
        {
            import.IsUsed = true;
            context.Report(
                SemanticDiagnostics.NotAValue,
                syntax.Span,
                $"`{name}` is an imported document, not a value",
                help: "an expression can use the outputs of a call, not those of a task");
            return;
        }

        // What was not understood may have declared it.
        if (context.HasSyntaxErrors)
        {
            return;
        }

        string? suggestion = Spelling.FindClosest(name, place.Scope.AllNames().Concat(context.Types.EnumNames));
        context.Report(
            SemanticDiagnostics.UnknownName,
            syntax.Span,
            $"nothing here is named `{name}`",
            help: place.Kind == PlaceKind.TaskCommand && suggestion is null
                ? $"declare it, or, if the shell's variable is meant, write `${name}` in a `command <<< >>>`"
                : CheckContext.Suggest(suggestion),
            fix: CheckContext.FixName(syntax.Span, suggestion));
    }

    /// <summary>The calls that a name stands for: several, where clauses of a conditional make one each.</summary>
    public static IEnumerable<CallNode> FindCallees(Binding binding) => binding switch
    {
        CallBinding call => call.Call is null ? [] : [call.Call],
        LiftedBinding lifted => FindCallees(lifted.Inner),
        ClausesBinding clauses => clauses.Alternatives.SelectMany(FindCallees),
        _ => [],
    };

    private Expression MakeReference(Binding binding, TextSpan span)
    {
        switch (binding)
        {
            case DeclarationBinding { Declaration: var declaration }:
                return new DeclarationReference(declaration, declaration.Type, span);

            case LiftedBinding lifted:
                return Lift(MakeReference(lifted.Inner, span), lifted);

            case ClausesBinding clauses:
                // That they have no type in common is said where they are declared: CheckCommonType.
                return Unite(MakeReferences(clauses, span), clauses.IsExhaustive, span) ?? new ErrorExpression(span);

            default:
                throw new UnreachableException();
        }
    }

    private ImmutableArray<Expression> MakeReferences(ClausesBinding clauses, TextSpan span) =>
        ImmutableArray.CreateRange(clauses.Alternatives, alternative => MakeReference(alternative, span));

    /// <summary>A reference to an output of the call or calls of a name; null when none of them has it.</summary>
    public Expression? MakeOutputReference(Binding binding, string name, TextSpan span)
    {
        switch (binding)
        {
            case CallBinding { Call: { } call }:
                return call.Target.FindOutput(name) is { } output ? new CallOutputReference(call, output, output.Type, span) : null;

            case LiftedBinding lifted:
                return MakeOutputReference(lifted.Inner, name, span) is { } inner ? Lift(inner, lifted) : null;

            case ClausesBinding clauses:
                return MakeOutputReference(clauses, name, span);

            default:
                return null;
        }
    }

    private Expression? MakeOutputReference(ClausesBinding clauses, string name, TextSpan span)
    {
        Expression?[] all = [.. clauses.Alternatives.Select(alternative => MakeOutputReference(alternative, name, span))];
        Expression[] found = [.. all.OfType<Expression>()];
        if (found.Length == 0)
        {
            return null;
        }

        // That they have no type in common is said where the calls are: CheckCommonType.
        return Unite([.. found], clauses.IsExhaustive && found.Length == all.Length, span) ?? new ErrorExpression(span);
    }

    private static Expression Lift(Expression reference, LiftedBinding lifted)
    {
        WdlType type = lifted.Lift(reference.Type);
        return reference switch
        {
            DeclarationReference declaration => declaration with { Type = type },
            CallOutputReference output => output with { Type = type },
            ClauseReference clauses => clauses with
            {
                Type = type,
                ScatterDepth = clauses.ScatterDepth + (lifted.IsScatter ? 1 : 0),
                Alternatives = ImmutableArray.CreateRange(clauses.Alternatives, alternative => Lift(alternative, lifted)),
            },
            _ => reference,
        };
    }

    /// <summary>Checks that what clauses of a conditional declare by one name has a type in common: SPEC 1.3 "Conditional Statement".</summary>
    public void CheckCommonType(ClausesBinding binding)
    {
        if (!binding.IsCall)
        {
            CheckCommonType(
                $"`{binding.Name}`", [.. binding.Alternatives.Select(alternative => MakeReference(alternative, alternative.Span))], binding);
            return;
        }

        foreach (string name in FindCallees(binding).SelectMany(call => call.Target.Outputs).Select(output => output.Name).Distinct())
        {
            IEnumerable<Expression?> outputs = binding.Alternatives.Select(alternative => MakeOutputReference(alternative, name, alternative.Span));
            CheckCommonType($"`{binding.Name}.{name}`", [.. outputs.OfType<Expression>()], binding);
        }
    }

    private void CheckCommonType(string name, ImmutableArray<Expression> alternatives, ClausesBinding binding)
    {
        if (Unite(alternatives, binding.IsExhaustive, binding.Span) is null)
        {
            ReportNoCommonType(name, alternatives, binding);
        }
    }

    private void ReportNoCommonType(string name, ImmutableArray<Expression> alternatives, ClausesBinding binding) =>
        context.Report(
            SemanticDiagnostics.NoCommonType,
            alternatives[1].Span,
            $"{name} has no common type in the clauses of the conditional: {List(alternatives.Select(alternative => alternative.Type.ToString()!).Distinct())}",
            labels: [context.Label(binding.Span, "first declared here")]);

    // The union of the clauses' names, each of the types' common type; null where there is none.
    private Expression? Unite(ImmutableArray<Expression> alternatives, bool isExhaustive, TextSpan span)
    {
        WdlType? common = Coercion.CommonType(alternatives.Select(alternative => alternative.Type), context.Version, CoercionKind.Implicit);
        if (common is null)
        {
            return null;
        }

        WdlType type = isExhaustive ? common : common.AsOptional();
        return alternatives.Length == 1
            ? alternatives[0] switch
            {
                DeclarationReference declaration => declaration with { Type = type },
                CallOutputReference output => output with { Type = type },
                ClauseReference clauses => clauses with { Type = type },
                var other => other,
            }
            : new ClauseReference(ImmutableArray.CreateRange(alternatives, AllowNone), 0, type, span);
    }

    // An alternative that is itself exhaustive is `None` where the clause around it was not taken.
    private static Expression AllowNone(Expression alternative) =>
        alternative is ClauseReference clauses ? clauses with { Type = clauses.Type.AsOptional() } : alternative;

    private static string List(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"`{name}`"));
}
