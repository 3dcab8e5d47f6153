using System.Collections.Immutable;
using System.Globalization;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Backends.Slurm;
using Sprocket.Engine.Configuration;
using Sprocket.Wdl.Evaluation;
using Sprocket.Wdl.Values;
using Attribute = Sprocket.Engine.Runs.TaskAttributes.Attribute;

namespace Sprocket.Engine.Runs;

/// <summary>Reads what a task asks for, in engine units, from its evaluated attributes: SPEC "Requirements Section", "Hints Section".</summary>
internal static class RequirementsReader
{
    private const double MostCpus = 1_000_000;
    private const string Count = "a whole number, at least 0";

    // Slurm counts time limits in minutes and has no use for more than this: https://slurm.schedmd.com/slurm.conf.html#OPT_MaxTime
    private static readonly TimeSpan LongestTime = TimeSpan.FromDays(3650);

    /// <summary>What the task asks for.</summary>
    /// <exception cref="EvaluationException">An attribute is of no form that it takes.</exception>
    public static Requirements ReadRequirements(TaskAttributes attributes)
    {
        var defaults = new Requirements();
        return new Requirements
        {
            Containers = Read(attributes, "container", ReadContainers, "a String or an Array of them") ?? [],
            Cpu = ReadNullable(attributes.FindRequirement("cpu"), attributes, ReadCpu, "a number greater than 0") ?? defaults.Cpu,
            MemoryBytes = ReadNullable(attributes.FindRequirement("memory"), attributes, ReadBytes, "bytes, or a number with a unit such as `\"4 GiB\"`")
                ?? defaults.MemoryBytes,
            Gpu = NeedsGpu(attributes),
            Fpga = ReadNullable(attributes.FindRequirement("fpga"), attributes, ReadSwitch, "`true` or `false`") ?? false,
            Disks = Read(attributes, "disks", ReadDisks, "a size in GiB, or `\"[MOUNT] SIZE [UNIT]\"`") ?? defaults.Disks,
            MaxRetries = (int?)ReadNullable(attributes.FindRequirement("max_retries"), attributes, ReadCount, Count),
            ReturnCodes = Read(attributes, "return_codes", ReadReturnCodes, "an Int, an Array of them, or `\"*\"`") ?? defaults.ReturnCodes,
        };
    }

    /// <summary>What the task would like.</summary>
    /// <exception cref="EvaluationException">An attribute is of no form that it takes.</exception>
    public static Hints ReadHints(TaskAttributes attributes)
    {
        bool needsGpu = NeedsGpu(attributes);
        string? Text(string name) => ReadText(attributes.FindHint(name), attributes);

        // Some engines know keys of their own for tasks with a GPU.
        string? GpuText(string name) => needsGpu ? Text(name) : null;
        return new Hints
        {
            ShortTask = ReadNullable(attributes.FindHint("short_task"), attributes, ReadSwitch, "`true` or `false`") ?? false,
            MaxCpu = ReadNullable(attributes.FindHint("max_cpu"), attributes, ReadCpu, "a number greater than 0"),
            MaxMemoryBytes = ReadNullable(attributes.FindHint("max_memory"), attributes, ReadBytes, "bytes, or a number with a unit such as `\"4 GiB\"`"),
            GpuCount = (int?)(ReadGpuCount(attributes)
                ?? (attributes.FindPureHint("gpu") is { Value: IntValue } gpus ? ReadNullable(gpus, attributes, ReadCount, Count) : null)),
            GpuType = Text("gpuType") ?? (attributes.FindPureHint("gpu") is { Value: StringValue } type ? ReadText(type, attributes) : null),
            TimeLimit = ReadNullable(attributes.FindHint("time_minutes"), attributes, ReadTime, "minutes greater than 0, or a time such as `\"4 h\"` or `\"1-12:00:00\"`"),
            Partition = GpuText("slurm_partition_gpu") ?? Text("slurm_partition"),
            Account = GpuText("slurm_account_gpu") ?? Text("slurm_account"),
            Qos = Text("slurm_qos"),
            Constraint = Text("slurm_constraint"),
            Reservation = Text("slurm_reservation"),
            Licenses = Text("slurm_licenses"),
            ExcludedNodes = Text("slurm_exclude"),
            Nice = (int?)ReadNullable(attributes.FindHint("slurm_nice"), attributes, ReadCount, Count),
            All = ReadAll(attributes),
        };
    }

    // The keys of other engines that ask for GPUs ask for them where the task does not say `gpu`.
    private static bool NeedsGpu(TaskAttributes attributes) =>
        ReadNullable(attributes.FindRequirement("gpu"), attributes, ReadSwitch, "`true` or `false`") ?? ReadGpuCount(attributes) > 0;

    private static long? ReadGpuCount(TaskAttributes attributes) => ReadNullable(attributes.FindHint("gpuCount"), attributes, ReadCount, Count);

    private static ImmutableSortedDictionary<string, string> ReadAll(TaskAttributes attributes)
    {
        ImmutableSortedDictionary<string, string>.Builder all = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach ((string name, Value value) in attributes.CollectHints())
        {
            if (value is StringValue or IntValue or FloatValue or BooleanValue)
            {
                all[name] = ValueJson.Format(value, ValueJsonForm.InputsAndOutputs);
            }
        }

        return all.ToImmutable();
    }

    private static T? Read<T>(TaskAttributes attributes, string name, Func<Value, T?> read, string expected)
        where T : class
    {
        Attribute? attribute = attributes.FindRequirement(name);
        return attribute is null ? null : read(attribute.Value) ?? throw attributes.Refuse(attribute, expected);
    }

    private static ImmutableArray<T>? Read<T>(TaskAttributes attributes, string name, Func<Value, ImmutableArray<T>?> read, string expected)
    {
        Attribute? attribute = attributes.FindRequirement(name);
        return attribute is null ? null : read(attribute.Value) ?? throw attributes.Refuse(attribute, expected);
    }

    private static T? ReadNullable<T>(Attribute? attribute, TaskAttributes attributes, Func<Value, T?> read, string expected)
        where T : struct =>
        attribute is null ? null : read(attribute.Value) ?? throw attributes.Refuse(attribute, expected);

    /// <summary>The images that a value names, in order of preference; null when it is of no form that names any.</summary>
    /// <remarks><c>"*"</c> means that any environment will do.</remarks>
    internal static ImmutableArray<string>? ReadContainers(Value value) => value switch
    {
        StringValue { Text: "*" or "" } => [],
        StringValue text => [text.Text],
        ArrayValue array when array.Items.All(item => item is StringValue) =>
            [.. array.Items.Cast<StringValue>().Select(item => item.Text).Where(image => image is not ("*" or ""))],
        _ => null,
    };

    private static double? ReadCpu(Value value)
    {
        double? number = value switch
        {
            IntValue integer => integer.Integer,
            FloatValue floating => floating.Number,

            // Runtime sections of WDL 1.0 write numbers as texts, too.
            StringValue text when double.TryParse(text.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed) => parsed,
            _ => null,
        };
        return number is > 0 and <= MostCpus ? number : null;
    }

    private static long? ReadBytes(Value value) => value switch
    {
        IntValue { Integer: > 0 } bytes => bytes.Integer,
        FloatValue { Number: >= 1 and < long.MaxValue } bytes => (long)bytes.Number,
        StringValue text when ByteSize.TryParse(text.Text, out ByteSize size) && size.Bytes > 0 => size.Bytes,
        _ => null,
    };

    private static long? ReadCount(Value value) => value switch
    {
        IntValue { Integer: >= 0 and <= int.MaxValue } count => count.Integer,
        FloatValue { Number: >= 0 and <= int.MaxValue } count when count.Number == Math.Floor(count.Number) => (long)count.Number,
        StringValue text when int.TryParse(text.Text, NumberStyles.None, CultureInfo.InvariantCulture, out int count) => count,
        _ => null,
    };

    private static bool? ReadSwitch(Value value) => value switch
    {
        BooleanValue boolean => boolean.Boolean,
        IntValue count => count.Integer > 0,
        StringValue { Text: "true" } => true,
        StringValue { Text: "false" } => false,
        _ => null,
    };

    private static TimeSpan? ReadTime(Value value)
    {
        TimeSpan? time = value switch
        {
            IntValue or FloatValue => ReadCpu(value) is double minutes ? TimeSpan.FromMinutes(minutes) : null,
            StringValue text when SlurmText.ParseTime(text.Text.Trim()) is { } known => known,
            StringValue text when ReadCpu(text) is double minutes => TimeSpan.FromMinutes(minutes),
            StringValue text when DurationText.TryParse(text.Text, out TimeSpan duration) => duration,
            _ => null,
        };
        return time > TimeSpan.Zero && time <= LongestTime ? time : null;
    }

    // What goes to a scheduler is one line; what is a list goes there with commas.
    private static string? ReadText(Attribute? attribute, TaskAttributes attributes)
    {
        string? text = attribute?.Value switch
        {
            null => "",
            StringValue or IntValue or FloatValue => ValueText.Format(attribute.Value),
            ArrayValue array when array.Items.All(item => item is StringValue) => string.Join(',', array.Items.Cast<StringValue>().Select(item => item.Text)),
            _ => null,
        };
        return text is not null && !text.Any(char.IsControl)
            ? text.Trim() is { Length: > 0 } trimmed ? trimmed : null
            : throw attributes.Refuse(attribute!, "a text of one line");
    }

    private static ImmutableArray<int>? ReadReturnCodes(Value value) => value switch
    {
        StringValue { Text: "*" } => [],
        IntValue { Integer: >= 0 and <= int.MaxValue } code => [(int)code.Integer],
        ArrayValue { Items.IsEmpty: false } array when array.Items.All(item => item is IntValue { Integer: >= 0 and <= int.MaxValue }) =>
            [.. array.Items.Cast<IntValue>().Select(code => (int)code.Integer)],
        _ => null,
    };

    private static ImmutableSortedDictionary<string, long>? ReadDisks(Value value)
    {
        IEnumerable<Value> specifications = value is ArrayValue array ? array.Items : [value];
        ImmutableSortedDictionary<string, long>.Builder disks = ImmutableSortedDictionary.CreateBuilder<string, long>(StringComparer.Ordinal);
        foreach (Value specification in specifications)
        {
            if (ReadDisk(specification) is not (string mount, long bytes) || !disks.TryAdd(mount, bytes))
            {
                return null;
            }
        }

        return disks.ToImmutable();
    }

    private static (string Mount, long Bytes)? ReadDisk(Value value)
    {
        switch (value)
        {
            case IntValue { Integer: >= 0 and < 1L << 32 } size:
                return ("", size.Integer << 30);
            case FloatValue { Number: >= 0 and < 1L << 32 } size:
                return ("", (long)(size.Number * (1L << 30)));
            case StringValue text:
                string[] words = text.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
                string mount = words is [['/', ..], ..] ? words[0] : "";

                // "local-disk 100 SSD" is how WDL 1.0 was written for one cloud.
                string[] rest = words is ["local-disk", ..] ? [.. words.Skip(1).Where(word => word is not ("SSD" or "HDD" or "LOCAL"))]
                    : mount.Length == 0 ? words : words[1..];
                string sizeText = string.Concat(rest);
                bool isPlain = sizeText.Length > 0 && char.IsAsciiDigit(sizeText[^1]);
                return ByteSize.TryParse(isPlain ? sizeText + "GiB" : sizeText, out ByteSize bytes) && sizeText.Length > 0 ? (mount, bytes.Bytes) : null;
            default:
                return null;
        }
    }
}
