using Sprocket.Text;

namespace Sprocket.Toml;

/// <summary>Puts tables and values where their keys say, and keeps TOML's rules of what may be defined once only.</summary>
internal sealed class TomlDocumentBuilder(TomlCursor cursor)
{
    /// <summary>The deepest nesting of tables and arrays, to bound the recursion of every reader of the result.</summary>
    public const int MaxDepth = 128;

    /// <summary>The table of the whole document.</summary>
    public TomlTableBuilder Root { get; } = new(TomlTableOrigin.Header, new TextSpan(0, 0), 0);

    /// <summary>A table that is not part of the document, for what follows a header that cannot be understood.</summary>
    public static TomlTableBuilder CreateDetachedTable() => new(TomlTableOrigin.Header, new TextSpan(0, 0), 0);

    /// <summary>The table that a header <c>[a.b]</c> opens; null when it may not, which is reported.</summary>
    public TomlTableBuilder? OpenTable(List<TomlKeyPart> path, TextSpan header)
    {
        if (WalkHeader(path, deeper: 1) is not TomlTableBuilder parent)
        {
            return null;
        }

        TomlKeyPart last = path[^1];
        switch (parent.Find(last.Name))
        {
            case null:
                TomlTableBuilder added = new(TomlTableOrigin.Header, header, parent.Depth + 1);
                parent.Add(new TomlSlot(last.Name, last.Span) { Table = added });
                return added;

            case { Table: { Origin: TomlTableOrigin.Implied } implied }:
                implied.Open(header);
                return implied;

            case { Table: { Origin: TomlTableOrigin.Header } defined }:
                ReportDuplicateTable(last, "is defined already", "put all its keys below its first header", defined.Span);
                return null;

            case { Table: not null } slot:
                ReportDuplicateTable(
                    last, "is defined already, by dotted keys", "add its keys there, or write all of them below the header", slot.KeySpan);
                return null;

            case { Elements: not null } slot:
                ReportDuplicateTable(
                    last, "is an array of tables", $"write `[{cursor.Source.ToString(header)}]` to add an element", slot.Elements[0].Span);
                return null;

            case TomlSlot slot:
                ReportNotExtensible(last, slot);
                return null;
        }
    }

    /// <summary>The new element that a header <c>[[a.b]]</c> opens; null when it may not, which is reported.</summary>
    public TomlTableBuilder? OpenElement(List<TomlKeyPart> path, TextSpan header)
    {
        // The array lies between an element and the table around it.
        if (WalkHeader(path, deeper: 2) is not TomlTableBuilder parent)
        {
            return null;
        }

        TomlKeyPart last = path[^1];
        TomlSlot? found = parent.Find(last.Name);
        if (found is { Elements: null })
        {
            ReportNotAnArrayOfTables(last, found);
            return null;
        }

        TomlTableBuilder element = new(TomlTableOrigin.Header, header, parent.Depth + 2);
        if (found is null)
        {
            parent.Add(new TomlSlot(last.Name, last.Span) { Elements = [element] });
        }
        else
        {
            found.Elements!.Add(element);
        }

        return element;
    }

    /// <summary>Defines a key, perhaps a dotted one, in a table; reports when it may not.</summary>
    public void Define(TomlTableBuilder table, List<TomlKeyPart> path, TomlValue value)
    {
        TomlTableBuilder target = table;
        if (IsTooDeep(table.Depth + path.Count - 1, path))
        {
            return;
        }

        foreach (TomlKeyPart part in path.SkipLast(1))
        {
            TomlSlot slot = target.Find(part.Name) ?? AddStep(target, part, TomlTableOrigin.DottedKey);
            if (slot is not { Table: { Origin: TomlTableOrigin.DottedKey } next })
            {
                ReportNotExtensible(part, slot);
                return;
            }

            target = next;
        }

        TomlKeyPart last = path[^1];
        if (target.Find(last.Name) is TomlSlot first)
        {
            cursor.Report(
                TomlDiagnostics.DuplicateKey,
                last.Span,
                $"the key {TomlCursor.Quote(last.Name)} is defined already",
                label: new DiagnosticLabel(cursor.Source, first.KeySpan, "first defined here"));
            return;
        }

        target.Add(new TomlSlot(last.Name, last.Span) { Value = value });
    }

    // All steps of a header's path but the last, which will be that much deeper than the one before.
    private TomlTableBuilder? WalkHeader(List<TomlKeyPart> path, int deeper)
    {
        TomlTableBuilder table = Root;
        if (IsTooDeep(path.Count, path))
        {
            return null;
        }

        foreach (TomlKeyPart part in path.SkipLast(1))
        {
            TomlSlot slot = table.Find(part.Name) ?? AddStep(table, part, TomlTableOrigin.Implied);
            if (slot.Value is not null)
            {
                ReportNotExtensible(part, slot);
                return null;
            }

            table = slot.Table ?? slot.Elements![^1];
            if (IsTooDeep(table.Depth + deeper, path))
            {
                return null;
            }
        }

        return table;
    }

    private static TomlSlot AddStep(TomlTableBuilder table, TomlKeyPart part, TomlTableOrigin origin) =>
        table.Add(new TomlSlot(part.Name, part.Span) { Table = new TomlTableBuilder(origin, part.Span, table.Depth + 1) });

    private bool IsTooDeep(int depth, List<TomlKeyPart> path)
    {
        if (depth <= MaxDepth)
        {
            return false;
        }

        cursor.Report(
            TomlDiagnostics.TooDeep,
            TextSpan.Union(path[0].Span, path[^1].Span),
            $"the key leads deeper than {MaxDepth} tables and arrays");
        return true;
    }

    private void ReportDuplicateTable(TomlKeyPart key, string problem, string help, TextSpan first) =>
        cursor.Report(
            TomlDiagnostics.DuplicateTable,
            key.Span,
            $"the table {TomlCursor.Quote(key.Name)} {problem}",
            help,
            new DiagnosticLabel(cursor.Source, first, "first defined here"));

    private void ReportNotAnArrayOfTables(TomlKeyPart key, TomlSlot slot)
    {
        if (slot.Table is not null)
        {
            ReportDuplicateTable(key, "is defined already, as a single table", "give all its headers double brackets, or none", slot.Table.Span);
            return;
        }

        ReportNotExtensible(key, slot);
    }

    private void ReportNotExtensible(TomlKeyPart key, TomlSlot slot)
    {
        (string kind, string? help) = slot switch
        {
            { Value: TomlTable } => ("an inline table, which is complete as written", "write the key inside its braces"),
            { Value: TomlArray } => ("an array, which is complete as written", "write the table inside its brackets"),
            { Value: TomlValue value } => ($"{value.KindName}, not a table", null),
            { Elements: not null } => ("an array of tables", $"write `[[{key.Name}]]` to add an element"),
            _ => ("a table with a header", "add the key below that header"),
        };
        TextSpan place = slot.Value is null && slot.Table is not null ? slot.Table.Span : slot.KeySpan;
        cursor.Report(
            TomlDiagnostics.NotExtensible,
            key.Span,
            $"cannot add to {TomlCursor.Quote(key.Name)}: it is {kind}",
            help,
            new DiagnosticLabel(cursor.Source, place, "defined here"));
    }
}
