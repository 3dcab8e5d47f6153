using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;

namespace Sprocket.Wdl.Patterns;

/// <summary>What an instruction does.</summary>
internal enum RegexOperation
{
    /// <summary>Take a character of the set, and go on with the next instruction.</summary>
    Take,

    /// <summary>Go on with <c>Target</c>, or else with <c>Other</c>.</summary>
    Split,

    /// <summary>Go on with <c>Target</c>.</summary>
    Jump,

    /// <summary>Remember the place in slot <c>Target</c>, and go on with the next instruction.</summary>
    Save,

    /// <summary>Go on with the next instruction where the anchor holds.</summary>
    Assert,

    /// <summary>The pattern matches.</summary>
    Accept,
}

/// <summary>An instruction of a compiled pattern.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="Target">The instruction to go on with, or the slot.</param>
/// <param name="Other">The second instruction of a split.</param>
/// <param name="Set">The characters to take.</param>
/// <param name="Anchor">What must hold.</param>
internal readonly record struct RegexInstruction(
    RegexOperation Operation, int Target = 0, int Other = 0, CharacterSet? Set = null, RegexAnchor Anchor = default);

/// <summary>A pattern as instructions of a machine that follows all possibilities at once.</summary>
internal sealed class RegexProgram
{
    // Intervals within intervals multiply; this is far more than patterns written by people need.
    private const int SizeLimit = 20_000;

    private readonly string _pattern;
    private readonly List<RegexInstruction> _instructions = [];

    private RegexProgram(string pattern) => _pattern = pattern;

    /// <summary>The instructions; the first is where to begin.</summary>
    public static (ImmutableArray<RegexInstruction> Instructions, string Prefix) Compile(string pattern, RegexNode node)
    {
        RegexProgram program = new(pattern);
        program.Emit(node);
        program.Add(new RegexInstruction(RegexOperation.Accept));
        StringBuilder prefix = new();
        AppendPrefix(node, prefix);
        return ([.. program._instructions], prefix.ToString());
    }

    // The text that every match begins with, by which the first candidate is found fast.
    private static bool AppendPrefix(RegexNode node, StringBuilder prefix)
    {
        switch (node)
        {
            case RegexSet set when set.Set.Single is int code:
                prefix.Append(code > char.MaxValue ? char.ConvertFromUtf32(code) : ((char)code).ToString());
                return true;
            case RegexGroup group:
                return AppendPrefix(group.Part, prefix);
            case RegexSequence sequence:
                return sequence.Parts.All(part => AppendPrefix(part, prefix));
            default:
                return false;
        }
    }

    private void Emit(RegexNode node)
    {
        switch (node)
        {
            case RegexSet set:
                Add(new RegexInstruction(RegexOperation.Take, Set: set.Set));
                break;
            case RegexAssertion assertion:
                Add(new RegexInstruction(RegexOperation.Assert, Anchor: assertion.Anchor));
                break;
            case RegexSequence sequence:
                foreach (RegexNode part in sequence.Parts)
                {
                    Emit(part);
                }

                break;
            case RegexAlternation alternation:
                EmitAlternation(alternation);
                break;
            case RegexRepetition repetition:
                EmitRepetition(repetition);
                break;
            case RegexGroup group:
                Add(new RegexInstruction(RegexOperation.Save, 2 * group.Index));
                Emit(group.Part);
                Add(new RegexInstruction(RegexOperation.Save, (2 * group.Index) + 1));
                break;
            default:
                throw new UnreachableException();
        }
    }

    private void EmitAlternation(RegexAlternation alternation)
    {
        List<int> jumps = [];
        for (int i = 0; i < alternation.Choices.Length - 1; i++)
        {
            int split = Add(new RegexInstruction(RegexOperation.Split));
            Emit(alternation.Choices[i]);
            jumps.Add(Add(new RegexInstruction(RegexOperation.Jump)));
            _instructions[split] = new RegexInstruction(RegexOperation.Split, split + 1, _instructions.Count);
        }

        Emit(alternation.Choices[^1]);
        foreach (int jump in jumps)
        {
            _instructions[jump] = new RegexInstruction(RegexOperation.Jump, _instructions.Count);
        }
    }

    private void EmitRepetition(RegexRepetition repetition)
    {
        for (int i = 0; i < repetition.Minimum; i++)
        {
            Emit(repetition.Part);
        }

        if (repetition.Maximum is not int maximum)
        {
            int split = Add(new RegexInstruction(RegexOperation.Split));
            Emit(repetition.Part);
            Add(new RegexInstruction(RegexOperation.Jump, split));
            SetSplit(split, repetition.IsLazy);
            return;
        }

        // x{0,3} is (x(x(x)?)?)?
        List<int> splits = [];
        for (int i = repetition.Minimum; i < maximum; i++)
        {
            splits.Add(Add(new RegexInstruction(RegexOperation.Split)));
            Emit(repetition.Part);
        }

        foreach (int split in splits)
        {
            SetSplit(split, repetition.IsLazy);
        }
    }

    // The first way is the preferred one: into the body, or past it.
    private void SetSplit(int split, bool isLazy) => _instructions[split] = isLazy
        ? new RegexInstruction(RegexOperation.Split, _instructions.Count, split + 1)
        : new RegexInstruction(RegexOperation.Split, split + 1, _instructions.Count);

    private int Add(RegexInstruction instruction)
    {
        if (_instructions.Count >= SizeLimit)
        {
            throw new PatternException(_pattern, 0, "the pattern is too large once its repetitions are written out");
        }

        _instructions.Add(instruction);
        return _instructions.Count - 1;
    }
}
