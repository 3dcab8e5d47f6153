using Sprocket.Text;

namespace Sprocket.Engine.Configuration;

/// <summary>A string of the configuration that is a program text itself, with the place where it is written.</summary>
/// <param name="Value">The text, its escapes resolved.</param>
/// <param name="Source">The file that holds it.</param>
/// <param name="Span">Where it is written, quotes included.</param>
public sealed record ConfigText(string Value, SourceText Source, TextSpan Span);
