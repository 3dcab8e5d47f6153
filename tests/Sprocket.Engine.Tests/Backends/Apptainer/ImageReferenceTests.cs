using Sprocket.Engine.Backends;
using Sprocket.Engine.Backends.Apptainer;

namespace Sprocket.Engine.Tests.Backends.Apptainer;

public sealed class ImageReferenceTests
{
    [Theory]
    [InlineData("ubuntu", "docker://ubuntu", "docker/ubuntu/latest.sif")]
    [InlineData("ubuntu:24.04", "docker://ubuntu:24.04", "docker/ubuntu/24.04.sif")]
    [InlineData("quay.io/biocontainers/bwa:0.7.17--h5bf99c6_8", "docker://quay.io/biocontainers/bwa:0.7.17--h5bf99c6_8", "docker/quay.io/biocontainers/bwa/0.7.17--h5bf99c6_8.sif")]
    [InlineData("docker://host:5000/a/b", "docker://host:5000/a/b", "docker/host/5000/a/b/latest.sif")]
    [InlineData("docker://host:5000/a/b:1", "docker://host:5000/a/b:1", "docker/host/5000/a/b/1.sif")]
    [InlineData("ubuntu@sha256:abc", "docker://ubuntu@sha256:abc", "docker/ubuntu%40sha256/abc.sif")]
    [InlineData("docker://host:5000/b:1@sha256:abc", "docker://host:5000/b@sha256:abc", "docker/host/5000/b%40sha256/abc.sif")]
    [InlineData("host:5000/b@sha256:abc", "docker://host:5000/b@sha256:abc", "docker/host/5000/b%40sha256/abc.sif")]
    [InlineData("oras://host/a:1", "oras://host/a:1", "oras/host/a/1.sif")]
    [InlineData("oras://host/a/1", "oras://host/a/1", "oras/host/a/1/latest.sif")]
    [InlineData("https://host/a:1.sif", "https://host/a:1.sif", "https/host/a%3A1.sif.sif")]
    [InlineData("library://me/tools/a:1", "library://me/tools/a:1", "library/me/tools/a/1.sif")]
    public void What_is_pulled_has_a_place_of_its_own(string text, string source, string path)
    {
        var reference = ImageReference.Parse(text);

        Assert.Equal((ImageKind.Pulled, source, path), (reference.Kind, reference.Source, reference.CachePath()));
    }

    [Theory]
    [InlineData("docker-archive:/data/a.tar", "docker-archive:/data/a.tar")]
    [InlineData("docker-archive:///data/a.tar", "docker-archive:/data/a.tar")]
    [InlineData("oci-archive:data/a.tar:tag", "oci-archive:data/a.tar:tag")]
    [InlineData("oci:/data/my layout:tag", "oci:/data/my layout:tag")]
    public void What_is_here_in_another_form_is_converted(string text, string source)
    {
        var reference = ImageReference.Parse(text);

        Assert.Equal((ImageKind.Converted, source), (reference.Kind, reference.Source));
    }

    [Theory]
    [InlineData("a.sif", "/run/here/a.sif")]
    [InlineData("./sandbox", "/run/here/sandbox")]
    [InlineData("/images/a.sif", "/images/a.sif")]
    [InlineData("oci:../layout:v1", "oci:/run/layout:v1")]
    [InlineData("docker-archive:/a.tar", "docker-archive:/a.tar")]
    [InlineData("ubuntu:24.04", "docker://ubuntu:24.04")]
    public void A_relative_path_starts_where_the_run_was_begun(string text, string source) =>
        Assert.Equal(source, ImageReference.Parse(text).In("/run/here").Source);

    [Theory]
    [InlineData("ubuntu@sha256:abc", true)]
    [InlineData("docker://ubuntu:24.04@sha256:abc", true)]
    [InlineData("ubuntu:24.04", false)]
    public void Only_a_digest_names_an_image_for_ever(string text, bool isExact) => Assert.Equal(isExact, ImageReference.Parse(text).IsExact);

    [Theory]
    [InlineData("/images/a.sif", "/images/a.sif")]
    [InlineData("images/a.sif", "images/a.sif")]
    [InlineData("file:///images/a.sif", "/images/a.sif")]
    [InlineData("/images/sandbox", "/images/sandbox")]
    [InlineData("./sandbox", "./sandbox")]
    public void What_is_here_is_used_as_it_is(string text, string path)
    {
        var reference = ImageReference.Parse(text);

        Assert.Equal((ImageKind.Local, path), (reference.Kind, reference.Source));
    }

    [Theory]
    [InlineData("docker://localhost:5000/a", true)]
    [InlineData("127.0.0.1:5000/a:1", true)]
    [InlineData("http://registry/a:1", true)]
    [InlineData("docker://registry/a:1", false)]
    [InlineData("localhost.example.org/a", false)]
    public void Only_this_machines_own_registry_is_asked_without_encryption(string text, bool isPlain) =>
        Assert.Equal(isPlain, ImageReference.Parse(text).IsPlainHttp);

    [Theory]
    [InlineData("")]
    [InlineData("ftp://host/a")]
    [InlineData("two words")]
    [InlineData("docker://two words")]
    [InlineData("docker-daemon://a:1")]
    [InlineData("docker://a:1\n")]
    public void What_names_no_image_is_said(string text) => Assert.Throws<UnsatisfiableException>(() => ImageReference.Parse(text));

    [Theory]
    [InlineData("docker://../../etc/passwd")]
    [InlineData("a/../../b")]
    [InlineData("docker-archive:../../x.tar")]
    public void No_name_leaves_the_cache(string text) => Assert.DoesNotContain("..", ImageReference.Parse(text).CachePath().Split('/'));
}
