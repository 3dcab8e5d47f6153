using System.Collections.Immutable;
using Sprocket.Text;

namespace Sprocket.Wdl.Syntax;

/// <summary><c>task name { … }</c>.</summary>
/// <remarks>
/// A section that stands twice is reported by the parser, at the second with a label at the first; the contents of the
/// second are appended to the first (a second command is dropped), so consumers see at most one of each.
/// </remarks>
/// <param name="Span">The definition.</param>
/// <param name="Name">The task's name.</param>
/// <param name="Input">The <c>input</c> section, or null.</param>
/// <param name="Declarations">The private declarations, in order.</param>
/// <param name="Command">The command, or null when there is none, which was reported.</param>
/// <param name="Output">The <c>output</c> section, or null.</param>
/// <param name="Runtime">The <c>runtime</c> section, or null.</param>
/// <param name="Requirements">The <c>requirements</c> section (1.2), or null.</param>
/// <param name="Hints">The <c>hints</c> section (1.2), or null.</param>
/// <param name="Meta">The <c>meta</c> section, or null.</param>
/// <param name="ParameterMeta">The <c>parameter_meta</c> section, or null.</param>
public sealed record TaskSyntax(
    TextSpan Span,
    IdentifierSyntax Name,
    InputSectionSyntax? Input,
    ImmutableArray<DeclarationSyntax> Declarations,
    CommandSyntax? Command,
    OutputSectionSyntax? Output,
    RuntimeSectionSyntax? Runtime,
    RequirementsSectionSyntax? Requirements,
    HintsSectionSyntax? Hints,
    MetaSectionSyntax? Meta,
    MetaSectionSyntax? ParameterMeta) : TopLevelSyntax(Span);

/// <summary>A keyword and what belongs to it in braces.</summary>
public abstract record SectionSyntax : SyntaxNode
{
    private protected SectionSyntax(TextSpan span, TextSpan keywordSpan)
        : base(span) => KeywordSpan = keywordSpan;

    /// <summary>The section's keyword.</summary>
    public TextSpan KeywordSpan { get; }
}

/// <summary><c>input { … }</c>.</summary>
/// <param name="Span">The section.</param>
/// <param name="KeywordSpan">Its keyword.</param>
/// <param name="Declarations">The inputs, in order.</param>
public sealed record InputSectionSyntax(
    TextSpan Span, TextSpan KeywordSpan, ImmutableArray<DeclarationSyntax> Declarations) : SectionSyntax(Span, KeywordSpan);

/// <summary><c>output { … }</c>.</summary>
/// <param name="Span">The section.</param>
/// <param name="KeywordSpan">Its keyword.</param>
/// <param name="Declarations">
/// The outputs, in order. An output without expression is reported and has an <see cref="ErrorExpressionSyntax"/>.
/// </param>
public sealed record OutputSectionSyntax(
    TextSpan Span, TextSpan KeywordSpan, ImmutableArray<DeclarationSyntax> Declarations) : SectionSyntax(Span, KeywordSpan);

/// <summary><c>runtime { … }</c>.</summary>
/// <param name="Span">The section.</param>
/// <param name="KeywordSpan">Its keyword.</param>
/// <param name="Attributes">The attributes, in order.</param>
public sealed record RuntimeSectionSyntax(
    TextSpan Span, TextSpan KeywordSpan, ImmutableArray<AttributeSyntax> Attributes) : SectionSyntax(Span, KeywordSpan);

/// <summary><c>requirements { … }</c> (1.2).</summary>
/// <param name="Span">The section.</param>
/// <param name="KeywordSpan">Its keyword.</param>
/// <param name="Attributes">The attributes, in order.</param>
public sealed record RequirementsSectionSyntax(
    TextSpan Span, TextSpan KeywordSpan, ImmutableArray<AttributeSyntax> Attributes) : SectionSyntax(Span, KeywordSpan);

/// <summary><c>hints { … }</c> (1.2) of a task or workflow.</summary>
/// <param name="Span">The section.</param>
/// <param name="KeywordSpan">Its keyword.</param>
/// <param name="Attributes">The attributes, in order.</param>
public sealed record HintsSectionSyntax(
    TextSpan Span, TextSpan KeywordSpan, ImmutableArray<AttributeSyntax> Attributes) : SectionSyntax(Span, KeywordSpan);

/// <summary><c>name: expression</c> in a runtime, requirements or hints section.</summary>
/// <param name="Span">The attribute.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
public sealed record AttributeSyntax(TextSpan Span, IdentifierSyntax Name, ExpressionSyntax Value) : SyntaxNode(Span);

/// <summary><c>meta { … }</c> or <c>parameter_meta { … }</c>.</summary>
/// <param name="Span">The section.</param>
/// <param name="KeywordSpan">Its keyword.</param>
/// <param name="Entries">The entries, in order.</param>
public sealed record MetaSectionSyntax(
    TextSpan Span, TextSpan KeywordSpan, ImmutableArray<MetaEntrySyntax> Entries) : SectionSyntax(Span, KeywordSpan);

/// <summary><c>command &lt;&lt;&lt; … &gt;&gt;&gt;</c> or <c>command { … }</c>.</summary>
/// <param name="Span">The section.</param>
/// <param name="KeywordSpan">Its keyword.</param>
/// <param name="IsHeredoc">Whether it is written with <c>&lt;&lt;&lt; &gt;&gt;&gt;</c>.</param>
/// <param name="Parts">
/// The text and placeholders of the script, already stripped and dedented: join the texts with the placeholders' values.
/// </param>
public sealed record CommandSyntax(
    TextSpan Span, TextSpan KeywordSpan, bool IsHeredoc, ImmutableArray<StringPartSyntax> Parts) : SectionSyntax(Span, KeywordSpan);
