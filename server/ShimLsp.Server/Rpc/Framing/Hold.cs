namespace ShimLsp.Server.Rpc.Framing;

/// <summary>
/// A pause that a gate puts behind a message. Later messages wait until <see cref="Release"/>. Each pause is its own object, so a late
/// release can never end the next one.
/// </summary>
internal sealed class Hold
{
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>
    /// When its message was read, a timestamp of the clock. Since then the message may have waited behind an earlier hold.
    /// </summary>
    public long ReadAt { get; set; }

    /// <summary>Whether the wait is pointless for a message that supersedes this one, and for all behind that message.</summary>
    public bool CanBeSuperseded { get; init; }

    public Task Released => released.Task;

    public bool IsReleased => released.Task.IsCompleted;

    /// <summary>Ends the pause, from any thread, as often as one likes, even before the message was delivered.</summary>
    public void Release() => released.TrySetResult();
}
