using System.Collections.Immutable;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.StandardLibrary;

/// <summary>SPEC "Numeric Functions".</summary>
internal static class NumberFunctions
{
    public static ImmutableArray<Overload> All { get; } =
    [
        new(WdlVersion.V1_0, "Int floor(Float)", (_, arguments, _) => Round(arguments, Math.Floor)),
        new(WdlVersion.V1_0, "Int ceil(Float)", (_, arguments, _) => Round(arguments, Math.Ceiling)),
        new(WdlVersion.V1_0, "Int round(Float)", (_, arguments, _) => Round(arguments, RoundHalfUp)),
        new(WdlVersion.V1_1, "Int min(Int, Int)", (_, arguments, _) => new IntValue(Math.Min(Int(arguments[0]), Int(arguments[1])))),
        new(WdlVersion.V1_1, "Float min(Float, Float)", (_, arguments, _) => new FloatValue(Math.Min(Float(arguments[0]), Float(arguments[1])))),
        new(WdlVersion.V1_1, "Int max(Int, Int)", (_, arguments, _) => new IntValue(Math.Max(Int(arguments[0]), Int(arguments[1])))),
        new(WdlVersion.V1_1, "Float max(Float, Float)", (_, arguments, _) => new FloatValue(Math.Max(Float(arguments[0]), Float(arguments[1])))),
    ];

    private static IntValue Round(ImmutableArray<Value> arguments, Func<double, double> round)
    {
        try
        {
            return new IntValue(NumberText.ToInt(round(Float(arguments[0]))));
        }
        catch (CoercionException exception)
        {
            throw new FunctionException(exception.Message, exception);
        }
    }

    // SPEC `round`: "round half up", so -2.5 becomes -2. Floor(x + 0.5) is wrong for 0.49999999999999994, where the sum is 1.
    private static double RoundHalfUp(double number)
    {
        double below = Math.Floor(number);
        return number - below >= 0.5 ? below + 1 : below;
    }

    private static long Int(Value value) => ((IntValue)value).Integer;

    private static double Float(Value value) => ((FloatValue)value).Number;
}
