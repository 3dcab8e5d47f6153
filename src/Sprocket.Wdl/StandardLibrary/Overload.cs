using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.StandardLibrary;

/// <summary>An argument that does not fit a variant of a function.</summary>
/// <param name="Argument">Its index.</param>
/// <param name="Expected">What the variant takes in its place, with type variables.</param>
internal sealed record OverloadFailure(int Argument, WdlType Expected);

/// <summary>One variant of a standard library function: its signature, the first version that has it, and what it does.</summary>
internal sealed class Overload
{
    private readonly string _text;
    private Signature? _signature;

    /// <summary>Creates an overload.</summary>
    /// <param name="since">The first version that has it.</param>
    /// <param name="signature">The signature in the notation of <see cref="Signature"/>.</param>
    /// <param name="body">What it does.</param>
    public Overload(WdlVersion since, string signature, FunctionBody body)
    {
        Since = since;
        _text = signature;
        Body = body;
        int end = signature.IndexOf('(', StringComparison.Ordinal);
        Name = signature[(signature.LastIndexOf(' ', end) + 1)..end];
    }

    public string Name { get; }

    public WdlVersion Since { get; }

    public FunctionBody Body { get; }

    /// <summary>The types, read when first needed: most documents use few functions.</summary>
    public Signature Signature => _signature ??= Signature.Parse(_text);

    /// <summary>Binds the type variables to the types of arguments.</summary>
    /// <param name="arguments">As many types as <see cref="Signature.Takes"/> allows.</param>
    /// <param name="version">The document's version.</param>
    /// <param name="binding">The function with its type variables filled in.</param>
    /// <param name="kind">The worst coercion that an argument needs.</param>
    /// <param name="failure">The argument that does not fit, or null.</param>
    public bool TryBind(
        ImmutableArray<WdlType> arguments,
        WdlVersion version,
        [NotNullWhen(true)] out FunctionBinding? binding,
        out CoercionKind kind,
        out OverloadFailure? failure)
    {
        TypeVariableSolver solver = new(version);
        binding = null;
        kind = CoercionKind.Identity;
        for (int i = 0; i < arguments.Length; i++)
        {
            SignatureParameter parameter = Signature.Parameters[i];
            if (!parameter.IsFollower && !solver.TryInfer(parameter.Type, arguments[i]))
            {
                failure = new OverloadFailure(i, parameter.Type);
                return false;
            }
        }

        ImmutableArray<WdlType>.Builder types = ImmutableArray.CreateBuilder<WdlType>(arguments.Length);
        for (int i = 0; i < arguments.Length; i++)
        {
            SignatureParameter parameter = Signature.Parameters[i];
            WdlType type = solver.Substitute(parameter.Type);
            CoercionKind argumentKind = Coercion.Classify(arguments[i], type, version);
            if (argumentKind < (parameter.IsFollower ? CoercionKind.Implicit : CoercionKind.Deprecated))
            {
                failure = new OverloadFailure(i, parameter.IsFollower ? type : parameter.Type);
                return false;
            }

            kind = argumentKind < kind ? argumentKind : kind;
            types.Add(type);
        }

        failure = null;
        binding = new FunctionBinding(Name, types.MoveToImmutable(), solver.Substitute(Signature.Result), Body);
        return true;
    }
}
