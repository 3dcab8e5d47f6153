using Sprocket.Engine.Inputs;
using Sprocket.Wdl.Evaluation;
using Sprocket.Wdl.Semantics;

namespace Sprocket.Engine.Runs;

/// <summary>Holds requirements and hints that are given from outside to the forms that a task's own have.</summary>
public static class GivenAttributes
{
    /// <summary>What is wrong with those given for a task; null when nothing is.</summary>
    /// <param name="given">What is given for the task.</param>
    public static string? FindMistake(CallInputs given)
    {
        var attributes = TaskAttributes.OfGiven((TaskDefinition)given.Target, given);
        try
        {
            RequirementsReader.ReadRequirements(attributes);
            RequirementsReader.ReadHints(attributes);
            return null;
        }
        catch (EvaluationException exception)
        {
            return exception.Message;
        }
    }
}
