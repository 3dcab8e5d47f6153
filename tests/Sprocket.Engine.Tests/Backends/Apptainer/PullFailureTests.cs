using Sprocket.Engine.Backends.Apptainer;

namespace Sprocket.Engine.Tests.Backends.Apptainer;

/// <summary>Texts of apptainer 1.4.5 and, where named, SingularityCE 4.1.5, as they wrote them.</summary>
public sealed class PullFailureTests
{
    private const string Oci = "FATAL:   While making image from oci registry: error fetching image to cache: failed to get checksum for ";

    [Theory]
    [InlineData(Oci + "docker://h/a:1: reading manifest 1 in h/a: manifest unknown", "no image of that name and tag")]
    [InlineData("FATAL:   While pulling image from oci registry: error fetching image to cache: failed to get checksum for oras://h/a:1: GET http://h/v2/a/manifests/1: MANIFEST_UNKNOWN: manifest unknown; map[Tag:1]", "no image of that name and tag")]
    [InlineData(Oci + "docker://h/A:x: unable to parse image name docker://h/A:x: invalid reference format: repository name must be lowercase", "no well-formed name")]
    [InlineData(Oci + "oras://h/a:1: invalid layer mediatype: application/vnd.oci.image.layer.v1.tar+gzip", "name it with `docker://`")]
    [InlineData("FATAL:   While making image from oci registry: error fetching image to cache: while building SIF from layers: packer failed to pack: while unpacking rootfs: no extractable OCI/Docker tar layers found in this image", "named with `oras://`")]
    [InlineData(Oci + "docker://h/a:1: reading manifest 1 in h/a: unauthorized: authentication required", "asks for a login")]
    [InlineData(Oci + "docker://nohost.invalid/a:1: pinging container registry nohost.invalid: Get \"https://nohost.invalid/v2/\": dial tcp: lookup nohost.invalid on 10.0.0.1:53: no such host", "not known to this machine's network")]
    [InlineData("FATAL:   Unable to get library client configuration: remote has no library client (see https://apptainer.org/docs/user/latest/endpoint.html#no-default-remote)", "no library to pull from")]
    [InlineData("FATAL:   While making image from oci registry: while building SIF from layers: write /x: no space left on device", "the disk is full: free some space, or choose another `apptainer.image_cache_dir` (3 MiB are left)")]
    [InlineData("FATAL:   While making image from oci registry: error fetching image: while building SIF from layers: conveyor failed to get: stat /home/me/index.json: no such file or directory", "SingularityCE cannot pull below a path with an `@`")]
    public void What_will_not_get_better_is_not_tried_again(string errors, string meaning)
    {
        (string said, bool isTransient) = PullFailure.Explain(errors, 3 << 20);

        Assert.False(isTransient);
        Assert.Contains(meaning, said, StringComparison.Ordinal);
    }

    [Fact]
    public void What_may_pass_is_tried_again()
    {
        (string said, bool isTransient) = PullFailure.Explain(
            Oci + "docker://127.0.0.1:9/a:1: pinging container registry 127.0.0.1:9: Get \"http://127.0.0.1:9/v2/\": dial tcp 127.0.0.1:9: connect: connection refused", null);

        Assert.True(isTransient);
        Assert.EndsWith("connect: connection refused", said, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("DEBUG   [U=1000,P=433]     getRefDigest()                GetManifest digest for docker://a:1 is 1f31", false)]
    [InlineData("2026/11/28 18:32:45 debug unpacking entry           path=bin/sha256sum root=/rootfs type=50", false)]
    [InlineData("FATAL   [U=1000,P=656]     pullRun()                     While making image", true)]
    [InlineData("FATAL:   While making image", true)]
    public void Debugging_messages_are_not_for_users(string line, bool isForUsers) => Assert.Equal(isForUsers, PullLog.IsForUsers(line));

    [Fact]
    public void The_place_in_the_runtimes_program_is_left_out() => Assert.Equal(
        "FATAL:   While making image",
        PullLog.Plain("FATAL   [U=1000,P=656]     pullRun()                     While making image"));

    [Theory]
    [InlineData("docker.GetDigest source image digest for docker://h/a@sha256:00 is ", true)]
    [InlineData("docker.GetDigest digest for docker://h/a:1 is ", false)]
    public void Only_the_manifests_own_digest_counts(string said, bool isDigest)
    {
        string digest = new('a', 64);

        Assert.Equal(isDigest ? $"sha256:{digest}" : null, PullLog.FindDigest($"DEBUG   [U=1000,P=433]     getDockerRefDigest()          {said}{digest}"));
    }
}
