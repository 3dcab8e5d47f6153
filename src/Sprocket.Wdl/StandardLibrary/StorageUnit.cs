namespace Sprocket.Wdl.StandardLibrary;

/// <summary>SPEC "Units of Storage": the names of powers of 1000 and of 1024 bytes.</summary>
public static class StorageUnit
{
    /// <summary>The bytes in one of a unit; upper and lower case are the same.</summary>
    /// <param name="unit">The unit: <c>B</c>, <c>K</c>, <c>KB</c>, <c>Ki</c>, <c>KiB</c>, …, <c>TiB</c>.</param>
    /// <param name="bytes">The number of bytes, a whole number.</param>
    public static bool TryGetBytes(string unit, out double bytes)
    {
        bytes = unit.ToUpperInvariant() switch
        {
            "B" => 1,
            "K" or "KB" => 1e3,
            "M" or "MB" => 1e6,
            "G" or "GB" => 1e9,
            "T" or "TB" => 1e12,
            "KI" or "KIB" => 1L << 10,
            "MI" or "MIB" => 1L << 20,
            "GI" or "GIB" => 1L << 30,
            "TI" or "TIB" => 1L << 40,
            _ => 0,
        };

        return bytes > 0;
    }
}
