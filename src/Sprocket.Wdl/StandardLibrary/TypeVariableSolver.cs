using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.StandardLibrary;

/// <summary>Finds what the type variables of one signature stand for in one call.</summary>
internal sealed class TypeVariableSolver
{
    private readonly WdlVersion _version;

    // Most signatures have no type variables.
    private Dictionary<string, WdlType>? _solutions;
    private bool _hasErrors;

    public TypeVariableSolver(WdlVersion version) => _version = version;

    /// <summary>Learns from an argument what the variables of its parameter stand for.</summary>
    /// <returns>Whether the variables that the parameter mentions can stand for what the argument has in their place.</returns>
    public bool TryInfer(WdlType parameter, WdlType argument)
    {
        _hasErrors |= argument is ErrorType;
        return (parameter, argument) switch
        {
            (TypeVariable variable, _) => TryInfer(variable, argument),
            (_, AnyType or ErrorType or NoneType) => true,
            (OptionalType optional, _) => TryInfer(optional.Inner, argument.AsRequired()),
            (ArrayType to, ArrayType from) => TryInfer(to.Item, from.Item),
            (ArrayType { Item: PairType pair }, MapType map) => TryInfer(pair.Left, map.Key) && TryInfer(pair.Right, map.Value),
            (MapType to, MapType from) => TryInfer(to.Key, from.Key) && TryInfer(to.Value, from.Value),
            (MapType to, ObjectType) => TryInfer(to.Key, PrimitiveType.String) && TryInfer(to.Value, AnyType.Instance),
            (MapType to, StructType from) => TryInfer(to.Key, PrimitiveType.String)
                && from.Members.All(member => TryInfer(to.Value, member.Type)),
            (MapType to, ArrayType { Item: PairType pair }) => TryInfer(to.Key, pair.Left) && TryInfer(to.Value, pair.Right),
            (PairType to, PairType from) => TryInfer(to.Left, from.Left) && TryInfer(to.Right, from.Right),

            // Whether the rest fits is for coercion to say.
            _ => true,
        };
    }

    /// <summary>A type of the signature with its variables filled in.</summary>
    public WdlType Substitute(WdlType type) => type switch
    {
        TypeVariable variable => Solve(variable),
        OptionalType optional => Substitute(optional.Inner).AsOptional(),
        ArrayType array => array with { Item = Substitute(array.Item) },
        MapType map => new MapType(Substitute(map.Key), Substitute(map.Value)),
        PairType pair => new PairType(Substitute(pair.Left), Substitute(pair.Right)),
        _ => type,
    };

    private bool TryInfer(TypeVariable variable, WdlType argument)
    {
        _solutions ??= [];
        WdlType? type = _solutions.TryGetValue(variable.Name, out WdlType? earlier)
            ? Coercion.CommonType([earlier, argument], _version)
            : argument;
        if (type is null || !variable.Admits(type, _version))
        {
            return false;
        }

        _solutions[variable.Name] = type;
        return true;
    }

    // A variable that nothing was learnt about is that of an empty array, or the result of a mistake.
    private WdlType Solve(TypeVariable variable)
    {
        if (variable.Name == "V" && _solutions?.GetValueOrDefault("E") is { } owner)
        {
            return owner is EnumType enumeration ? enumeration.ValueType : owner;
        }

        return _solutions?.GetValueOrDefault(variable.Name) is { } type ? type
            : _hasErrors ? ErrorType.Instance
            : AnyType.Instance;
    }
}
