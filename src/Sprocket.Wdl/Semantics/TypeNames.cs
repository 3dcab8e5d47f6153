using System.Collections.Immutable;
using Sprocket.Text;
using Sprocket.Wdl.Syntax;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Semantics;

/// <summary>The structs and enums that a document can name: its own, and those its imports bring.</summary>
/// <remarks>Own definitions are resolved when first used, because they may use each other in any order.</remarks>
internal sealed class TypeNames(CheckContext context)
{
    private readonly Dictionary<string, Entry> _entries = [];
    private readonly List<TopLevelSyntax> _path = [];

    /// <summary>All names, for suggestions.</summary>
    public IEnumerable<string> Names => _entries.Keys;

    /// <summary>The names of enums, for suggestions.</summary>
    public IEnumerable<string> EnumNames =>
        _entries.Where(entry => entry.Value.Type is EnumType || entry.Value.Syntax is EnumSyntax).Select(entry => entry.Key);

    /// <summary>Defines the own structs and enums. Call after <see cref="Import"/>.</summary>
    public void DefineOwn(DocumentSyntax syntax)
    {
        foreach (TopLevelSyntax element in syntax.Elements)
        {
            if (FindName(element) is not { IsMissing: false } name)
            {
                continue;
            }

            var entry = new Entry(name.Span) { Syntax = element };
            if (!_entries.TryGetValue(name.Text, out Entry? existing))
            {
                _entries.Add(name.Text, entry);
            }
            else if (existing.Syntax is not null)
            {
                context.Report(
                    SemanticDiagnostics.DuplicateDefinition,
                    name.Span,
                    $"`{name.Text}` is defined twice",
                    labels: [context.Label(existing.Span, "first defined here")]);
            }
            else
            {
                // An imported type of the same name: allowed where both are identical, which is known once this one is resolved.
                entry.Imported = existing;
                _entries[name.Text] = entry;
            }
        }
    }

    /// <summary>Brings in the types of an imported document.</summary>
    public void Import(ImportSyntax import, ImportedDocument imported)
    {
        if (imported.Document is not { } document)
        {
            return;
        }

        Dictionary<string, string> aliases = [];
        foreach (ImportAliasSyntax alias in import.Aliases)
        {
            string name = alias.Name.Text;
            if (!document.Structs.ContainsKey(name) && !document.Enums.ContainsKey(name))
            {
                if (!alias.Name.IsMissing && !context.HasSyntaxErrors)
                {
                    string? suggestion = Spelling.FindClosest(name, document.Structs.Keys.Concat(document.Enums.Keys));
                    context.Report(
                        SemanticDiagnostics.UnknownType,
                        alias.Name.Span,
                        $"`{import.Address}` has no struct or enum `{name}`",
                        help: CheckContext.Suggest(suggestion),
                        fix: CheckContext.FixName(alias.Name.Span, suggestion));
                }
            }
            else if (!aliases.TryAdd(name, alias.Alias.Text))
            {
                context.Report(SemanticDiagnostics.DuplicateDefinition, alias.Name.Span, $"`{name}` gets an alias twice");
            }
        }

        var renaming = new TypeRenaming(aliases);
        foreach ((string name, StructType type) in document.Structs.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            AddImported(aliases.GetValueOrDefault(name, name), renaming.Rename(type), import, imported);
        }

        foreach ((string name, EnumType type) in document.Enums.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            AddImported(aliases.GetValueOrDefault(name, name), renaming.Rename(type), import, imported);
        }
    }

    /// <summary>The type of a name, or null when there is none, which is not reported.</summary>
    public WdlType? Find(string name)
    {
        if (!_entries.TryGetValue(name, out Entry? entry))
        {
            return null;
        }

        foreach (ImportedDocument import in entry.Imports)
        {
            import.IsUsed = true;
        }

        return Resolve(entry);
    }

    /// <summary>Where a type of this document is defined, or null.</summary>
    public DiagnosticLabel? FindDefinition(string name) =>
        _entries.TryGetValue(name, out Entry? entry) ? new DiagnosticLabel(context.Source, entry.Span, "defined here") : null;

    /// <summary>All types, resolved.</summary>
    public (ImmutableDictionary<string, StructType> Structs, ImmutableDictionary<string, EnumType> Enums) ResolveAll()
    {
        ImmutableDictionary<string, StructType>.Builder structs = ImmutableDictionary.CreateBuilder<string, StructType>();
        ImmutableDictionary<string, EnumType>.Builder enums = ImmutableDictionary.CreateBuilder<string, EnumType>();
        foreach ((string name, Entry entry) in _entries)
        {
            switch (Resolve(entry))
            {
                case StructType type:
                    structs.Add(name, type);
                    break;
                case EnumType type:
                    enums.Add(name, type);
                    break;
            }
        }

        return (structs.ToImmutable(), enums.ToImmutable());
    }

    private void AddImported(string name, WdlType type, ImportSyntax import, ImportedDocument imported)
    {
        if (!_entries.TryGetValue(name, out Entry? existing))
        {
            _entries.Add(name, new Entry(import.AddressSpan) { Type = type, Imports = [imported] });
        }
        else if (TypeRenaming.AreIdentical(existing.Type!, type))
        {
            existing.Imports.Add(imported);
        }
        else
        {
            imported.IsUsed = true;
            context.Report(
                SemanticDiagnostics.ConflictingTypes,
                import.AddressSpan,
                $"two imports bring a different `{name}`",
                labels: [context.Label(existing.Span, "first imported here")],
                help: $"give one of them another name: `alias {name} as Other{name}` after the import");
        }
    }

    private WdlType Resolve(Entry entry)
    {
        if (entry.Type is null)
        {
            entry.Type = entry.Syntax is null ? ErrorType.Instance : ResolveOwn(entry.Syntax);
            if (entry.Imported is { Type: { } imported } && entry.Type is not ErrorType && !TypeRenaming.AreIdentical(entry.Type, imported))
            {
                string name = entry.Type.ToString()!;
                context.Report(
                    SemanticDiagnostics.ConflictingTypes,
                    entry.Span,
                    $"`{name}` is not the `{name}` that an import brings",
                    labels: [context.Label(entry.Imported.Span, "imported here")],
                    help: $"give the imported one another name: `alias {name} as Other{name}` after the import");
            }
        }

        return entry.Type;
    }

    private WdlType ResolveOwn(TopLevelSyntax syntax)
    {
        int start = _path.IndexOf(syntax);
        if (start >= 0)
        {
            ReportRecursion(syntax, _path[(start + 1)..]);
            return ErrorType.Instance;
        }

        _path.Add(syntax);
        WdlType type = syntax switch
        {
            StructSyntax definition => ResolveStruct(definition),
            EnumSyntax definition => new EnumChecker(context).Check(definition),
            _ => ErrorType.Instance,
        };
        _path.RemoveAt(_path.Count - 1);
        return type;
    }

    private void ReportRecursion(TopLevelSyntax syntax, List<TopLevelSyntax> others)
    {
        IdentifierSyntax name = FindName(syntax)!;
        context.Report(
            SemanticDiagnostics.RecursiveType,
            name.Span,
            $"{(syntax is EnumSyntax ? "enum" : "struct")} `{name.Text}` contains itself",
            labels: [.. others.Select(other => FindName(other)!).Select(other => context.Label(other.Span, $"by way of `{other.Text}`"))],
            help: syntax is EnumSyntax
                ? "a choice cannot have a value that holds a choice of the same enum"
                : "a struct cannot have a member of its own type, not even an optional one");
    }

    private static IdentifierSyntax? FindName(TopLevelSyntax element) => element switch
    {
        StructSyntax definition => definition.Name,
        EnumSyntax definition => definition.Name,
        _ => null,
    };

    private StructType ResolveStruct(StructSyntax syntax)
    {
        var resolver = new TypeResolver(context);
        ImmutableArray<StructMember>.Builder members = ImmutableArray.CreateBuilder<StructMember>(syntax.Members.Length);
        Dictionary<string, TextSpan> seen = [];
        foreach (StructMemberSyntax member in syntax.Members)
        {
            WdlType type = resolver.Resolve(member.Type);
            if (member.Name.IsMissing)
            {
                continue;
            }

            if (!seen.TryAdd(member.Name.Text, member.Name.Span))
            {
                context.Report(
                    SemanticDiagnostics.DuplicateName,
                    member.Name.Span,
                    $"struct `{syntax.Name.Text}` has two members `{member.Name.Text}`",
                    labels: [context.Label(seen[member.Name.Text], "first declared here")]);
                continue;
            }

            members.Add(new StructMember(member.Name.Text, type));
        }

        MetaValues.CheckParameters(syntax.ParameterMeta, seen.Keys, "member of", syntax.Name.Text, context);
        return new StructType(syntax.Name.Text, members.ToImmutable());
    }

    private sealed class Entry(TextSpan span)
    {
        public TextSpan Span { get; } = span;

        public TopLevelSyntax? Syntax { get; init; }

        public WdlType? Type { get; set; }

        public List<ImportedDocument> Imports { get; init; } = [];

        public Entry? Imported { get; set; }
    }
}
