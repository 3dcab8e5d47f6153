using System.Collections.Immutable;
using System.Globalization;
using Sprocket.Engine.Backends;
using Sprocket.Engine.Configuration;
using Sprocket.Wdl.Values;
using Attribute = Sprocket.Engine.Runs.TaskAttributes.Attribute;

namespace Sprocket.Engine.Runs;

/// <summary>Reads what a task asks for, in engine units, from its evaluated attributes: SPEC "Requirements Section", "Hints Section".</summary>
internal static class RequirementsReader
{
    private const double MostCpus = 1_000_000;

    /// <summary>What the task asks for.</summary>
    /// <exception cref="Wdl.Evaluation.EvaluationException">An attribute is of no form that it takes.</exception>
    public static Requirements ReadRequirements(TaskAttributes attributes)
    {
        var defaults = new Requirements();
        return new Requirements
        {
            Containers = Read(attributes, "container", ReadContainers, "a String or an Array of them") ?? [],
            Cpu = ReadNullable(attributes.FindRequirement("cpu"), attributes, ReadCpu, "a number greater than 0") ?? defaults.Cpu,
            MemoryBytes = ReadNullable(attributes.FindRequirement("memory"), attributes, ReadBytes, "bytes, or a number with a unit such as `\"4 GiB\"`")
                ?? defaults.MemoryBytes,
            Gpu = ReadNullable(attributes.FindRequirement("gpu"), attributes, ReadSwitch, "`true` or `false`") ?? attributes.FindRequirement("gpuCount") is not null,
            Fpga = ReadNullable(attributes.FindRequirement("fpga"), attributes, ReadSwitch, "`true` or `false`") ?? false,
            Disks = Read(attributes, "disks", ReadDisks, "a size in GiB, or `\"[MOUNT] SIZE [UNIT]\"`") ?? defaults.Disks,
            MaxRetries = (int?)ReadNullable(attributes.FindRequirement("max_retries"), attributes, ReadCount, "a whole number, at least 0"),
            ReturnCodes = Read(attributes, "return_codes", ReadReturnCodes, "an Int, an Array of them, or `\"*\"`") ?? defaults.ReturnCodes,
        };
    }

    /// <summary>What the task would like.</summary>
    /// <exception cref="Wdl.Evaluation.EvaluationException">An attribute is of no form that it takes.</exception>
    public static Hints ReadHints(TaskAttributes attributes) => new()
    {
        ShortTask = ReadNullable(attributes.FindHint("short_task"), attributes, ReadSwitch, "`true` or `false`") ?? false,
        MaxCpu = ReadNullable(attributes.FindHint("max_cpu"), attributes, ReadCpu, "a number greater than 0"),
        MaxMemoryBytes = ReadNullable(attributes.FindHint("max_memory"), attributes, ReadBytes, "bytes, or a number with a unit such as `\"4 GiB\"`"),
        GpuCount = (int?)(ReadNullable(attributes.FindHint("gpuCount"), attributes, ReadCount, "a whole number, at least 0")
            ?? (attributes.FindPureHint("gpu") is { Value: IntValue } gpus ? ReadNullable(gpus, attributes, ReadCount, "a whole number, at least 0") : null)),
        GpuType = ReadText(attributes.FindHint("gpuType") ?? (attributes.FindPureHint("gpu") is { Value: StringValue } type ? type : null)),
        TimeLimit = ReadTimeLimit(attributes),
        Partition = ReadText(attributes.FindHint("slurm_partition")),
        Account = ReadText(attributes.FindHint("slurm_account")),
        Qos = ReadText(attributes.FindHint("slurm_qos")),
        Constraint = ReadText(attributes.FindHint("slurm_constraint")),
        All = attributes.Hints
            .Where(hint => hint.Value is StringValue or IntValue or FloatValue or BooleanValue)
            .ToImmutableSortedDictionary(
                hint => hint.Key, hint => ValueJson.Format(hint.Value, ValueJsonForm.InputsAndOutputs), StringComparer.Ordinal),
    };

    private static TimeSpan? ReadTimeLimit(TaskAttributes attributes)
    {
        double? minutes = ReadNullable(attributes.FindHint("time_minutes"), attributes, ReadCpu, "a number of minutes greater than 0");
        return minutes is double known ? TimeSpan.FromMinutes(known) : null;
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

    // "*" means that any environment will do.
    private static ImmutableArray<string>? ReadContainers(Value value) => value switch
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

    private static string? ReadText(Attribute? attribute) => attribute?.Value switch
    {
        StringValue { Text: "" } => null,
        StringValue or IntValue or FloatValue => ValueText.Format(attribute.Value),
        _ => null,
    };

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
