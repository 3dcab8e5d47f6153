namespace Sprocket.Wdl.Tests.StandardLibrary;

public sealed class CanonicalPathTests : IDisposable
{
    private readonly TemporaryContext _context = new();

    public void Dispose() => _context.Dispose();

    [Theory]
    [InlineData("dir/f")]
    [InlineData("dir/../dir/./f")]
    [InlineData("dir//f")]
    [InlineData("file-link")]
    [InlineData("absolute-link")]
    [InlineData("dir-link/f")]
    [InlineData("link-to-link/f")]
    public void Paths_to_one_file_are_one(string path)
    {
        _context.Add("dir/f", "x");
        File.CreateSymbolicLink(_context.ToHostPath("file-link"), "dir/f");
        File.CreateSymbolicLink(_context.ToHostPath("absolute-link"), _context.ToHostPath("dir/f"));
        Directory.CreateSymbolicLink(_context.ToHostPath("dir-link"), "dir");
        Directory.CreateSymbolicLink(_context.ToHostPath("link-to-link"), "dir-link");

        Assert.Equal(_context.ToCanonicalPath("dir/f"), _context.ToCanonicalPath(path));
    }

    [Theory]
    [InlineData("dir/", "dir")]
    [InlineData("nowhere/../dir", "dir")]
    [InlineData("nowhere/f", "nowhere/f")]
    public void A_path_has_no_final_slash_and_need_not_exist(string path, string expected)
    {
        _context.Add("dir/f", "x");

        Assert.Equal(_context.ToCanonicalPath(expected), _context.ToCanonicalPath(path));
    }

    [Fact]
    public void Links_that_lead_around_in_a_circle_end()
    {
        File.CreateSymbolicLink(_context.ToHostPath("a"), "b");
        File.CreateSymbolicLink(_context.ToHostPath("b"), "a");

        Assert.StartsWith("/", _context.ToCanonicalPath("a"), StringComparison.Ordinal);
    }
}
