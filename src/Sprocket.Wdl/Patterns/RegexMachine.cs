using System.Collections.Immutable;

namespace Sprocket.Wdl.Patterns;

/// <summary>Runs a compiled pattern over a text, all possibilities at once (Thompson's simulation, with Pike's slots).</summary>
/// <remarks>
/// Each instruction is reached by at most one thread per character, so the time is at most that of text times pattern.
/// https://swtch.com/~rsc/regexp/regexp2.html
/// </remarks>
internal sealed class RegexMachine
{
    private readonly ImmutableArray<RegexInstruction> _instructions;
    private readonly string _prefix;
    private readonly bool _isPerlLike;
    private readonly int _slotCount;
    private readonly Stack<(int Instruction, int[] Slots)> _pending = new();
    private ThreadList _current;
    private ThreadList _next;

    public RegexMachine(ImmutableArray<RegexInstruction> instructions, string prefix, int groupCount, bool isPerlLike)
    {
        _instructions = instructions;
        _prefix = prefix;
        _isPerlLike = isPerlLike;
        _slotCount = 2 * (groupCount + 1);
        _current = new ThreadList(instructions.Length);
        _next = new ThreadList(instructions.Length);
    }

    public RegexMatch? Find(string text, int from)
    {
        int[]? best = null;
        _current.Clear();
        int position = from;
        while (true)
        {
            if (_current.Count == 0)
            {
                if (best is not null)
                {
                    break;
                }

                // Nothing is under way: go straight to where a match can begin.
                int candidate = _prefix.Length == 0 ? 0 : text.AsSpan(position).IndexOf(_prefix, StringComparison.Ordinal);
                if (candidate < 0)
                {
                    break;
                }

                position += candidate;
            }

            if (best is null)
            {
                int[] slots = new int[_slotCount];
                Array.Fill(slots, -1);
                slots[0] = position;
                Follow(_current, 0, slots, text, position);
            }

            if (position >= text.Length)
            {
                Accept(_current, position, ref best);
                break;
            }

            int length = char.IsHighSurrogate(text[position]) && position + 1 < text.Length && char.IsLowSurrogate(text[position + 1]) ? 2 : 1;
            int code = length == 2 ? char.ConvertToUtf32(text[position], text[position + 1]) : text[position];
            Step(text, position, position + length, code, ref best);
            (_current, _next) = (_next, _current);
            position += length;
        }

        return best is null ? null : new RegexMatch([.. best]);
    }

    private void Step(string text, int position, int nextPosition, int code, ref int[]? best)
    {
        _next.Clear();
        int count = Accept(_current, position, ref best);
        for (int i = 0; i < count; i++)
        {
            (int instruction, int[] slots) = _current[i];

            // Threads that began later than a match cannot become the leftmost any more.
            if (_instructions[instruction].Operation == RegexOperation.Take
                && (best is null || slots[0] <= best[0])
                && _instructions[instruction].Set!.Contains(code))
            {
                Follow(_next, instruction + 1, slots, text, nextPosition);
            }
        }
    }

    /// <summary>Notes the best of the threads that match here.</summary>
    /// <returns>How many of the threads may go on.</returns>
    private int Accept(ThreadList threads, int position, ref int[]? best)
    {
        for (int i = 0; i < threads.Count; i++)
        {
            (int instruction, int[] slots) = threads[i];
            if (_instructions[instruction].Operation != RegexOperation.Accept)
            {
                continue;
            }

            // In priority order, the first thread to match ends those after it, and is ended itself by those before.
            // Else it must begin no later, and so end no earlier, than the best so far.
            if (best is null || slots[0] < best[0] || _isPerlLike || (slots[0] == best[0] && position > best[1]))
            {
                best = (int[])slots.Clone();
                best[1] = position;
            }

            if (_isPerlLike)
            {
                return i;
            }
        }

        return threads.Count;
    }

    // Adds the threads that can be reached without taking a character, in order of preference.
    private void Follow(ThreadList threads, int start, int[] startSlots, string text, int position)
    {
        _pending.Push((start, startSlots));
        while (_pending.TryPop(out (int Instruction, int[] Slots) item))
        {
            (int index, int[] slots) = item;
            if (!threads.TryAdd(index, slots, out int[] rival) && (_isPerlLike || !IsBetter(slots, rival)))
            {
                continue;
            }

            threads.Replace(index, slots);
            RegexInstruction instruction = _instructions[index];
            switch (instruction.Operation)
            {
                case RegexOperation.Jump:
                    _pending.Push((instruction.Target, slots));
                    break;
                case RegexOperation.Split:
                    _pending.Push((instruction.Other, slots));
                    _pending.Push((instruction.Target, slots));
                    break;
                case RegexOperation.Save:
                    int[] saved = (int[])slots.Clone();
                    saved[instruction.Target] = position;
                    if (instruction.Target % 2 == 0)
                    {
                        // Within a repetition the group begins anew, and what it held before is forgotten.
                        saved[instruction.Target + 1] = -1;
                    }

                    _pending.Push((index + 1, saved));
                    break;
                case RegexOperation.Assert when Holds(instruction.Anchor, text, position):
                    _pending.Push((index + 1, slots));
                    break;
            }
        }
    }

    // Two threads at the same place have the same future, so their past decides: the first group that both have from the
    // same place on should be the longest. Everything else was decided by the order of preference.
    private static bool IsBetter(int[] slots, int[] rival)
    {
        if (slots[0] != rival[0])
        {
            return slots[0] < rival[0];
        }

        for (int i = 2; i < slots.Length; i += 2)
        {
            if (slots[i] != rival[i])
            {
                return false;
            }

            if (slots[i + 1] != rival[i + 1])
            {
                return rival[i + 1] >= 0 && slots[i + 1] > rival[i + 1];
            }
        }

        return false;
    }

    private static bool Holds(RegexAnchor anchor, string text, int position)
    {
        bool before = position > 0 && CharacterSet.Word.Contains(text[position - 1]);
        bool after = position < text.Length && CharacterSet.Word.Contains(text[position]);
        return anchor switch
        {
            RegexAnchor.Start => position == 0,
            RegexAnchor.End => position == text.Length,
            RegexAnchor.WordBoundary => before != after,
            RegexAnchor.NoWordBoundary => before == after,
            RegexAnchor.WordStart => !before && after,
            _ => before && !after,
        };
    }

    /// <summary>At most one thread for each instruction, in order of arrival.</summary>
    private sealed class ThreadList
    {
        private readonly int[] _order;
        private readonly int[] _places;
        private readonly int[][] _slots;

        public ThreadList(int instructionCount)
        {
            _order = new int[instructionCount];
            _places = new int[instructionCount];
            _slots = new int[instructionCount][];
        }

        public int Count { get; private set; }

        public (int Instruction, int[] Slots) this[int index] => (_order[index], _slots[_order[index]]);

        public void Clear() => Count = 0;

        /// <summary>Adds a thread unless there is one at that instruction already, which is then the rival.</summary>
        public bool TryAdd(int instruction, int[] slots, out int[] rival)
        {
            int place = _places[instruction];
            if (place < Count && _order[place] == instruction)
            {
                rival = _slots[instruction];
                return false;
            }

            _places[instruction] = Count;
            _order[Count++] = instruction;
            _slots[instruction] = rival = slots;
            return true;
        }

        public void Replace(int instruction, int[] slots) => _slots[instruction] = slots;
    }
}
