using System.Collections.Immutable;
using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.Semantics;

/// <summary>A reserved key of a section, and what it takes.</summary>
/// <param name="Name">The key.</param>
/// <param name="Types">The types it takes.</param>
/// <param name="Since">The version that brought it.</param>
/// <param name="Alias">The older spelling, or null.</param>
public sealed record KnownAttribute(string Name, ImmutableArray<WdlType> Types, WdlVersion Since = WdlVersion.V1_0, string? Alias = null);

/// <summary>The reserved keys: SPEC 1.1 "runtime", 1.2 "Requirements Section" and "Hints Section".</summary>
public static class KnownAttributes
{
    private static readonly ImmutableArray<WdlType> Boolean = [PrimitiveType.Boolean];
    private static readonly ImmutableArray<WdlType> Number = [PrimitiveType.Int, PrimitiveType.Float];
    private static readonly ImmutableArray<WdlType> Size = [PrimitiveType.Int, PrimitiveType.String];
    private static readonly ArrayType Strings = new(PrimitiveType.String);

    /// <summary>The keys of <c>requirements</c>; also reserved in <c>runtime</c>.</summary>
    public static ImmutableArray<KnownAttribute> Requirements { get; } =
    [
        new("container", [PrimitiveType.String, Strings], Alias: "docker"),
        new("cpu", Number),
        new("memory", Size),
        new("gpu", Boolean),
        new("fpga", Boolean, WdlVersion.V1_2),
        new("disks", [PrimitiveType.Int, PrimitiveType.String, Strings]),
        new("max_retries", [PrimitiveType.Int], Alias: "maxRetries"),
        new("return_codes", [PrimitiveType.Int, PrimitiveType.String, new ArrayType(PrimitiveType.Int)], Alias: "returnCodes"),
    ];

    /// <summary>The reserved keys of a task's <c>hints</c>.</summary>
    public static ImmutableArray<KnownAttribute> Hints { get; } =
    [
        new("max_cpu", Number, Alias: "maxCpu"),
        new("max_memory", Size, Alias: "maxMemory"),
        new("disks", [PrimitiveType.String, new MapType(PrimitiveType.String, PrimitiveType.String)]),
        new("gpu", [PrimitiveType.Int, PrimitiveType.String]),
        new("fpga", [PrimitiveType.Int, PrimitiveType.String]),
        new("short_task", Boolean, Alias: "shortTask"),
        new("localization_optional", Boolean, Alias: "localizationOptional"),
        new("inputs", [ObjectType.Instance]),
        new("outputs", [ObjectType.Instance]),
    ];

    /// <summary>The key of a name or alias among <paramref name="attributes"/>, or null.</summary>
    public static KnownAttribute? Find(ImmutableArray<KnownAttribute> attributes, string name) =>
        attributes.FirstOrDefault(attribute => attribute.Name == name || attribute.Alias == name);
}
