using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli.Demo.Upstream;

/// <summary>
/// The pieces of one reply. They may arrive after the whole answer, because they travel separately.
/// </summary>
/// <param name="time">The clock.</param>
/// <param name="show">Takes each piece, one after the other.</param>
internal sealed class StreamedReply(TimeProvider time, Action<ChatDelta> show)
{
    private readonly Lock taking = new();
    private readonly long start = time.GetTimestamp();
    private readonly TaskCompletionSource whole = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long characters;
    private long expected = long.MaxValue;

    /// <summary>How many pieces arrived.</summary>
    public int Pieces { get; private set; }

    /// <summary>From the beginning to the first piece.</summary>
    public double FirstPieceMilliseconds { get; private set; }

    /// <summary>Takes a piece.</summary>
    public void Add(ChatDelta piece)
    {
        lock (taking)
        {
            if (Pieces++ == 0)
            {
                FirstPieceMilliseconds = time.GetElapsedTime(start).TotalMilliseconds;
            }

            show(piece);
            characters += (piece.Text?.Length ?? 0) + (piece.ToolCall?.ArgumentsDelta?.Length ?? 0);
            Look();
        }
    }

    /// <summary>Waits for the pieces that an answer repeats.</summary>
    /// <exception cref="TimeoutException">They did not come.</exception>
    public Task HasAllOfAsync(ChatResultInfo answer, CancellationToken cancellationToken)
    {
        lock (taking)
        {
            expected = answer.Text.ToString().Length + (answer.ToolCalls?.Sum(call => call.Arguments.ToString().Length) ?? 0);
            Look();
        }

        return whole.Task.WaitAsync(DemoServer.LongestWait, cancellationToken);
    }

    private void Look()
    {
        if (characters >= expected)
        {
            whole.TrySetResult();
        }
    }
}
