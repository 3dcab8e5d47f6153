using Sprocket.Engine.Backends;

namespace Sprocket.Engine.Tests.Backends;

public sealed class ResourcePoolTests
{
    private readonly ResourcePool _pool = new(cpu: 4, memoryBytes: 1000);

    [Fact]
    public async Task What_fits_together_runs_together()
    {
        using IDisposable first = await Take(2, 500);
        using IDisposable second = await Take(2, 500);

        Assert.False(Take(0.5, 0).IsCompleted);
    }

    [Theory]
    [InlineData(4, 1)]
    [InlineData(1, 1000)]
    public async Task Either_resource_can_be_what_is_short(double cpu, long memoryBytes)
    {
        IDisposable first = await Take(cpu, memoryBytes);
        Task<IDisposable> second = Take(1, 1);
        Assert.False(second.IsCompleted);

        first.Dispose();

        await second;
    }

    [Fact]
    public async Task A_large_task_is_not_passed_over_by_small_ones()
    {
        IDisposable running = await Take(3, 0);
        Task<IDisposable> large = Take(4, 0);
        Task<IDisposable> small = Take(1, 0);
        Assert.False(small.IsCompleted);

        running.Dispose();
        (await large).Dispose();

        await small;
    }

    [Fact]
    public async Task A_task_that_gives_up_lets_those_behind_it_go()
    {
        using IDisposable running = await Take(3, 0);
        using var patience = new CancellationTokenSource();
        Task<IDisposable> large = _pool.TakeAsync(4, 0, patience.Token);
        Task<IDisposable> small = Take(1, 0);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        await small;
    }

    private Task<IDisposable> Take(double cpu, long memoryBytes) => _pool.TakeAsync(cpu, memoryBytes, CancellationToken.None);
}
