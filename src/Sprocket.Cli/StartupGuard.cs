using System.Runtime.InteropServices;

namespace Sprocket.Cli;

/// <summary>What a statically linked process must settle with its C library before anything else runs.</summary>
internal static partial class StartupGuard
{
    private const int ReadWrite = 2;
    private const int LastStandardStream = 2;

    /// <summary>Opens /dev/null on those of the three standard streams that the parent left closed.</summary>
    /// <remarks>
    /// Otherwise the first file opened takes the free number, and what is meant for the screen is written into it.
    /// </remarks>
    public static void FillStandardStreams()
    {
        int descriptor;
        do
        {
            descriptor = Open("/dev/null", ReadWrite);
        }
        while (descriptor is >= 0 and <= LastStandardStream);

        if (descriptor > LastStandardStream)
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Answers questions for users, groups and hosts from files alone, whatever nsswitch.conf names.</summary>
    /// <remarks>
    /// A module that nsswitch.conf names (sss, ldap, hesiod) is a shared object linked against the host's C library.
    /// Loading it into a static process brings a second C library along, and the process dies of a segmentation fault.
    /// </remarks>
    public static void PinNameServices()
    {
        _ = ConfigureLookup("passwd", "files");
        _ = ConfigureLookup("group", "files");
        _ = ConfigureLookup("hosts", "files dns");
    }

    // Bound at link time; the search path is for the analyzer, which cannot know that.
    [LibraryImport("libc", EntryPoint = "__nss_configure_lookup", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ConfigureLookup(string database, string services);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
