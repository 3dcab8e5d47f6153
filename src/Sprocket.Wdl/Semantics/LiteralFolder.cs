using System.Collections.Immutable;
using Sprocket.Wdl.Syntax;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Semantics;

/// <summary>Finds the values of expressions that consist of literals alone: the choices of enums, the hints of workflows, defaults of inputs.</summary>
public static class LiteralFolder
{
    /// <summary>Whether an expression consists of literals alone.</summary>
    internal static bool IsLiteral(ExpressionSyntax syntax) => syntax switch
    {
        BooleanLiteralSyntax or IntLiteralSyntax or FloatLiteralSyntax or NoneLiteralSyntax or ErrorExpressionSyntax => true,
        StringLiteralSyntax text => text.PlainText is not null,
        UnaryExpressionSyntax { Operator: not UnaryOperator.Not, Operand: IntLiteralSyntax or FloatLiteralSyntax } => true,
        ArrayLiteralSyntax array => array.Items.All(IsLiteral),
        MapLiteralSyntax map => map.Entries.All(entry => IsLiteral(entry.Key) && IsLiteral(entry.Value)),
        PairLiteralSyntax pair => IsLiteral(pair.Left) && IsLiteral(pair.Right),
        ObjectLiteralSyntax literal => literal.Members.All(member => IsLiteral(member.Value)),
        StructLiteralSyntax literal => literal.Members.All(member => IsLiteral(member.Value)),
        HintsLiteralSyntax hints => hints.Members.All(member => IsLiteral(member.Value)),
        _ => false,
    };

    /// <summary>The value of a literal as a value of a type; null where it has none.</summary>
    /// <param name="expression">The expression.</param>
    /// <param name="type">The type.</param>
    /// <param name="version">The version whose coercions hold.</param>
    public static Value? Fold(Expression expression, WdlType type, WdlVersion version)
    {
        try
        {
            return Fold(expression, version) is { } value ? Coercion.Coerce(value, type, version) : null;
        }
        catch (CoercionException)
        {
            return null;
        }
    }

    private static Value? Fold(Expression expression, WdlVersion version)
    {
        switch (expression)
        {
            case LiteralExpression literal:
                return literal.Value;

            case UnaryExpression { Operand: LiteralExpression { Value: IntValue number } }:
                return new IntValue(unchecked(-number.Integer));

            case UnaryExpression { Operand: LiteralExpression { Value: FloatValue number } }:
                return new FloatValue(-number.Number);

            case ArrayExpression { Type: ArrayType type } array:
                Value?[] items = [.. array.Items.Select(item => Fold(item, type.Item, version))];
                return items.Contains(null) ? null : new ArrayValue(type, [.. items.OfType<Value>()]);

            case MapExpression { Type: MapType type } map:
                List<Entry<Value>> entries = [];
                foreach (MapExpressionEntry entry in map.Entries)
                {
                    if (Fold(entry.Key, type.Key, version) is not { } key || Fold(entry.Value, type.Value, version) is not { } value)
                    {
                        return null;
                    }

                    entries.Add(new Entry<Value>(key, value));
                }

                return new MapValue(type, [.. entries]);

            case PairExpression { Type: PairType type } pair:
                return Fold(pair.Left, type.Left, version) is { } left && Fold(pair.Right, type.Right, version) is { } right
                    ? new PairValue(type, left, right)
                    : null;

            case ObjectExpression literal:
                return FoldMembers(literal, version);

            default:
                return null;
        }
    }

    private static Value? FoldMembers(ObjectExpression literal, WdlVersion version)
    {
        ImmutableArray<Entry<string>>.Builder members = ImmutableArray.CreateBuilder<Entry<string>>(literal.Members.Length);
        foreach (ObjectExpressionMember member in literal.Members)
        {
            if (Fold(member.Value, version) is not { } value)
            {
                return null;
            }

            members.Add(new Entry<string>(member.Name, value));
        }

        return Coercion.Coerce(new ObjectValue(members.DrainToImmutable()), literal.Type, version);
    }
}
