using Sprocket.Wdl.Values;

namespace Sprocket.Wdl.StandardLibrary;

/// <summary>The bytes in the files and directories that a value holds: SPEC "size".</summary>
internal static class FileSize
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

    /// <summary>The sum of all files in a value, at any depth; <c>None</c> has a size of 0.</summary>
    /// <exception cref="FunctionException">A file does not exist or cannot be reached.</exception>
    public static double Measure(FunctionContext context, Value value) => value switch
    {
        FileValue file => MeasureFile(context, file.Path),
        DirectoryValue directory => MeasureDirectory(context, directory),
        ArrayValue array => array.Items.Sum(item => Measure(context, item)),
        MapValue map => map.Entries.Sum(entry => Measure(context, entry.Key) + Measure(context, entry.Value)),
        PairValue pair => Measure(context, pair.Left) + Measure(context, pair.Right),
        StructValue structure => structure.Members.Sum(member => Measure(context, member)),
        ObjectValue members => members.Members.Sum(member => Measure(context, member.Value)),
        _ => 0,
    };

    private static double MeasureFile(FunctionContext context, string path)
    {
        string hostPath = context.ToHostPath(path);
        if (!File.Exists(hostPath))
        {
            throw new FunctionException(
                Directory.Exists(hostPath) ? $"`{path}` is a directory, not a file" : $"the file `{path}` does not exist");
        }

        try
        {
            return MeasureFile(new FileInfo(hostPath));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FunctionException($"cannot look at the file `{path}`: {exception.Message}", exception);
        }
    }

    private static double MeasureFile(FileInfo file) =>
        file.LinkTarget is null ? file.Length : file.ResolveLinkTarget(returnFinalTarget: true) is FileInfo { Exists: true } target ? target.Length : 0;

    private static double MeasureDirectory(FunctionContext context, DirectoryValue directory)
    {
        if (directory.Listing is not null)
        {
            return directory.Listing.Items.Sum(item => Measure(context, Within(directory, item)));
        }

        string hostPath = context.ToHostPath(directory.Path);
        if (!Directory.Exists(hostPath))
        {
            throw new FunctionException(
                File.Exists(hostPath) ? $"`{directory.Path}` is a file, not a directory" : $"the directory `{directory.Path}` does not exist");
        }

        try
        {
            return MeasureDirectory(new DirectoryInfo(hostPath));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FunctionException($"cannot look at the directory `{directory.Path}`: {exception.Message}", exception);
        }
    }

    // Links to directories are not followed: they may lead around in a circle.
    private static double MeasureDirectory(DirectoryInfo directory) =>
        directory.EnumerateFileSystemInfos("*", Everything).Sum(entry => entry switch
        {
            FileInfo file => MeasureFile(file),
            DirectoryInfo { LinkTarget: null } inner => MeasureDirectory(inner),
            _ => 0,
        });

    // What has no location of its own lies in the directory that lists it.
    private static Value Within(DirectoryValue directory, Value item) => item switch
    {
        FileValue file when file.Path == file.Basename => file with { Path = $"{directory.Path}/{file.Path}" },
        DirectoryValue inner when inner.Path == inner.Basename => inner with { Path = $"{directory.Path}/{inner.Path}" },
        _ => item,
    };
}
