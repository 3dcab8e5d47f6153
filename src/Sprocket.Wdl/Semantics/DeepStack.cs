namespace Sprocket.Wdl.Semantics;

/// <summary>Runs work that recurses as deep as documents are nested.</summary>
/// <remarks>
/// Pool threads have 1.5 MB in a static program, which the highest tree that the parser makes would overflow. The stack
/// is only reserved; what is not used costs nothing.
/// </remarks>
public static class DeepStack
{
    private const int StackBytes = 256 << 20;

    /// <summary>Runs work on a thread of its own with a large stack.</summary>
    /// <param name="work">The work.</param>
    public static Task RunAsync(Action work)
    {
        TaskCompletionSource completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        var thread = new Thread(
            () =>
            {
                try
                {
                    work();
                    completion.SetResult();
                }
#pragma warning disable CA1031 // It is thrown again by whoever awaits the task.
                catch (Exception exception)
#pragma warning restore CA1031
                {
                    completion.SetException(exception);
                }
            },
            StackBytes)
        {
            IsBackground = true,
        };
        thread.Start();
        return completion.Task;
    }
}
