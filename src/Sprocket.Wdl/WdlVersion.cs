namespace Sprocket.Wdl;

/// <summary>A version of the language, in order of publication, so that <c>version &gt;= V1_2</c> means "1.2 or later".</summary>
public enum WdlVersion
{
    /// <summary><c>version 1.0</c></summary>
    V1_0,

    /// <summary><c>version 1.1</c></summary>
    V1_1,

    /// <summary><c>version 1.2</c></summary>
    V1_2,

    /// <summary><c>version 1.3</c></summary>
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
