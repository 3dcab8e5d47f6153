namespace Sprocket.Wdl.Patterns;

/// <summary>The name of a file is not UTF-8, so that nothing here can open it.</summary>
public sealed class FileNameException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="path">The file, with U+FFFD for what is not UTF-8.</param>
    public FileNameException(string path)
        : base($"the name of `{path}` is not UTF-8, as the names of outputs have to be: rename it in the command (`{ShellGlob.Undecodable}` stands for the bytes that are no characters)")
    {
    }
}
