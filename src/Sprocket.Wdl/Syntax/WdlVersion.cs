namespace Sprocket.Wdl.Syntax;

#pragma warning disable CA1707 // "V12" would be read as twelve.

/// <summary>A version of the language; later versions compare greater.</summary>
public enum WdlVersion
{
    /// <summary>WDL 1.0.</summary>
    V1_0,

    /// <summary>WDL 1.1: None, struct literals, more functions.</summary>
    V1_1,

    /// <summary>WDL 1.2: Directory, multi-line strings, <c>**</c>, requirements and hints, the task variable.</summary>
    V1_2,

    /// <summary>WDL 1.3: enums, else clauses.</summary>
    V1_3,
}

/// <summary>How versions are written.</summary>
public static class WdlVersions
{
    /// <summary>The version as a document writes it, such as <c>1.2</c>.</summary>
    public static string ToText(this WdlVersion version) => version switch
    {
        WdlVersion.V1_0 => "1.0",
        WdlVersion.V1_1 => "1.1",
        WdlVersion.V1_2 => "1.2",
        _ => "1.3",
    };
}
