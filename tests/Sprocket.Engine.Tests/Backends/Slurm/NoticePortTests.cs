using Sprocket.Engine.Backends.Slurm;
using Sprocket.Engine.JobStep;
using Sprocket.Engine.Storage;

namespace Sprocket.Engine.Tests.Backends.Slurm;

public sealed class NoticePortTests
{
    [Fact]
    public async Task A_notice_wakes_the_runner_that_it_is_meant_for()
    {
        using NoticePort port = (await NoticePort.OpenAsync("controller(127.0.0.1)", TestContext.Current.CancellationToken))!;
        Task<string> received = port.ReceiveAsync(TestContext.Current.CancellationToken);

        Notice.Leave(Description(port.Address, "some other run's secret"), Notice.Ended);
        Notice.Leave(Description("not an address", port.Secret), Notice.Ended);
        await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        Assert.False(received.IsCompleted);

        Notice.Leave(Description(port.Address, port.Secret), Notice.Ended);
        Assert.Equal("run.call.0.ended", await received.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("controller(no.such.host.invalid)")]
    [InlineData("controller(fd00::1)")]
    public async Task Without_a_way_to_the_controller_there_is_no_port(string controller) =>
        Assert.Null(await NoticePort.OpenAsync(controller, TestContext.Current.CancellationToken));

    [Fact]
    public void A_notice_is_also_a_file()
    {
        using var directory = new TemporaryDirectory();

        Notice.Leave(new JobDescription { Arguments = [], NoticeDirectory = directory.Path, NoticeName = "run.call.0" }, Notice.Started + "n1");

        Assert.Equal("run.call.0.started.n1", Path.GetFileName(Assert.Single(Directory.GetFiles(directory.Path))));
    }

    private static JobDescription Description(string address, string secret) => new() { Arguments = [], NoticeName = "run.call.0", NoticeAddress = address, NoticeSecret = secret };
}
