using System.Collections.Immutable;

namespace Sprocket.Wdl.StandardLibrary;

/// <summary>What standard library functions may see of the world: files, and where they are.</summary>
/// <remarks>
/// Each place where expressions are evaluated has its own: a workflow's body, a task's inputs and command (where paths
/// may be those inside a container), a task's outputs.
/// </remarks>
public abstract class FunctionContext
{
    /// <summary>The language version of the document, which decides details of some functions.</summary>
    public abstract WdlVersion Version { get; }

    /// <summary>Where, on this machine, the file or directory that an expression calls <paramref name="path"/> is.</summary>
    /// <remarks>Relative paths are resolved against the execution directory in outputs, else the document's directory.</remarks>
    /// <exception cref="FunctionException">The path is not within reach.</exception>
    public abstract string ToHostPath(string path);

    /// <summary>The absolute path by which expressions and commands know what <paramref name="path"/> names.</summary>
    /// <remarks>A relative path is resolved as by <see cref="ToHostPath"/>; contexts where commands see other paths than the host override this.</remarks>
    /// <exception cref="FunctionException">The path is not within reach.</exception>
    public virtual string ToAbsolutePath(string path) => path.StartsWith('/') ? path : ToHostPath(path);

    /// <summary>A path that all paths to the same file or directory have in common, whether it exists or not.</summary>
    /// <exception cref="FunctionException">The path is not within reach.</exception>
    public virtual string ToCanonicalPath(string path) => CanonicalPath.Resolve(ToHostPath(path));

    /// <summary>Where a <c>write_*</c> function may put a new file, and by what path expressions call it.</summary>
    /// <param name="extension">The extension, such as <c>.tsv</c>.</param>
    /// <exception cref="FunctionException">Files cannot be written here.</exception>
    public abstract (string HostPath, string Path) CreateFile(string extension);

    /// <summary>The files that a shell pattern names in the execution directory, in the order bash gives them, as paths for expressions.</summary>
    /// <exception cref="FunctionException">There is no execution directory here.</exception>
    public abstract ImmutableArray<string> Glob(string pattern);

    /// <summary>The file with the command's standard output.</summary>
    /// <exception cref="FunctionException">No command has run here.</exception>
    public abstract string StandardOutput { get; }

    /// <summary>The file with the command's standard error.</summary>
    /// <exception cref="FunctionException">No command has run here.</exception>
    public abstract string StandardError { get; }
}
