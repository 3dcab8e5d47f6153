using System.Collections.Immutable;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.StandardLibrary;

/// <summary>The body of a function.</summary>
/// <param name="context">What the function may see of the world.</param>
/// <param name="arguments">The arguments, already coerced to the bound parameter types.</param>
/// <param name="resultType">The result type that was bound.</param>
/// <returns>A value of the result type.</returns>
/// <exception cref="FunctionException">The arguments have no result.</exception>
public delegate Value FunctionBody(FunctionContext context, ImmutableArray<Value> arguments, WdlType resultType);

/// <summary>A function chosen for given argument types: what a checked call holds.</summary>
/// <param name="Name">The function's name.</param>
/// <param name="ParameterTypes">What each argument is coerced to, type variables filled in; one for each argument given.</param>
/// <param name="ResultType">The type of the result.</param>
/// <param name="Body">What it does.</param>
public sealed record FunctionBinding(string Name, ImmutableArray<WdlType> ParameterTypes, WdlType ResultType, FunctionBody Body);

/// <summary>A standard library function was given arguments that have no result.</summary>
public sealed class FunctionException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, lower case, no final stop.</param>
    public FunctionException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    /// <param name="message">What is wrong, lower case, no final stop.</param>
    /// <param name="innerException">The cause, such as an <see cref="IOException"/>.</param>
    public FunctionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Whether the mistake is that a value is <c>None</c>, which a placeholder turns into no text.</summary>
    internal bool IsNone { get; init; }
}
