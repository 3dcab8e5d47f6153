using System.Collections.Immutable;
using System.Globalization;

namespace Sprocket.Engine.Storage;

/// <summary>The directory of a call: of the run's target itself, or of a call in a workflow.</summary>
/// <param name="path">Where it is; absolute.</param>
public sealed class CallDirectory(string path)
{
    /// <summary>Where it is; absolute.</summary>
    public string Path { get; } = path;

    /// <summary>The inputs of the call.</summary>
    public string InputsPath => System.IO.Path.Join(Path, "inputs.json");

    /// <summary>The outputs of the call, written when it has succeeded.</summary>
    public string OutputsPath => System.IO.Path.Join(Path, "outputs.json");

    /// <summary>Where <c>write_*</c> functions put their files.</summary>
    public string TemporaryPath => System.IO.Path.Join(Path, "tmp");

    /// <summary>The name of a call's directory: the call's, and the indices of the scatters around it, innermost first.</summary>
    public static string NameCall(string call, ImmutableArray<int> indices) =>
        indices.IsEmpty ? call : $"{call}-{string.Join('-', indices.Select(index => index.ToString(CultureInfo.InvariantCulture)))}";

    /// <summary>The directory of a call made by this one.</summary>
    public CallDirectory GetCall(string name) => new(System.IO.Path.Join(Path, "calls", name));

    /// <summary>The directory of an attempt, counted from 0.</summary>
    public AttemptDirectory GetAttempt(int attempt) =>
        new(System.IO.Path.Join(Path, "attempts", attempt.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Creates the directory and writes the inputs.</summary>
    /// <param name="json">The inputs.</param>
    /// <param name="isDurable">Whether a resumed run reads them.</param>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void WriteInputs(string json, bool isDurable = false) => Write(InputsPath, json + "\n", isDurable);

    /// <summary>Writes the outputs.</summary>
    /// <exception cref="StorageException">They cannot be written.</exception>
    public void WriteOutputs(string json) => Write(OutputsPath, json + "\n", isDurable: false);

    /// <summary>Reads the outputs.</summary>
    /// <exception cref="StorageException">They cannot be read.</exception>
    public string ReadOutputs() => StorageFile.GuardReading("cannot read", OutputsPath, () => File.ReadAllText(OutputsPath));

    /// <summary>Creates an empty file for a <c>write_*</c> function.</summary>
    /// <param name="extension">Its extension, with the dot.</param>
    /// <exception cref="StorageException">It cannot be created.</exception>
    public string CreateTemporaryFile(string extension)
    {
        string path = System.IO.Path.Join(TemporaryPath, $"write_{Guid.NewGuid():N}"[..18] + extension);
        StorageFile.Guard("cannot create", path, () =>
        {
            Directory.CreateDirectory(TemporaryPath);
            File.WriteAllBytes(path, []);
        });
        return path;
    }

    // The journal has all else that a resumed run needs; these are for people and other programs.
    private static void Write(string path, string json, bool isDurable) => StorageFile.Guard("cannot write", path, () =>
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        StorageFile.Write(path, json, isDurable);
    });
}
