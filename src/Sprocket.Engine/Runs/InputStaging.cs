using System.Globalization;
using Sprocket.Engine.Inputs;
using Sprocket.Engine.Storage;
using Sprocket.Wdl.Semantics;
using Sprocket.Wdl.Values;

namespace Sprocket.Engine.Runs;

/// <summary>
/// Lays out inputs that are given in extended form, so that each File and Directory has the name and the content that it
/// is to have: SPEC 1.2 "Extended File/Directory Input/Output Format".
/// </summary>
/// <param name="directory">The run, which holds what is laid out.</param>
internal sealed class InputStaging(RunDirectory directory)
{
    private int _count;

    /// <summary>The same inputs with plain paths.</summary>
    /// <exception cref="StorageException">Something cannot be laid out.</exception>
    public CallInputs Stage(CallInputs inputs)
    {
        var staged = new CallInputs(inputs.Target);
        foreach ((Declaration input, Value value) in inputs.Values)
        {
            staged.Set(input, ValuePaths.Map(value, input.Type, (path, _) => StagePath(path)));
        }

        foreach ((string name, Value value) in inputs.Requirements)
        {
            staged.SetRequirement(name, value);
        }

        foreach ((string name, Value value) in inputs.Hints)
        {
            staged.SetHint(name, value);
        }

        foreach ((string name, CallInputs call) in inputs.Calls)
        {
            staged.SetCall(name, Stage(call));
        }

        return staged;
    }

    private Value StagePath(Value path)
    {
        string target;
        switch (path)
        {
            case FileValue { Basename: string name } file when name != Path.GetFileName(file.Path):
                target = Reserve(name);
                StorageFile.Guard("cannot lay out the input", target, () => File.CreateSymbolicLink(target, file.Path));
                return new FileValue(target);
            case DirectoryValue { Listing: null, Basename: string name } renamed when name != Path.GetFileName(renamed.Path):
                target = Reserve(name);
                StorageFile.Guard("cannot lay out the input", target, () => Directory.CreateSymbolicLink(target, renamed.Path));
                return new DirectoryValue(target);
            case DirectoryValue { Listing: DirectoryListing listing } listed:
                target = Reserve(listed.Basename ?? Path.GetFileName(listed.Path));
                StorageFile.Guard("cannot lay out the input", target, () => Copy(listing, target));
                return new DirectoryValue(target);
            case FileValue file:
                return new FileValue(file.Path);
            case DirectoryValue plain:
                return new DirectoryValue(plain.Path);
            default:
                return path;
        }
    }

    private string Reserve(string name)
    {
        string parent = Path.Join(directory.StagingPath, (_count++).ToString(CultureInfo.InvariantCulture));
        StorageFile.Guard("cannot lay out the input", parent, () =>
        {
            // What an earlier runner of the same run laid out is replaced.
            if (Directory.Exists(parent))
            {
                Directory.Delete(parent, recursive: true);
            }

            Directory.CreateDirectory(parent);
        });
        return Path.Join(parent, name);
    }

    // Copies, not links: a container sees the directory, but not what links in it lead to.
    private static void Copy(DirectoryListing listing, string target)
    {
        Directory.CreateDirectory(target);
        foreach (Value item in listing.Items)
        {
            switch (item)
            {
                case FileValue file:
                    File.Copy(file.Path, Path.Join(target, file.Basename ?? Path.GetFileName(file.Path)));
                    break;
                case DirectoryValue { Listing: DirectoryListing inner } listed:
                    Copy(inner, Path.Join(target, listed.Basename ?? Path.GetFileName(listed.Path)));
                    break;
                case DirectoryValue plain:
                    Copy(new DirectoryInfo(plain.Path), Path.Join(target, plain.Basename ?? Path.GetFileName(plain.Path)));
                    break;
                default:
                    break;
            }
        }
    }

    private static void Copy(DirectoryInfo source, string target)
    {
        Directory.CreateDirectory(target);
        foreach (FileSystemInfo entry in source.EnumerateFileSystemInfos())
        {
            string path = Path.Join(target, entry.Name);
            if (entry is DirectoryInfo inner)
            {
                Copy(inner, path);
            }
            else
            {
                File.Copy(entry.FullName, path);
            }
        }
    }
}
