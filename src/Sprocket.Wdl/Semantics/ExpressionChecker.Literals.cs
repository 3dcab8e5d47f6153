using System.Collections.Immutable;
using Sprocket.Text;
using Sprocket.Wdl.Syntax;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Semantics;

internal sealed partial class ExpressionChecker
{
    private ArrayExpression CheckArray(ArrayLiteralSyntax syntax, Place place, Expectation? expectation)
    {
        ImmutableArray<Expression>.Builder items = ImmutableArray.CreateBuilder<Expression>(syntax.Items.Length);
        if (expectation?.Type.AsRequired() is ArrayType { Item: not (AnyType or ErrorType) } wanted)
        {
            if (wanted.IsNonEmpty && syntax.Items.IsEmpty)
            {
                context.Report(
                    SemanticDiagnostics.EmptyArray,
                    syntax.Span,
                    $"expected `{wanted}` for {expectation.Subject}, which needs at least one item, found `[]`");
            }

            Expectation item = expectation.For(wanted.Item, "an item");
            foreach (ExpressionSyntax part in syntax.Items)
            {
                items.Add(CheckAgainst(part, place, item));
            }

            return new ArrayExpression(items.DrainToImmutable(), wanted, syntax.Span);
        }

        foreach (ExpressionSyntax part in syntax.Items)
        {
            items.Add(Check(part, place));
        }

        ImmutableArray<Expression> parts = items.DrainToImmutable();
        var type = new ArrayType(FindCommonType(parts, syntax.Items, "items of the array"), !syntax.Items.IsEmpty);
        return new ArrayExpression(parts, type, syntax.Span);
    }

    private Expression CheckMap(MapLiteralSyntax syntax, Place place, Expectation? expectation)
    {
        WdlType? wanted = expectation?.Type.AsRequired();
        if (wanted is StructType definition && FindTextKeys(syntax) is { } names)
        {
            return CheckMembers(names, definition, syntax.Span, place, IgnoresUnknownMembers);
        }

        if (wanted is ObjectType && FindTextKeys(syntax) is { } members)
        {
            return new ObjectExpression(
                ImmutableArray.CreateRange(members, member => new ObjectExpressionMember(member.Name.Text, Check(member.Value, place))),
                ObjectType.Instance,
                syntax.Span);
        }

        ImmutableArray<MapExpressionEntry>.Builder entries = ImmutableArray.CreateBuilder<MapExpressionEntry>(syntax.Entries.Length);
        CheckDuplicateKeys(syntax);
        if (wanted is MapType { Key: not AnyType, Value: not AnyType } map)
        {
            Expectation key = expectation!.For(map.Key, "a key");
            Expectation value = expectation.For(map.Value, "a value");
            foreach (MapEntrySyntax entry in syntax.Entries)
            {
                entries.Add(new MapExpressionEntry(CheckAgainst(entry.Key, place, key), CheckAgainst(entry.Value, place, value)));
            }

            return new MapExpression(entries.DrainToImmutable(), map, syntax.Span);
        }

        foreach (MapEntrySyntax entry in syntax.Entries)
        {
            entries.Add(new MapExpressionEntry(Check(entry.Key, place), Check(entry.Value, place)));
        }

        WdlType keyType = FindCommonType([.. entries.Select(entry => entry.Key)], [.. syntax.Entries.Select(entry => entry.Key)], "keys of the map");
        WdlType valueType = FindCommonType(
            [.. entries.Select(entry => entry.Value)], [.. syntax.Entries.Select(entry => entry.Value)], "values of the map");
        if (keyType is not (PrimitiveType or AnyType or ErrorType or OptionalType { Inner: PrimitiveType } or EnumType))
        {
            context.Report(
                SemanticDiagnostics.MapKeyNotPrimitive,
                syntax.Entries[0].Key.Span,
                $"a map cannot have keys of type `{keyType}`, only of a primitive type");
        }

        return new MapExpression(entries.DrainToImmutable(), new MapType(keyType, valueType), syntax.Span);
    }

    private PairExpression CheckPair(PairLiteralSyntax syntax, Place place, Expectation? expectation)
    {
        if (expectation?.Type.AsRequired() is PairType wanted)
        {
            Expression wantedLeft = CheckAgainst(syntax.Left, place, expectation.For(wanted.Left, "the left side"));
            Expression wantedRight = CheckAgainst(syntax.Right, place, expectation.For(wanted.Right, "the right side"));
            return new PairExpression(wantedLeft, wantedRight, wanted, syntax.Span);
        }

        Expression left = Check(syntax.Left, place);
        Expression right = Check(syntax.Right, place);
        return new PairExpression(left, right, new PairType(left.Type, right.Type), syntax.Span);
    }

    private ObjectExpression CheckObject(ObjectLiteralSyntax syntax, Place place, Expectation? expectation)
    {
        if (expectation?.Type.AsRequired() is StructType definition)
        {
            return CheckMembers(syntax.Members, definition, syntax.Span, place, IgnoresUnknownMembers);
        }

        HashSet<string> seen = [];
        ImmutableArray<ObjectExpressionMember>.Builder members = ImmutableArray.CreateBuilder<ObjectExpressionMember>(syntax.Members.Length);
        foreach (MemberValueSyntax member in syntax.Members)
        {
            if (!member.Name.IsMissing && !seen.Add(member.Name.Text))
            {
                context.Report(SemanticDiagnostics.DuplicateName, member.Name.Span, $"the object has two members `{member.Name.Text}`");
            }

            members.Add(new ObjectExpressionMember(member.Name.Text, Check(member.Value, place)));
        }

        return new ObjectExpression(members.DrainToImmutable(), ObjectType.Instance, syntax.Span);
    }

    private Expression CheckStruct(StructLiteralSyntax syntax, Place place)
    {
        WdlType? type = context.Types.Find(syntax.Name.Text);
        if (type is StructType definition)
        {
            return CheckMembers(syntax.Members, definition, syntax.Span, place);
        }

        foreach (MemberValueSyntax member in syntax.Members)
        {
            Check(member.Value, place);
        }

        if (type is null && !syntax.Name.IsMissing && !context.ForgivesUnknownNames)
        {
            string? suggestion = Spelling.FindClosest(syntax.Name.Text, context.Types.Names);
            context.Report(
                SemanticDiagnostics.UnknownType,
                syntax.Name.Span,
                $"there is no struct `{syntax.Name.Text}`",
                help: CheckContext.Suggest(suggestion),
                fix: CheckContext.FixName(syntax.Name.Span, suggestion));
        }
        else if (type is EnumType)
        {
            context.Report(
                SemanticDiagnostics.UnknownType,
                syntax.Name.Span,
                $"`{syntax.Name.Text}` is an enum, not a struct",
                help: $"name a choice: `{syntax.Name.Text}.CHOICE`");
        }

        return new ErrorExpression(syntax.Span);
    }

    // SPEC 1.1 "Custom Types (Structs)" allows no members beyond those of the struct; 1.0 does not say, 1.2 ignores them.
    private bool IgnoresUnknownMembers => context.Version != WdlVersion.V1_1;

    private ObjectExpression CheckMembers(
        ImmutableArray<MemberValueSyntax> syntax, StructType definition, TextSpan span, Place place, bool ignoresUnknown = false)
    {
        ImmutableArray<ObjectExpressionMember>.Builder members = ImmutableArray.CreateBuilder<ObjectExpressionMember>(syntax.Length);
        Dictionary<string, TextSpan> given = [];
        foreach (MemberValueSyntax member in syntax)
        {
            string name = member.Name.Text;
            int index = definition.IndexOf(name);
            if (index < 0)
            {
                Check(member.Value, place);
                if (!member.Name.IsMissing)
                {
                    ReportUnknownMember(member.Name, definition, ignoresUnknown ? SemanticDiagnostics.IgnoredMember : SemanticDiagnostics.UnknownMember);
                }

                continue;
            }

            if (!given.TryAdd(name, member.Name.Span))
            {
                context.Report(
                    SemanticDiagnostics.DuplicateName,
                    member.Name.Span,
                    $"member `{name}` of `{definition}` is given twice",
                    labels: [context.Label(given[name], "first given here")]);
            }

            Expectation expectation = new(definition.Members[index].Type, "member", $"{definition}.{name}");
            members.Add(new ObjectExpressionMember(name, CheckAgainst(member.Value, place, expectation)));
        }

        string[] missing = [.. definition.Members.Where(member => !member.Type.IsOptional && !given.ContainsKey(member.Name)).Select(member => $"`{member.Name}`")];
        if (missing.Length > 0)
        {
            context.Report(
                SemanticDiagnostics.MissingStructMember,
                new TextSpan(span.Start, Math.Min(span.Length, Math.Max(1, context.Source.Text.AsSpan(span.Start, span.Length).IndexOfAny("{\n") + 1))),
                $"struct `{definition}` needs {(missing.Length == 1 ? "a value for its member" : "values for its members")} {string.Join(", ", missing)}",
                labels: context.Types.FindDefinition(definition.Name) is { } label ? [label] : []);
        }

        return new ObjectExpression(members.DrainToImmutable(), definition, span);
    }

    private void ReportUnknownMember(IdentifierSyntax name, StructType definition, DiagnosticDescriptor descriptor)
    {
        string? suggestion = Spelling.FindClosest(name.Text, definition.Members.Select(member => member.Name));
        context.Report(
            descriptor,
            name.Span,
            $"struct `{definition}` has no member `{name.Text}`",
            labels: context.Types.FindDefinition(definition.Name) is { } label ? [label] : [],
            help: CheckContext.Suggest(suggestion),
            fix: CheckContext.FixName(name.Span, suggestion));
    }

    private ObjectExpression CheckHints(HintsLiteralSyntax syntax, Place place)
    {
        ImmutableArray<ObjectExpressionMember>.Builder members = ImmutableArray.CreateBuilder<ObjectExpressionMember>(syntax.Members.Length);
        foreach (HintsMemberSyntax member in syntax.Members)
        {
            if (syntax.Kind == HintsLiteralKind.Hints && member.Value is HintsLiteralSyntax { Kind: HintsLiteralKind.Hints } nested)
            {
                context.Report(SemanticDiagnostics.MisplacedHints, nested.Span, "a `hints` value cannot contain another one");
            }
            else if (syntax.Kind != HintsLiteralKind.Hints)
            {
                CheckParameterPath(syntax.Kind, member, place);
                if (member.Value is not (HintsLiteralSyntax { Kind: HintsLiteralKind.Hints } or ErrorExpressionSyntax))
                {
                    context.Report(
                        SemanticDiagnostics.MisplacedHints, member.Value.Span, "expected `hints { … }` for a parameter", help: "write `name: hints { key: value }`");
                }
            }

            Expression value = Check(member.Value, place);
            if (syntax.Kind == HintsLiteralKind.Hints)
            {
                CheckReservedHint(member, value, place);
            }

            members.Add(new ObjectExpressionMember(string.Join('.', member.Path.Select(part => part.Text)), value));
        }

        return new ObjectExpression(members.DrainToImmutable(), ObjectType.Instance, syntax.Span);
    }

    // SPEC 1.2 "Hints-scoped types": the reserved hints of a task have the same types in a `hints` value.
    private void CheckReservedHint(HintsMemberSyntax member, Expression value, Place place)
    {
        if (place.Kind == PlaceKind.TaskHints
            && member.Path is [var name]
            && KnownAttributes.Find(KnownAttributes.Hints, name.Text) is { } reserved)
        {
            new AttributeTypeChecker(context).Check(name, value, reserved, isStrict: false);
        }
    }

    private void CheckParameterPath(HintsLiteralKind kind, HintsMemberSyntax member, Place place)
    {
        if (place.Task is not { } task || member.Path[0].IsMissing)
        {
            return;
        }

        string word = kind == HintsLiteralKind.Input ? "input" : "output";
        IReadOnlyList<Declaration> parameters = kind == HintsLiteralKind.Input ? task.Inputs : task.Outputs;
        Declaration? parameter = parameters.FirstOrDefault(declaration => declaration.Name == member.Path[0].Text);
        if (parameter is null)
        {
            string? suggestion = Spelling.FindClosest(member.Path[0].Text, parameters.Select(declaration => declaration.Name));
            context.Report(
                SemanticDiagnostics.UnknownName,
                member.Path[0].Span,
                $"the task has no {word} `{member.Path[0].Text}`",
                help: CheckContext.Suggest(suggestion),
                fix: CheckContext.FixName(member.Path[0].Span, suggestion));
            return;
        }

        WdlType type = parameter.Type.AsRequired();
        foreach (IdentifierSyntax part in member.Path.AsSpan()[1..])
        {
            if (type is not StructType definition)
            {
                return;
            }

            int index = definition.IndexOf(part.Text);
            if (index < 0)
            {
                ReportUnknownMember(part, definition, SemanticDiagnostics.UnknownMember);
                return;
            }

            type = definition.Members[index].Type.AsRequired();
        }
    }

    // A map literal whose keys are plain texts may be meant as a struct or object: SPEC "Struct/Object Coercion from Map".
    private static ImmutableArray<MemberValueSyntax>? FindTextKeys(MapLiteralSyntax syntax)
    {
        ImmutableArray<MemberValueSyntax>.Builder members = ImmutableArray.CreateBuilder<MemberValueSyntax>(syntax.Entries.Length);
        foreach (MapEntrySyntax entry in syntax.Entries)
        {
            if (entry.Key is not StringLiteralSyntax { PlainText: { Length: > 0 } key })
            {
                return null;
            }

            members.Add(new MemberValueSyntax(entry.Span, new IdentifierSyntax(key, entry.Key.Span), entry.Value));
        }

        return members.DrainToImmutable();
    }

    private void CheckDuplicateKeys(MapLiteralSyntax syntax)
    {
        Dictionary<string, TextSpan> seen = [];
        foreach (MapEntrySyntax entry in syntax.Entries)
        {
            if (entry.Key is StringLiteralSyntax { PlainText: { } key } && !seen.TryAdd(key, entry.Key.Span))
            {
                context.Report(
                    SemanticDiagnostics.DuplicateName,
                    entry.Key.Span,
                    $"the map has two entries for `\"{key}\"`",
                    labels: [context.Label(seen[key], "first given here")]);
            }
        }
    }

    private WdlType FindCommonType(ImmutableArray<Expression> parts, ImmutableArray<ExpressionSyntax> syntax, string subject)
    {
        WdlType common = AnyType.Instance;
        for (int i = 0; i < parts.Length; i++)
        {
            WdlType? next = i == 0 ? parts[0].Type : Coercion.CommonType([common, parts[i].Type], context.Version);
            if (next is null)
            {
                context.Report(
                    SemanticDiagnostics.NoCommonType,
                    syntax[i].Span,
                    $"the {subject} have no common type: `{common}` and `{parts[i].Type}`",
                    labels: [context.Label(syntax[0].Span, $"`{parts[0].Type}`")]);
                return ErrorType.Instance;
            }

            common = next;
        }

        return common;
    }
}
