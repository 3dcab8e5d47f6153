using System.Diagnostics;
using Sprocket.Text;
using Sprocket.Wdl.Syntax;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Semantics;

/// <summary>Finds out what types as written mean.</summary>
internal sealed class TypeResolver(CheckContext context)
{
    public WdlType Resolve(TypeSyntax syntax)
    {
        WdlType type = ResolveRequired(syntax);
        return syntax.IsOptional ? type.AsOptional() : type;
    }

    private WdlType ResolveRequired(TypeSyntax syntax) => syntax switch
    {
        PrimitiveTypeSyntax primitive => ResolvePrimitive(primitive.Kind),
        ArrayTypeSyntax array => new ArrayType(Resolve(array.Item), array.IsNonEmpty),
        MapTypeSyntax map => ResolveMap(map),
        PairTypeSyntax pair => new PairType(Resolve(pair.Left), Resolve(pair.Right)),
        ObjectTypeSyntax => ObjectType.Instance,
        NamedTypeSyntax named => ResolveName(named.Name),
        ErrorTypeSyntax => ErrorType.Instance,
        _ => throw new UnreachableException(),
    };

    private static PrimitiveType ResolvePrimitive(PrimitiveTypeKind kind) => kind switch
    {
        PrimitiveTypeKind.Boolean => PrimitiveType.Boolean,
        PrimitiveTypeKind.Int => PrimitiveType.Int,
        PrimitiveTypeKind.Float => PrimitiveType.Float,
        PrimitiveTypeKind.String => PrimitiveType.String,
        PrimitiveTypeKind.File => PrimitiveType.File,
        PrimitiveTypeKind.Directory => PrimitiveType.Directory,
        _ => throw new UnreachableException(),
    };

    private MapType ResolveMap(MapTypeSyntax syntax)
    {
        WdlType key = Resolve(syntax.Key);
        if (key is not (PrimitiveType or ErrorType or OptionalType { Inner: PrimitiveType }))
        {
            context.Report(
                SemanticDiagnostics.MapKeyNotPrimitive,
                syntax.Key.Span,
                $"a map cannot have keys of type `{key}`, only of a primitive type");
        }

        return new MapType(key, Resolve(syntax.Value));
    }

    private WdlType ResolveName(IdentifierSyntax name)
    {
        if (name.IsMissing)
        {
            return ErrorType.Instance;
        }

        if (context.Types.Find(name.Text) is { } type)
        {
            return type;
        }

        if (!context.ForgivesUnknownNames)
        {
            string? suggestion = Spelling.FindClosest(
                name.Text, context.Types.Names.Concat(["Boolean", "Int", "Float", "String", "File", "Directory", "Object"]));
            context.Report(
                SemanticDiagnostics.UnknownType,
                name.Span,
                $"there is no type `{name.Text}`",
                help: CheckContext.Suggest(suggestion) ?? $"define `struct {name.Text}`, or import the document that does",
                fix: CheckContext.FixName(name.Span, suggestion));
        }

        return ErrorType.Instance;
    }
}
