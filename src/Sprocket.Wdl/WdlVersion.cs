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
