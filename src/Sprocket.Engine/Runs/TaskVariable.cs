using System.Collections.Immutable;
using Sprocket.Engine.Backends;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.Values;

namespace Sprocket.Engine.Runs;

/// <summary>Makes the value of the <c>task</c> variable: SPEC "Runtime Access to Requirements, Hints, and Metadata".</summary>
/// <param name="task">The task.</param>
/// <param name="callId">The call.</param>
internal sealed class TaskVariable(TaskDefinition task, string callId)
{
    /// <summary>What is known before requirements are evaluated.</summary>
    /// <param name="attempt">The attempt, from 0.</param>
    /// <param name="previous">What the attempt before asked for and was granted; null for the first.</param>
    public ObjectValue BeforeRequirements(int attempt, Grant? previous) => new(
    [
        Member("name", new StringValue(task.Name)),
        Member("id", new StringValue(callId)),
        Member("attempt", new IntValue(attempt)),
        Member("previous", new ObjectValue(previous is null ? [.. GrantNames.Select(name => Member(name, NoneValue.Instance))] : Describe(previous))),
        Member("meta", task.Meta),
        Member("parameter_meta", task.ParameterMeta),
        Member("ext", new ObjectValue([])),
    ]);

    /// <summary>What the command sees.</summary>
    public ObjectValue ForCommand(int attempt, Grant? previous, Grant current, DateTimeOffset now) => new(
    [
        .. BeforeRequirements(attempt, previous).Members,
        .. Describe(current),
        Member("end_time", new IntValue(current.Allocation.TimeLimit is TimeSpan limit ? (now + limit).ToUnixTimeSeconds() : 0)),
    ]);

    /// <summary>What outputs see.</summary>
    public static ObjectValue ForOutputs(ObjectValue command, int? exitCode) =>
        new(command.Members.Add(Member("return_code", exitCode is int code ? new IntValue(code) : NoneValue.Instance)));

    private static readonly ImmutableArray<string> GrantNames = ["container", "cpu", "memory", "gpu", "fpga", "disks", "max_retries"];

    private static ImmutableArray<Entry<string>> Describe(Grant grant) =>
    [
        // "or None if the task is being executed in the host environment", whatever it asks for.
        Member("container", grant is { Allocation.UsesContainer: true, Requirements.Containers: [string image, ..] } ? new StringValue(image) : NoneValue.Instance),
        Member("cpu", new FloatValue(grant.Allocation.Cpu)),
        Member("memory", new IntValue(grant.Allocation.MemoryBytes)),
        Member("gpu", Devices(grant.Allocation.GpuType ?? "gpu", grant.Allocation.Gpus)),
        Member("fpga", Devices("fpga", grant.Allocation.Fpgas)),
        Member("disks", new MapValue(
            new MapType(PrimitiveType.String, PrimitiveType.Int),
            [.. grant.Requirements.Disks.Select(disk => new Entry<Value>(new StringValue(disk.Key.Length == 0 ? "/" : disk.Key), new IntValue(disk.Value)))])),
        Member("max_retries", new IntValue(grant.MaxRetries)),
    ];

    private static ArrayValue Devices(string name, int count) => new(
        new ArrayType(PrimitiveType.String), [.. Enumerable.Repeat<Value>(new StringValue(name), count)]);

    private static Entry<string> Member(string name, Value value) => new(name, value);

    /// <summary>What an attempt asked for and was granted.</summary>
    internal sealed record Grant(Requirements Requirements, Allocation Allocation, int MaxRetries);
}
