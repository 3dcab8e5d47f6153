using Sprocket.Engine.Inputs;
using Sprocket.Text;
using Sprocket.Wdl;
using Sprocket.Wdl.Evaluation;
using Sprocket.Wdl.Values;

namespace Sprocket.Engine.Runs;

/// <summary>Makes the Files and Directories of a value that an expression gave ones that exist.</summary>
internal static class DeclaredPaths
{
    /// <summary>
    /// SPEC 1.3 "Files and Directories": outside of outputs a relative path lies next to the document; an optional one
    /// that does not exist is <c>None</c>, any other must exist. Before 1.3 it need not until it is read. From 1.2 on, none
    /// is of the other kind.
    /// </summary>
    /// <param name="value">The value.</param>
    /// <param name="type">The type it is declared with.</param>
    /// <param name="functions">What paths mean here.</param>
    /// <param name="source">The document.</param>
    /// <param name="span">The expression.</param>
    /// <exception cref="EvaluationException">A file does not exist.</exception>
    public static Value Settle(Value value, WdlType type, HostFunctions functions, SourceText source, TextSpan span) =>
        ValuePaths.Map(value, type, (path, isOptional) =>
        {
            string written = ValuePaths.GetPath(path);
            string host = functions.ToHostPath(written);
            if (ValuePaths.Exists(path, host))
            {
                return ValuePaths.WithPath(path, functions.ToExpressionPath(host));
            }

            bool isOtherKind = functions.Version >= WdlVersion.V1_2 && ValuePaths.IsOtherKind(path, host);
            if (isOptional && functions.Version >= WdlVersion.V1_2 && !isOtherKind)
            {
                return NoneValue.Instance;
            }

            return functions.Version < WdlVersion.V1_3 && !isOtherKind
                ? path
                : throw new EvaluationException(new Diagnostic(
                    EvaluationDiagnostics.FileMissing, source, span, ValuePaths.DescribeMissing(path, written, host)));
        });
}
