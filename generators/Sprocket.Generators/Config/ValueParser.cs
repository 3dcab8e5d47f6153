using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Sprocket.Generators.Config;

/// <summary>Decides what a key of a C# type holds.</summary>
internal static class ValueParser
{
    private const string Engine = "Sprocket.Engine.Configuration.";

    /// <summary>The value model of a type, or null when no TOML value is made for it.</summary>
    public static ValueModel? Parse(ITypeSymbol type, CancellationToken cancellation)
    {
        bool isNullable = type.NullableAnnotation == NullableAnnotation.Annotated;
        ITypeSymbol plain = type is INamedTypeSymbol { ConstructedFrom.SpecialType: SpecialType.System_Nullable_T } nullable
            ? nullable.TypeArguments[0]
            : type;
        if (plain.TypeKind == TypeKind.Enum)
        {
            return new ValueModel(ValueKind.Enum, SchemaAttributes.FullName(plain), isNullable, NamesOf(plain, cancellation));
        }

        if (ScalarKind(plain) is ValueKind kind)
        {
            return new ValueModel(kind, SchemaAttributes.FullName(plain), isNullable, []);
        }

        if (IsTable(plain))
        {
            return new ValueModel(ValueKind.Table, SchemaAttributes.FullName(plain), isNullable, []);
        }

        return isNullable ? null : ParseCollection(plain);
    }

    private static ValueKind? ScalarKind(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String => ValueKind.String,
        SpecialType.System_Boolean => ValueKind.Boolean,
        SpecialType.System_Int32 => ValueKind.Int32,
        SpecialType.System_Int64 => ValueKind.Int64,
        SpecialType.System_Double => ValueKind.Float,
        _ => type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToDisplayString() switch
        {
            "System.TimeSpan" => ValueKind.Duration,
            Engine + "ByteSize" => ValueKind.Size,
            Engine + "ConfigText" => ValueKind.Text,
            _ => null,
        },
    };

    private static ValueModel? ParseCollection(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol { IsGenericType: true } collection)
        {
            return null;
        }

        ImmutableArray<ITypeSymbol> arguments = collection.TypeArguments;
        ITypeSymbol item = arguments[arguments.Length - 1];
        return collection.ConstructedFrom.ToDisplayString() switch
        {
            "System.Collections.Immutable.ImmutableArray<T>" when item.SpecialType == SpecialType.System_String =>
                new ValueModel(ValueKind.Strings, "string", IsNullable: false, []),
            "System.Collections.Immutable.ImmutableArray<T>" when IsTable(item) =>
                new ValueModel(ValueKind.TableList, SchemaAttributes.FullName(item), IsNullable: false, []),
            "System.Collections.Immutable.ImmutableDictionary<TKey, TValue>"
                when IsTable(item) && arguments[0].SpecialType == SpecialType.System_String =>
                new ValueModel(ValueKind.TableMap, SchemaAttributes.FullName(item), IsNullable: false, []),
            _ => null,
        };
    }

    private static bool IsTable(ITypeSymbol type) => SchemaAttributes.AllOf(type, SchemaAttributes.Table).Any();

    private static EquatableArray<NameModel> NamesOf(ITypeSymbol type, CancellationToken cancellation) =>
        new([.. type.GetMembers()
            .OfType<IFieldSymbol>()
            .Where(member => member.IsConst)
            .Select(member => new NameModel(
                member.Name, ConfigParser.ToSnakeCase(member.Name), Documentation.SummaryOf(member, cancellation)))]);
}
