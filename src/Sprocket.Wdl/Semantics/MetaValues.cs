using System.Collections.Immutable;
using System.Diagnostics;
using Sprocket.Text;
using Sprocket.Wdl.Syntax;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Semantics;

/// <summary>Turns <c>meta</c> and <c>parameter_meta</c> sections into values.</summary>
internal static class MetaValues
{
    /// <summary>The section as an object; empty where there is none. Of a key that stands twice, the last counts.</summary>
    public static ObjectValue Read(MetaSectionSyntax? section) => section is null ? new ObjectValue([]) : ReadEntries(section.Entries);

    /// <summary>Warns of keys that name no parameter.</summary>
    /// <param name="section">The section, or null.</param>
    /// <param name="names">The parameters.</param>
    /// <param name="kind">What keys should be, such as "input or output of task".</param>
    /// <param name="owner">The name of what the section belongs to.</param>
    /// <param name="context">Where to warn.</param>
    public static void CheckParameters(MetaSectionSyntax? section, IEnumerable<string> names, string kind, string owner, CheckContext context)
    {
        if (section is null || context.HasSyntaxErrors)
        {
            return;
        }

        HashSet<string> known = [.. names];
        foreach (MetaEntrySyntax entry in section.Entries)
        {
            if (!entry.Key.IsMissing && !known.Contains(entry.Key.Text))
            {
                string? suggestion = Spelling.FindClosest(entry.Key.Text, known);
                context.Report(
                    SemanticDiagnostics.UnknownParameterMeta,
                    entry.Key.Span,
                    $"`{entry.Key.Text}` describes no {kind} `{owner}`",
                    help: CheckContext.Suggest(suggestion),
                    fix: CheckContext.FixName(entry.Key.Span, suggestion));
            }
        }
    }

    private static ObjectValue ReadEntries(ImmutableArray<MetaEntrySyntax> entries)
    {
        List<Entry<string>> members = new(entries.Length);
        Dictionary<string, int> indices = new(entries.Length);
        foreach (MetaEntrySyntax entry in entries)
        {
            var member = new Entry<string>(entry.Key.Text, ReadValue(entry.Value));
            if (indices.TryAdd(member.Key, members.Count))
            {
                members.Add(member);
            }
            else
            {
                members[indices[member.Key]] = member;
            }
        }

        return new ObjectValue([.. members]);
    }

    private static Value ReadValue(MetaValueSyntax syntax) => syntax switch
    {
        MetaStringSyntax text => new StringValue(text.Value),
        MetaIntSyntax number => new IntValue(number.Value),
        MetaFloatSyntax number => new FloatValue(number.Value),
        MetaBooleanSyntax boolean => new BooleanValue(boolean.Value),
        MetaNullSyntax or ErrorMetaValueSyntax => NoneValue.Instance,
        MetaArraySyntax array => new ArrayValue(new ArrayType(AnyType.Instance), ImmutableArray.CreateRange(array.Items, ReadValue)),
        MetaObjectSyntax nested => ReadEntries(nested.Entries),
        _ => throw new UnreachableException(),
    };
}
