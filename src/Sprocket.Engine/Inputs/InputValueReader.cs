using System.Collections.Immutable;
using Sprocket.Text;
using Sprocket.Wdl.Patterns;
using Sprocket.Wdl.Values;
using Sprocket.Wdl.Values.Json;

namespace Sprocket.Engine.Inputs;

/// <summary>Makes values of what is given for keys, with absolute paths that exist.</summary>
/// <param name="diagnostics">Told of what is wrong.</param>
internal sealed class InputValueReader(DiagnosticBag diagnostics)
{
    /// <summary>The value of a key; null when there is none, which is reported.</summary>
    /// <param name="key">The key.</param>
    /// <param name="given">What is given for it, in order; at least one.</param>
    public Value? Read(InputKey key, List<GivenValue> given)
    {
        if (!given.TrueForAll(value => Check(key, value)))
        {
            return null;
        }

        var paths = new PathResolver(diagnostics);
        Value? value = key.IsArray && (given.Count > 1 || IsElement(given[0], (ArrayType)key.Type.AsRequired()))
            ? ReadArray(key, (ArrayType)key.Type.AsRequired(), given, paths)
            : ReadOne(key, given, paths);
        paths.ReportRest(given[0]);
        return value;
    }

    // A placeholder that was left in, and what looks like JSON but is not: nobody means a file `[a, b]`.
    private bool Check(InputKey key, GivenValue given)
    {
        if (key.Input is not null && InputPlaceholder.Find(given.Node, key.Input) is JsonString placeholder)
        {
            diagnostics.Add(new Diagnostic(
                InputDiagnostics.Placeholder, given.Source, given.Locate(placeholder.Span), $"`{given.Key}` still holds the placeholder `{placeholder.Text}`")
            {
                Help = $"put a value of type `{key.Input.Input.Type}` in its place",
            });
            return false;
        }

        bool isCompound = key.Type.AsRequired() is ArrayType or MapType or PairType or StructType or ObjectType;
        if (isCompound && given is { Node: JsonString, Word: ['[', .., ']'] or ['{', .., '}'] } && given.WhyNotJson is JsonTextException mistake)
        {
            diagnostics.Add(new Diagnostic(InputDiagnostics.WrongType, given.Source, given.Span, $"`{given.Key}`: {mistake.Message}")
            {
                Help = key.IsArray
                    ? $"put single quotes around the whole for the shell: `'{given.Key}=[\"a\", \"b\"]'`, or write `{given.Key}=a b`"
                    : $"put single quotes around the whole for the shell: `'{given.Key}={{\"a\": 1}}'`",
            });
            return false;
        }

        return true;
    }

    private Value? ReadOne(InputKey key, List<GivenValue> given, PathResolver paths)
    {
        if (given.Count == 1)
        {
            return Read(given[0], given[0].GetNode(key.Type), key.Type, key, paths);
        }

        diagnostics.Add(new Diagnostic(
            InputDiagnostics.GivenTwice, given[1].Source, given[1].Span, $"`{given[1].Key}` is given {given.Count} times, but is no Array")
        {
            Labels = [new DiagnosticLabel(given[0].Source, given[0].Span, "first given here")],
        });
        return null;
    }

    // A value that is itself an array adds its elements: each resolves its paths where it was written.
    private ArrayValue? ReadArray(InputKey key, ArrayType type, List<GivenValue> given, PathResolver paths)
    {
        ImmutableArray<Value>.Builder items = ImmutableArray.CreateBuilder<Value>();
        bool hasFailed = false;

        // `files= *.txt` gives an empty word, and then the files.
        foreach (GivenValue value in given.Where(value => value.Word is not "" || given.Count == 1))
        {
            foreach (JsonNode element in ListElements(value, type))
            {
                if (Read(value, element, type.Item, key, paths) is Value item)
                {
                    items.Add(item);
                }
                else if (paths.HasFailed)
                {
                    hasFailed = true;
                }
                else
                {
                    return null;
                }
            }
        }

        return hasFailed ? null : new ArrayValue(type, items.ToImmutable());
    }

    // A word that is no array itself is an element of one. Files say what they mean.
    private static bool IsElement(GivenValue given, ArrayType type) => given.Word is not null && given.Node switch
    {
        JsonNull => false,
        JsonArray array => IsElement(array, type),
        _ => true,
    };

    private static bool IsElement(JsonArray array, ArrayType type) =>
        type.Item.AsRequired() is ArrayType && array.Items.Any(item => item is not (JsonArray or JsonNull));

    private static IEnumerable<JsonNode> ListElements(GivenValue value, ArrayType type) =>
        value.Node is JsonArray array && !IsElement(array, type) ? array.Items
        : type.Item.AsRequired() == PrimitiveType.File ? Expand(value, value.GetNode(type.Item))
        : [value.GetNode(type.Item)];

    // The shell does not expand the pattern of `files=*.txt`, unless a file has a name like that.
    private static IEnumerable<JsonNode> Expand(GivenValue value, JsonNode node)
    {
        if (value.Word is not string word || word.AsSpan().IndexOfAny("*?") < 0 || File.Exists(Path.GetFullPath(word, value.BaseDirectory)))
        {
            return [node];
        }

        bool isAbsolute = word.StartsWith('/');
        ImmutableArray<string> files = isAbsolute ? ShellGlob.FindFiles("/", word.TrimStart('/')) : ShellGlob.FindFiles(value.BaseDirectory, word);
        return files.IsEmpty ? [node] : files.Select(file => new JsonString(default, isAbsolute ? "/" + file : file));
    }

    private Value? Read(GivenValue given, JsonNode node, WdlType type, InputKey key, PathResolver paths)
    {
        Value value;
        try
        {
            value = ValueJson.Read(node, type, key.Owner.Document.Version, (member, structure) => WarnOfMember(given, member, structure));
        }
        catch (JsonTextException exception)
        {
            diagnostics.Add(new Diagnostic(
                InputDiagnostics.WrongType, given.Source, given.Locate(exception.Span), $"`{given.Key}`: {exception.Message}")
            {
                Help = exception.Help,
                Labels = key.Input?.Input is { } input ? [new DiagnosticLabel(input.Source, input.Span, $"`{input.Name}` is declared `{input.Type}` here")] : [],
            });
            return null;
        }

        return paths.Resolve(given, node, value, type);
    }

    private void WarnOfMember(GivenValue given, JsonMember member, StructType structure) => diagnostics.Add(new Diagnostic(
        InputDiagnostics.UnknownMember, given.Source, given.Locate(member.NameSpan), $"struct `{structure.Name}` has no member `{member.Name}`")
    {
        Help = Spelling.FindClosest(member.Name, structure.Members.Select(known => known.Name)) is string near ? $"did you mean `{near}`?" : null,
    });
}
