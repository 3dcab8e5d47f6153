using System.Collections.Immutable;

namespace Sprocket.Engine.Backends.Apptainer;

/// <summary>Directories of images that a site keeps for all: looked into before anything is pulled, never written.</summary>
/// <remarks>For the image <c>quay.io/a/b:1</c> the names that sites use are, in this order:
/// <c>docker/quay.io/a/b/1.sif</c> as in our own cache; <c>quay.io/a/b:1</c>, with or without <c>.sif</c>, which may be an
/// unpacked directory; <c>quay.io-a-b-1.img</c> or <c>.sif</c>, all in one directory.</remarks>
/// <param name="directories">The directories in order of preference; absolute.</param>
internal sealed class ImageLibrary(ImmutableArray<string> directories)
{
    /// <summary>The file or directory of an image; null when no directory has it.</summary>
    public string? Find(ImageReference reference)
    {
        if (reference.NameWithTag() is not string name || name.Split('/').Any(part => part is "" or "." or ".."))
        {
            return null;
        }

        string flat = name.Replace('/', '-').Replace(':', '-');
        string[] candidates = [reference.CachePath(), name, name + ".sif", flat + ".img", flat + ".sif"];
        return directories
            .SelectMany(directory => candidates.Select(candidate => Path.Join(directory, candidate)))
            .FirstOrDefault(path => File.Exists(path) || Directory.Exists(path));
    }
}
