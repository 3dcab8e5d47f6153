namespace Sprocket.Wdl.Syntax;

internal sealed partial class Parser
{
    /// <summary>Reads the section or declaration that begins here, one of those that tasks and workflows have alike.</summary>
    /// <param name="kind">Which; <see cref="TokenKind.Identifier"/> for a declaration.</param>
    /// <param name="sections">Takes what was read, but declarations with a value, which are pushed.</param>
    private void ParseSharedSection(TokenKind kind, ref SharedSections sections)
    {
        switch (kind)
        {
            case TokenKind.Input:
                sections.Input = Join(sections.Input, ParseInputSection());
                break;
            case TokenKind.Output:
                sections.Output = Join(sections.Output, ParseOutputSection());
                break;
            case TokenKind.Hints:
                sections.Hints = Join(sections.Hints, ParseHintsSection());
                break;
            case TokenKind.Meta:
                sections.Meta = Join(sections.Meta, ParseMetaSection());
                break;
            case TokenKind.ParameterMeta:
                sections.ParameterMeta = Join(sections.ParameterMeta, ParseMetaSection());
                break;
            default:
                DeclarationSyntax declaration = ParseDeclaration(DeclarationPlace.Body);
                if (declaration.Expression is null)
                {
                    (sections.LooseInputs ??= []).Add(declaration);
                }
                else
                {
                    _nodes.Push(declaration);
                }

                break;
        }
    }

    /// <summary>What was read of a task's or workflow's sections so far.</summary>
    private struct SharedSections
    {
        public InputSectionSyntax? Input { get; set; }

        public OutputSectionSyntax? Output { get; set; }

        public HintsSectionSyntax? Hints { get; set; }

        public MetaSectionSyntax? Meta { get; set; }

        public MetaSectionSyntax? ParameterMeta { get; set; }

        /// <summary>Declarations without a value outside the section <c>input</c>: inputs in draft manner.</summary>
        public List<DeclarationSyntax>? LooseInputs { get; set; }
    }
}
