namespace Sprocket.Generators.Templates;

// The law of these records: immutable, equal when their text is equal, and free of symbols and syntax, so that an edit
// elsewhere leaves them equal and the generated writer is not made again.

/// <summary>How the value of a hole is written.</summary>
internal enum HoleType
{
    /// <summary>Any text, quoted as one word by the rules of the line it stands on.</summary>
    Word,

    /// <summary>A whole number.</summary>
    Int,

    /// <summary>A file name in a directive, where sbatch would replace <c>%</c> patterns.</summary>
    File,

    /// <summary>Text that another template rendered, as it is.</summary>
    Script,
}

/// <summary>How many values a hole takes, and what that does to its line.</summary>
internal enum HoleCount
{
    /// <summary>Exactly one.</summary>
    One,

    /// <summary>One or none; with none the line is left out.</summary>
    Optional,

    /// <summary>The line is repeated for each.</summary>
    EachLine,

    /// <summary>All in one place, with a space between.</summary>
    Spread,
}

/// <summary>A value that the template asks for, and the first place that does.</summary>
/// <param name="Name">As written between the braces.</param>
/// <param name="Property">The name of the generated property.</param>
/// <param name="Type">How it is written.</param>
/// <param name="Count">How many values it takes.</param>
/// <param name="Line">The one-based line of its first use.</param>
/// <param name="LineText">That line, for the property's documentation.</param>
internal sealed record TemplateHole(string Name, string Property, HoleType Type, HoleCount Count, int Line, string LineText);

/// <summary>A stretch of a line: literal text, or the property of a hole.</summary>
internal sealed record TemplatePart(string? Literal, TemplateHole? Hole);

/// <summary>One line of the script.</summary>
/// <param name="IsDirective">Whether sbatch reads it, by its own rules of quoting.</param>
/// <param name="Parts">What it is made of, without the line break.</param>
internal sealed record TemplateLine(bool IsDirective, EquatableArray<TemplatePart> Parts);

/// <summary>A template, ready to be written as a class.</summary>
internal sealed record TemplateModel(
    string Namespace,
    string ClassName,
    string FileName,
    EquatableArray<TemplateHole> Holes,
    EquatableArray<TemplateLine> Lines);

/// <summary>What reading a template gave: the model, and what is wrong with it.</summary>
internal sealed record TemplateResult(TemplateModel? Model, EquatableArray<SchemaMistake> Mistakes);
