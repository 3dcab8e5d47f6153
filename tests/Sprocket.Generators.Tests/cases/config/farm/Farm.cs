using System;
using System.Collections.Immutable;
using Sprocket.Engine.Configuration;
using Sprocket.Toml.Schema;

namespace Sample;

/// <summary>When to sow.</summary>
public enum Season
{
    /// <summary>Before the summer.</summary>
    EarlySpring,

    /// <summary>After it.</summary>
    Autumn,
}

/// <summary>A farm &amp; its fields.</summary>
[TomlTable]
[TomlUnusedKey("weather")]
public sealed partial record Farm
{
    /// <summary>The name of the farm.</summary>
    [TomlKey(IsNotEmpty = true, Example = "\"Hill\"")]
    public required string Name { get; init; }

    /// <summary>Where the <c>records</c> lie; see <see cref="Season"/>.</summary>
    [TomlKey("records_folder", IsPath = true)]
    public string Folder { get; init; } = "./" + "records";

    /// <summary>Whether it is organic.</summary>
    public bool IsOrganic { get; init; }

    /// <summary>How many people work there.</summary>
    [TomlKey(Minimum = 1, Maximum = 9, NullWord = "family")]
    public int? Workers { get; init; }

    /// <summary>How many ears there are.</summary>
    public long Ears { get; init; } = 1_000;

    /// <summary>How steep it is.</summary>
    [TomlKey(Maximum = 2)]
    public double Slope { get; init; } = 0.5;

    /// <summary>When to sow.</summary>
    public Season Sowing { get; init; } = Season.Autumn;

    /// <summary>How much the silo holds.</summary>
    [TomlKey(Example = "\"5 GiB\"")]
    public ByteSize? Silo { get; init; }

    /// <summary>How long the harvest takes.</summary>
    public TimeSpan Harvest { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The crops.</summary>
    public ImmutableArray<string> Crops { get; init; } = ["rye", "oats"];

    /// <summary>What grows best.</summary>
    public Field Best { get; init; } = new();

    /// <summary>What lies fallow.</summary>
    public Field? Fallow { get; init; }

    /// <summary>The other fields.</summary>
    public ImmutableArray<Field> Others { get; init; } = [];

    /// <summary>The machines by name.</summary>
    public ImmutableDictionary<string, Machine> Machines { get; init; } = ImmutableDictionary<string, Machine>.Empty;

    /// <summary>Not a key, since it cannot be set.</summary>
    public int Size => Others.Length;
}

/// <summary>A field.</summary>
[TomlTable]
[TomlOldKey("area", "size.hectares")]
public sealed partial record Field
{
    /// <summary>Its size.</summary>
    public FieldSize Size { get; init; } = new();
}

/// <summary>The size of a field.</summary>
[TomlTable]
public sealed partial record FieldSize
{
    /// <summary>Its area.</summary>
    public int Hectares { get; init; } = 3;
}

/// <summary>A machine.</summary>
[TomlTable]
[TomlUnion("kind")]
public abstract partial record Machine;

/// <summary>A tractor.</summary>
[TomlTable]
[TomlCase("tractor")]
public sealed partial record Tractor : Machine
{
    /// <summary>When it may be driven, as a WDL expression.</summary>
    [TomlKey(Example = "\"true\"")]
    public ConfigText? Rule { get; init; }
}

/// <summary>A plough.</summary>
[TomlTable]
[TomlCase("plough")]
public sealed partial record Plough : Machine;

/// <summary>The documentation.</summary>
[TomlReference(typeof(Farm))]
public static partial class FarmReference;
