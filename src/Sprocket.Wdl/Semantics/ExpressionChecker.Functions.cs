using System.Collections.Immutable;
using Sprocket.Text;
using Sprocket.Wdl.StandardLibrary;
using Sprocket.Wdl.Syntax;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Semantics;

internal sealed partial class ExpressionChecker
{
    private Expression CheckFunctionCall(ApplyExpressionSyntax syntax, Place place)
    {
        string name = syntax.Function.Text;
        ImmutableArray<Expression>.Builder arguments = ImmutableArray.CreateBuilder<Expression>(syntax.Arguments.Length);
        ImmutableArray<WdlType>.Builder types = ImmutableArray.CreateBuilder<WdlType>(syntax.Arguments.Length);
        foreach (ExpressionSyntax argument in syntax.Arguments)
        {
            Expression expression = Check(argument, place);
            arguments.Add(expression);
            types.Add(expression.Type);
        }

        if (syntax.Function.IsMissing)
        {
            return new ErrorExpression(syntax.Span);
        }

        WdlVersion? since = FunctionTable.FindFirstVersion(name);
        if (since is null || since > context.Version)
        {
            ReportUnknownFunction(syntax.Function, since);
            return new ErrorExpression(syntax.Span);
        }

        if (name is "stdout" or "stderr" && place.Kind != PlaceKind.TaskOutputs)
        {
            context.Report(
                SemanticDiagnostics.OutputOnlyFunction,
                syntax.Span,
                $"`{name}()` is known only when the command has run",
                help: "use it in the `output` section of a task");
            return new ErrorExpression(syntax.Span);
        }

        ImmutableArray<WdlType> argumentTypes = types.DrainToImmutable();
        bool? second = arguments.Count > 1 && arguments[1] is LiteralExpression { Value: BooleanValue literal } ? literal.Boolean : null;
        if (FunctionTable.TryBind(name, context.Version, argumentTypes, second, out FunctionBinding? binding, out FunctionMismatch? mismatch)
            || TryBindOptional(syntax, argumentTypes, place, out binding))
        {
            return new FunctionCallExpression(binding!, arguments.DrainToImmutable(), syntax.Span);
        }

        if (!argumentTypes.Contains(ErrorType.Instance))
        {
            TextSpan span = mismatch!.Argument >= 0 && mismatch.Argument < arguments.Count ? arguments[mismatch.Argument].Span : syntax.Span;
            context.Report(
                mismatch.Since is null ? SemanticDiagnostics.FunctionArguments : SemanticDiagnostics.FunctionOfLaterVersion,
                span,
                mismatch.Message,
                help: mismatch.Since is { } later ? AdviseVersion(later) : null);
        }

        return new ErrorExpression(syntax.Span);
    }

    // Where only optionality stands against the call, that is said, and by the rules for it.
    private bool TryBindOptional(ApplyExpressionSyntax syntax, ImmutableArray<WdlType> types, Place place, out FunctionBinding? binding)
    {
        binding = null;
        ImmutableArray<WdlType> required = ImmutableArray.CreateRange(types, TypeMatcher.WithoutOptionals);
        if (required.SequenceEqual(types)
            || !FunctionTable.TryBind(syntax.Function.Text, context.Version, required, out binding, out FunctionMismatch? _))
        {
            return false;
        }

        for (int i = 0; i < types.Length; i++)
        {
            if (types[i] is not NoneType && !Coercion.CanCoerce(types[i], binding!.ParameterTypes[i], context.Version))
            {
                _matcher.ReportOptional(
                    syntax.Arguments[i].Span, types[i], binding.ParameterTypes[i], $"an argument of `{syntax.Function.Text}`", place, []);
            }
        }

        return true;
    }

    private static string AdviseVersion(WdlVersion version) => $"write `version {version.ToText()}` at the top, if nothing else stands against it";

    private void ReportUnknownFunction(IdentifierSyntax function, WdlVersion? since)
    {
        if (since is { } version)
        {
            context.Report(
                SemanticDiagnostics.FunctionOfLaterVersion,
                function.Span,
                $"function `{function.Text}` came with WDL {version.ToText()}, and this document is written in {context.Version.ToText()}",
                help: AdviseVersion(version));
            return;
        }

        string? suggestion = Spelling.FindClosest(function.Text, FunctionTable.GetNames(context.Version));
        context.Report(
            SemanticDiagnostics.UnknownFunction,
            function.Span,
            $"there is no function `{function.Text}`",
            help: CheckContext.Suggest(suggestion),
            fix: CheckContext.FixName(function.Span, suggestion));
    }
}
