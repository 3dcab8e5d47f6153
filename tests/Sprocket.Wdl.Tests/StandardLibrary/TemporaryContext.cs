using System.Collections.Immutable;
using Sprocket.Wdl.Patterns;
using Sprocket.Wdl.StandardLibrary;

namespace Sprocket.Wdl.Tests.StandardLibrary;

/// <summary>Functions see a directory of the test's own; what they write is called <c>/written/N.ext</c> by expressions.</summary>
internal sealed class TemporaryContext : FunctionContext, IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("stdlib-");
    private readonly WdlVersion _version;
    private int _written;

    public TemporaryContext(WdlVersion version = WdlVersion.V1_3) => _version = version;

    public override WdlVersion Version => _version;

    public override string StandardOutput => "/job/stdout";

    public override string StandardError => "/job/stderr";

    public override string ToHostPath(string path) => path.StartsWith("/written/", StringComparison.Ordinal)
        ? Path.Combine(_directory.FullName, path[1..])
        : Path.Combine(_directory.FullName, path);

    public override string ToAbsolutePath(string path) => path.StartsWith('/') ? path : "/job/" + path;

    public override (string HostPath, string Path) CreateFile(string extension)
    {
        string name = $"{_written++}{extension}";
        DirectoryInfo parent = _directory.CreateSubdirectory("written");
        return (Path.Combine(parent.FullName, name), "/written/" + name);
    }

    public override ImmutableArray<string> Glob(string pattern) => ShellGlob.FindFiles(_directory.FullName, pattern);

    public void Add(string path, string text) => Add(path, System.Text.Encoding.UTF8.GetBytes(text));

    public void Add(string path, byte[] bytes)
    {
        string full = ToHostPath(path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, bytes);
    }

    public string Read(string path) => File.ReadAllText(ToHostPath(path));

    public void Dispose() => _directory.Delete(recursive: true);
}
