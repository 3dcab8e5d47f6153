using Sprocket.Text;

namespace Sprocket.Wdl.Evaluation;

/// <summary>An expression has no value: a division by zero, a missing key, a file that cannot be read.</summary>
public sealed class EvaluationException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="diagnostic">What is wrong, at the expression to blame.</param>
    /// <param name="innerException">The cause, or null.</param>
    public EvaluationException(Diagnostic diagnostic, Exception? innerException = null)
        : base(diagnostic.Message, innerException)
    {
        Diagnostic = diagnostic;
    }

    /// <summary>What is wrong, at the expression to blame.</summary>
    public Diagnostic Diagnostic { get; }

    /// <summary>Whether the mistake is that a value is <c>None</c>, which a placeholder turns into no text.</summary>
    internal bool IsNone { get; init; }

    /// <summary>The same mistake with more places that lead to it, such as the calls around it.</summary>
    public EvaluationException WithLabels(IEnumerable<DiagnosticLabel> labels) =>
        new(Diagnostic with { Labels = [.. Diagnostic.Labels, .. labels] }, InnerException) { IsNone = IsNone };
}
