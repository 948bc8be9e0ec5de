namespace ShimLsp.Server.Lsp;

/// <summary>
/// Notices when the client's process has ended. Its end normally closes our input too. If another process still holds the other end of the
/// pipe, only this watch ends the server.
/// </summary>
/// <param name="isAlive">Whether a process runs.</param>
/// <param name="clock">Time.</param>
internal sealed class ParentWatch(Func<int, bool> isAlive, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource gone = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? timer;

    /// <summary>Completes when the process is gone.</summary>
    public Task Gone => gone.Task;

    /// <summary>Begins to look, at this process instead of an earlier one.</summary>
    /// <param name="processId">The client's process; null if it is not known.</param>
    public void Watch(int? processId)
    {
        if (processId is { } id)
        {
            timer?.Dispose();
            timer = clock.CreateTimer(_ => Look(id), null, Interval, Interval);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => timer?.Dispose();

    private void Look(int processId)
    {
        if (!isAlive(processId))
        {
            gone.TrySetResult();
        }
    }
}
