using System.Collections.Immutable;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Semantics;

/// <summary>A member of the <c>task</c> variable.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Since">The version that brought it.</param>
internal sealed record TaskMember(string Name, WdlType Type, WdlVersion Since = WdlVersion.V1_2);

/// <summary>The members of the <c>task</c> variable: SPEC 1.3 "Runtime Access to Requirements, Hints, and Metadata".</summary>
internal static class TaskVariableMembers
{
    private static readonly ArrayType Devices = new(PrimitiveType.String);
    private static readonly MapType Disks = new(PrimitiveType.String, PrimitiveType.Int);

    public static ImmutableArray<TaskMember> All { get; } =
    [
        new("name", PrimitiveType.String),
        new("id", PrimitiveType.String),
        new("container", PrimitiveType.String.AsOptional()),
        new("cpu", PrimitiveType.Float),
        new("memory", PrimitiveType.Int),
        new("gpu", Devices),
        new("fpga", Devices),
        new("disks", Disks),
        new("max_retries", PrimitiveType.Int, WdlVersion.V1_3),
        new("attempt", PrimitiveType.Int),
        new("previous", ObjectType.Instance, WdlVersion.V1_3),
        new("end_time", PrimitiveType.Int.AsOptional()),
        new("return_code", PrimitiveType.Int),
        new("meta", ObjectType.Instance),
        new("parameter_meta", ObjectType.Instance),
        new("ext", ObjectType.Instance),
    ];

    /// <summary>The members of <c>task.previous</c>: SPEC 1.3 "task.previous".</summary>
    public static ImmutableArray<TaskMember> Previous { get; } =
    [
        new("memory", PrimitiveType.Int.AsOptional()),
        new("cpu", PrimitiveType.Float.AsOptional()),
        new("container", PrimitiveType.String.AsOptional()),
        new("gpu", Devices.AsOptional()),
        new("fpga", Devices.AsOptional()),
        new("disks", Disks.AsOptional()),
        new("max_retries", PrimitiveType.Int.AsOptional()),
    ];

    /// <summary>Whether a member is known before the task has its resources: in <c>requirements</c>, <c>hints</c> and <c>runtime</c>.</summary>
    public static bool IsKnownBefore(string name) => name is "name" or "id" or "attempt" or "previous" or "meta" or "parameter_meta" or "ext";
}
