using System.Collections.Immutable;
using Sprocket.Text;
using Sprocket.Wdl.Syntax;

namespace Sprocket.Wdl.Semantics;

/// <summary>Checks the <c>runtime</c>, <c>requirements</c> and <c>hints</c> sections of a task.</summary>
internal sealed class AttributeChecker(CheckContext context, ExpressionChecker expressions, Scope scope, TaskNames names)
{
    private readonly AttributeTypeChecker _types = new(context);

    /// <summary>Checks a <c>runtime</c> section, in which any key may stand.</summary>
    /// <remarks>Version 1.0 defines no types for keys, only conventions; there anything goes that has a value.</remarks>
    public ImmutableArray<TaskAttribute> CheckRuntime(RuntimeSectionSyntax syntax) =>
        Check(
            syntax.Attributes,
            "runtime",
            PlaceKind.TaskRequirements,
            context.Version >= WdlVersion.V1_1 ? KnownAttributes.Requirements : [],
            isClosed: false);

    /// <summary>Checks a <c>requirements</c> section, in which only the specification's keys may stand.</summary>
    public ImmutableArray<TaskAttribute> CheckRequirements(RequirementsSectionSyntax? syntax) =>
        syntax is null ? [] : Check(syntax.Attributes, "requirements", PlaceKind.TaskRequirements, KnownAttributes.Requirements, isClosed: true);

    /// <summary>Checks a <c>hints</c> section.</summary>
    public ImmutableArray<TaskAttribute> CheckHints(HintsSectionSyntax? syntax) =>
        syntax is null ? [] : Check(syntax.Attributes, "hints", PlaceKind.TaskHints, KnownAttributes.Hints, isClosed: false);

    private ImmutableArray<TaskAttribute> Check(
        ImmutableArray<AttributeSyntax> syntax, string section, PlaceKind kind, ImmutableArray<KnownAttribute> known, bool isClosed)
    {
        var place = new Place(kind, scope) { Task = names };
        ImmutableArray<TaskAttribute>.Builder attributes = ImmutableArray.CreateBuilder<TaskAttribute>(syntax.Length);
        Dictionary<string, TextSpan> seen = [];
        foreach (AttributeSyntax attribute in syntax)
        {
            KnownAttribute? reserved = KnownAttributes.Find(known, attribute.Name.Text);
            if (!CheckUnique(attribute.Name, reserved?.Name ?? attribute.Name.Text, section, seen))
            {
                attributes.RemoveAll(earlier => earlier.Name == attribute.Name.Text);
            }

            Expression value = expressions.Check(attribute.Value, place);
            if (reserved is not null && reserved.Since <= context.Version)
            {
                _types.Check(attribute.Name, value, reserved, isStrict: section == "requirements");
                if (isClosed && attribute.Name.Text == reserved.Alias)
                {
                    context.Deprecate($"the key `{reserved.Alias}`", attribute.Name.Span, $"write `{reserved.Name}`");
                }
            }
            else if (isClosed && !attribute.Name.IsMissing)
            {
                ReportUnknown(attribute.Name, known);
            }

            attributes.Add(new TaskAttribute(attribute.Name.Text, value, attribute.Name.Span));
        }

        return attributes.DrainToImmutable();
    }

    private bool CheckUnique(IdentifierSyntax name, string key, string section, Dictionary<string, TextSpan> seen)
    {
        if (name.IsMissing || seen.TryAdd(key, name.Span))
        {
            return true;
        }

        // Documents with such a `runtime` are around, and engines take the last value.
        context.Report(
            section == "runtime" ? SemanticDiagnostics.DuplicateRuntimeKey : SemanticDiagnostics.DuplicateName,
            name.Span,
            key == name.Text ? $"`{section}` has two values for `{key}`" : $"`{section}` has two values for `{key}`, whose other name is `{name.Text}`",
            labels: [context.Label(seen[key], "first given here")]);
        return false;
    }

    private void ReportUnknown(IdentifierSyntax name, ImmutableArray<KnownAttribute> known)
    {
        string? suggestion = Spelling.FindClosest(name.Text, known.Select(attribute => attribute.Name));
        bool isHint = KnownAttributes.Find(KnownAttributes.Hints, name.Text) is not null;
        context.Report(
            SemanticDiagnostics.UnknownRequirement,
            name.Span,
            $"`requirements` has no key `{name.Text}`",
            help: (isHint ? null : CheckContext.Suggest(suggestion)) ?? "other keys belong into `hints`",
            fix: isHint ? null : CheckContext.FixName(name.Span, suggestion));
    }
}
