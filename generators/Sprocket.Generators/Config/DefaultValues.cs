using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Sprocket.Generators.Config;

/// <summary>Renders the initializer of a property as TOML, so that the documented default is the real one.</summary>
internal static class DefaultValues
{
    /// <summary>The default of a property that has no initializer and cannot be null; null when there is none.</summary>
    public static string? OfNothing(ValueModel value) => value.Kind switch
    {
        ValueKind.Boolean => "false",
        ValueKind.Int32 or ValueKind.Int64 or ValueKind.Duration or ValueKind.Size => "0",
        ValueKind.Float => "0.0",
        ValueKind.Enum => TomlText.Quote(value.Names[0].Name),
        _ => null,
    };

    /// <summary>The value of an initializer as TOML, or null when it is not one of the forms understood.</summary>
    public static string? Render(ExpressionSyntax initializer, ValueModel value, SemanticModel model, CancellationToken cancellation)
    {
        if (initializer is CollectionExpressionSyntax collection)
        {
            IEnumerable<string?> items = collection.Elements.Select(element =>
                element is ExpressionElementSyntax { Expression: ExpressionSyntax item } ? RenderConstant(item, value, model, cancellation) : null);
            return items.Contains(null) ? null : $"[{string.Join(", ", items)}]";
        }

        return value.Kind == ValueKind.Duration
            ? RenderDuration(initializer, model, cancellation)
            : RenderConstant(initializer, value, model, cancellation);
    }

    private static string? RenderConstant(ExpressionSyntax expression, ValueModel value, SemanticModel model, CancellationToken cancellation)
    {
        if (value.Kind == ValueKind.Enum && model.GetSymbolInfo(expression, cancellation).Symbol is IFieldSymbol member)
        {
            return value.Names.Where(name => name.Member == member.Name).Select(name => TomlText.Quote(name.Name)).FirstOrDefault();
        }

        return model.GetConstantValue(expression, cancellation).Value switch
        {
            string text => TomlText.Quote(text),
            bool truth => truth ? "true" : "false",
            int number => number.ToString(CultureInfo.InvariantCulture),
            long number => number.ToString(CultureInfo.InvariantCulture),
            double number => number.ToString("0.0###############", CultureInfo.InvariantCulture),
            _ => null,
        };
    }

    // TimeSpan.FromSeconds(30) is the number of seconds; FromMinutes and the rest are counted in seconds, too.
    private static string? RenderDuration(ExpressionSyntax expression, SemanticModel model, CancellationToken cancellation)
    {
        if (expression is not InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } call
            || model.GetSymbolInfo(call, cancellation).Symbol is not IMethodSymbol { ContainingType.Name: "TimeSpan" } method
            || model.GetConstantValue(call.ArgumentList.Arguments[0].Expression, cancellation).Value is not IConvertible count)
        {
            return null;
        }

        long? factor = method.Name switch
        {
            "FromSeconds" => 1,
            "FromMinutes" => 60,
            "FromHours" => 3600,
            "FromDays" => 86400,
            _ => null,
        };
        return factor is null ? null : (factor.Value * count.ToInt64(CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);
    }
}
