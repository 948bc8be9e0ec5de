namespace ShimLsp.Server.Rpc.Framing;

/// <summary>
/// A pause that a gate puts behind a message. Later messages wait until <see cref="Release"/>. Each pause is its own object, so a late
/// release can never end the next one.
/// </summary>
internal sealed class Hold
{
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Released => released.Task;

    public bool IsReleased => released.Task.IsCompleted;

    /// <summary>Ends the pause, from any thread, as often as one likes, even before the message was delivered.</summary>
    public void Release() => released.TrySetResult();
}
