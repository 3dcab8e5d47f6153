using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Sprocket.Wdl.Syntax;

namespace Sprocket.Wdl.Tests.Syntax;

/// <summary>Writes syntax trees as short text: statements one to a line, expressions with the operator first.</summary>
internal sealed class SyntaxDump
{
    private readonly StringBuilder _text = new();
    private int _indent;

    public static string Write(DocumentSyntax document)
    {
        SyntaxDump dump = new();
        dump.Line($"version {document.Version.ToText()}");
        foreach (TopLevelSyntax element in document.Elements)
        {
            dump.WriteTopLevel(element);
        }

        return dump._text.ToString();
    }

    public static string Write(ExpressionSyntax expression) => expression switch
    {
        BooleanLiteralSyntax literal => literal.Value ? "true" : "false",
        IntLiteralSyntax literal => literal.Value.ToString(CultureInfo.InvariantCulture),
        FloatLiteralSyntax literal => literal.Value.ToString("0.0################e0", CultureInfo.InvariantCulture),
        NoneLiteralSyntax => "None",
        StringLiteralSyntax { Quote: StringQuote.MultiLine } literal => $"(lines{WriteParts(literal.Parts)})",
        StringLiteralSyntax { PlainText: string text } => Quote(text),
        StringLiteralSyntax literal => $"(string{WriteParts(literal.Parts)})",
        ArrayLiteralSyntax literal => $"[{Join(literal.Items)}]",
        MapLiteralSyntax literal => $"{{{string.Join(", ", literal.Entries.Select(entry => $"{Write(entry.Key)}: {Write(entry.Value)}"))}}}",
        PairLiteralSyntax literal => $"(pair {Write(literal.Left)} {Write(literal.Right)})",
        ObjectLiteralSyntax literal => $"(object{WriteMembers(literal.Members)})",
        StructLiteralSyntax literal => $"(struct {Name(literal.Name)}{WriteMembers(literal.Members)})",
        HintsLiteralSyntax literal =>
            $"({Lower(literal.Kind)}{string.Concat(literal.Members.Select(member => $" {Dotted(member.Path)}: {Write(member.Value)}"))})",
        NameExpressionSyntax name => Name(name.Name),
        UnaryExpressionSyntax unary => $"({(unary.Operator == UnaryOperator.Not ? "!" : unary.Operator == UnaryOperator.Negate ? "-" : "+")} {Write(unary.Operand)})",
        BinaryExpressionSyntax binary => $"({binary.Operator.Symbol} {Write(binary.Left)} {Write(binary.Right)})",
        ConditionalExpressionSyntax conditional => $"(if {Write(conditional.Condition)} {Write(conditional.WhenTrue)} {Write(conditional.WhenFalse)})",
        ApplyExpressionSyntax apply => $"(call {Name(apply.Function)}{string.Concat(apply.Arguments.Select(argument => " " + Write(argument)))})",
        MemberExpressionSyntax member => $"(. {Write(member.Target)} {Name(member.Member)})",
        IndexExpressionSyntax index => $"(at {Write(index.Target)} {Write(index.Index)})",
        ErrorExpressionSyntax => "<error>",
        _ => throw new UnreachableException(),
    };

    public static string WriteParts(ImmutableArray<StringPartSyntax> parts) => string.Concat(parts.Select(part => " " + (part switch
    {
        TextPartSyntax text => Quote(text.Text),
        PlaceholderPartSyntax placeholder =>
            $"(~{string.Concat(placeholder.Options.Select(option => $" {Lower(option.Kind)}={Write(option.Value)}"))} {Write(placeholder.Expression)})",
        _ => throw new UnreachableException(),
    })));

    public static string Write(TypeSyntax type) => (type switch
    {
        PrimitiveTypeSyntax primitive => primitive.Kind.ToString(),
        ArrayTypeSyntax array => $"Array[{Write(array.Item)}]{(array.IsNonEmpty ? "+" : "")}",
        MapTypeSyntax map => $"Map[{Write(map.Key)}, {Write(map.Value)}]",
        PairTypeSyntax pair => $"Pair[{Write(pair.Left)}, {Write(pair.Right)}]",
        ObjectTypeSyntax => "Object",
        NamedTypeSyntax named => Name(named.Name),
        ErrorTypeSyntax => "<error>",
        _ => throw new UnreachableException(),
    }) + (type.IsOptional ? "?" : "");

    private static string Write(MetaValueSyntax value) => value switch
    {
        MetaStringSyntax text => Quote(text.Value),
        MetaIntSyntax number => number.Value.ToString(CultureInfo.InvariantCulture),
        MetaFloatSyntax number => number.Value.ToString("0.0################e0", CultureInfo.InvariantCulture),
        MetaBooleanSyntax boolean => boolean.Value ? "true" : "false",
        MetaNullSyntax => "null",
        MetaArraySyntax array => $"[{string.Join(' ', array.Items.Select(Write))}]",
        MetaObjectSyntax entries => $"{{{string.Join(", ", entries.Entries.Select(entry => $"{Name(entry.Key)}: {Write(entry.Value)}"))}}}",
        ErrorMetaValueSyntax => "<error>",
        _ => throw new UnreachableException(),
    };

    private static string WriteMembers(ImmutableArray<MemberValueSyntax> members) =>
        string.Concat(members.Select(member => $" {Name(member.Name)}: {Write(member.Value)}"));

    private static string Join(ImmutableArray<ExpressionSyntax> items) => string.Join(' ', items.Select(Write));

    private static string Dotted(ImmutableArray<IdentifierSyntax> names) => string.Join('.', names.Select(Name));

    private static string Name(IdentifierSyntax name) => name.IsMissing ? "<missing>" : name.Text;

    private static string Lower<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Quote(string text)
    {
        StringBuilder quoted = new("\"");
        foreach (char character in text)
        {
            quoted.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                < ' ' or '\u007f' or > '\u00ff' => $"\\u{(int)character:x4}",
                _ => character.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }

    private void Line(string text) => _text.Append(' ', _indent * 2).Append(text).Append('\n');

    private void Block(string heading, Action inside)
    {
        Line(heading);
        _indent++;
        inside();
        _indent--;
    }

    private void WriteTopLevel(TopLevelSyntax element)
    {
        switch (element)
        {
            case ImportSyntax import:
                Line($"import {Quote(import.Address)}{(import.Namespace is null ? "" : " as " + Name(import.Namespace))}"
                    + string.Concat(import.Aliases.Select(alias => $" alias {Name(alias.Name)} as {Name(alias.Alias)}")));
                break;
            case StructSyntax structure:
                Block($"struct {Name(structure.Name)}", () =>
                {
                    foreach (StructMemberSyntax member in structure.Members)
                    {
                        Line($"{Write(member.Type)} {Name(member.Name)}");
                    }

                    WriteMeta("meta", structure.Meta);
                    WriteMeta("parameter_meta", structure.ParameterMeta);
                });
                break;
            case EnumSyntax choices:
                Block($"enum {Name(choices.Name)}{(choices.Type is null ? "" : $"[{Write(choices.Type)}]")}", () =>
                {
                    foreach (EnumChoiceSyntax choice in choices.Choices)
                    {
                        Line($"{Name(choice.Name)}{(choice.Value is null ? "" : " = " + Write(choice.Value))}");
                    }
                });
                break;
            case TaskSyntax task:
                Block($"task {Name(task.Name)}", () => WriteTask(task));
                break;
            case WorkflowSyntax workflow:
                Block($"workflow {Name(workflow.Name)}", () => WriteWorkflow(workflow));
                break;
        }
    }

    private void WriteTask(TaskSyntax task)
    {
        WriteDeclarations("input", task.Input?.Declarations);
        foreach (DeclarationSyntax declaration in task.Declarations)
        {
            WriteElement(declaration);
        }

        if (task.Command is not null)
        {
            Line($"command{(task.Command.IsHeredoc ? " <<<" : "")}{WriteParts(task.Command.Parts)}");
        }

        WriteDeclarations("output", task.Output?.Declarations);
        WriteAttributes("runtime", task.Runtime?.Attributes);
        WriteAttributes("requirements", task.Requirements?.Attributes);
        WriteAttributes("hints", task.Hints?.Attributes);
        WriteMeta("meta", task.Meta);
        WriteMeta("parameter_meta", task.ParameterMeta);
    }

    private void WriteWorkflow(WorkflowSyntax workflow)
    {
        WriteDeclarations("input", workflow.Input?.Declarations);
        WriteBody(workflow.Body);
        WriteDeclarations("output", workflow.Output?.Declarations);
        WriteAttributes("hints", workflow.Hints?.Attributes);
        WriteMeta("meta", workflow.Meta);
        WriteMeta("parameter_meta", workflow.ParameterMeta);
    }

    private void WriteBody(ImmutableArray<WorkflowElementSyntax> body)
    {
        foreach (WorkflowElementSyntax element in body)
        {
            WriteElement(element);
        }
    }

    private void WriteElement(WorkflowElementSyntax element)
    {
        switch (element)
        {
            case DeclarationSyntax declaration:
                Line($"{(declaration.IsEnv ? "env " : "")}{Write(declaration.Type)} {Name(declaration.Name)}"
                    + (declaration.Expression is null ? "" : " = " + Write(declaration.Expression)));
                break;
            case CallSyntax call:
                Block(
                    $"call {Dotted(call.Target)}{(call.Alias is null ? "" : " as " + Name(call.Alias))}{string.Concat(call.Afters.Select(after => " after " + Name(after)))}",
                    () =>
                    {
                        foreach (CallInputSyntax input in call.Inputs)
                        {
                            Line($"{Name(input.Name)}{(input.Value is null ? "" : " = " + Write(input.Value))}");
                        }
                    });
                break;
            case ScatterSyntax scatter:
                Block($"scatter {Name(scatter.Variable)} in {Write(scatter.Array)}", () => WriteBody(scatter.Body));
                break;
            case ConditionalSyntax conditional:
                foreach (ConditionalClauseSyntax clause in conditional.Clauses)
                {
                    string word = ReferenceEquals(clause, conditional.Clauses[0]) ? "if" : clause.Condition is null ? "else" : "else if";
                    Block($"{word}{(clause.Condition is null ? "" : " " + Write(clause.Condition))}", () => WriteBody(clause.Body));
                }

                break;
        }
    }

    private void WriteDeclarations(string keyword, ImmutableArray<DeclarationSyntax>? declarations)
    {
        if (declarations is { } present)
        {
            Block(keyword, () =>
            {
                foreach (DeclarationSyntax declaration in present)
                {
                    WriteElement(declaration);
                }
            });
        }
    }

    private void WriteAttributes(string keyword, ImmutableArray<AttributeSyntax>? attributes)
    {
        if (attributes is { } present)
        {
            Block(keyword, () =>
            {
                foreach (AttributeSyntax attribute in present)
                {
                    Line($"{Name(attribute.Name)}: {Write(attribute.Value)}");
                }
            });
        }
    }

    private void WriteMeta(string keyword, MetaSectionSyntax? section)
    {
        if (section is not null)
        {
            Block(keyword, () =>
            {
                foreach (MetaEntrySyntax entry in section.Entries)
                {
                    Line($"{Name(entry.Key)}: {Write(entry.Value)}");
                }
            });
        }
    }
}
