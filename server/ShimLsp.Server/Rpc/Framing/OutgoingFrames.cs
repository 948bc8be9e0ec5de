using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using Nerdbank.Streams;
using ShimLsp.Core.Upstream;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace ShimLsp.Server.Rpc.Framing;

/// <summary>
/// Frames messages and sends them. A message is written to a buffer, and the writer that finds the output idle sends the buffer. Messages
/// that arrive in the meantime go out together, so a busy connection needs fewer writes than it has messages.
/// </summary>
/// <remarks><see cref="Append"/> must not be called concurrently with itself; the rest may be called from anywhere.</remarks>
[SuppressMessage("Design", "CA1001", Justification = "What the body rents it gives back after each message.")]
internal sealed class OutgoingFrames(PipeWriter output, IJsonRpcMessageFormatter formatter, Framing framing, ReplyMemory memory)
{
    /// <summary>With this much unsent the peer does not read, or not as fast as it asks.</summary>
    private const int MostUnsentBytes = 16 * 1024 * 1024;

    /// <summary>A sender that can wait should wait if this much is unread.</summary>
    private const int MostAheadBytes = 512 * 1024;

    private readonly Lock changing = new();
    private readonly TaskCompletionSource<bool> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Pooled pieces: one array that grows to the size of a list of thousands of models would be copied, and collected, at every step.
    private Sequence<byte> body = new(ArrayPool<byte>.Shared);
    private OutgoingBatch filling = new(framing);
    private OutgoingBatch spare = new(framing);
    private TaskCompletionSource? sent;
    private IOException? broken;
    private int beingSent;
    private bool sending;
    private bool closed;

    /// <summary>
    /// Whether too much is unsent. Writers do not wait for the peer: it is not read from any more, so that nothing is begun that it would
    /// have to be answered.
    /// </summary>
    public HighWater Unsent { get; } = new(MostUnsentBytes);

    /// <summary>
    /// Whether so much is unsent that a sender that can wait should, such as a model's reply that comes faster than it is read.
    /// </summary>
    public HighWater Ahead { get; } = new(MostAheadBytes);

    /// <summary>Completes with true when the output is closed and all is sent, with false when the peer no longer reads.</summary>
    public Task<bool> Completion => completion.Task;

    /// <summary>Whether the peer no longer reads: nothing can be sent any more.</summary>
    public bool IsBroken
    {
        get
        {
            lock (changing)
            {
                return broken is not null;
            }
        }
    }

    /// <summary>Frames one message. If it cannot be serialised nothing of it remains.</summary>
    public void Append(JsonRpcMessage message)
    {
        try
        {
            formatter.Serialize(body, message);
            lock (changing)
            {
                if (broken is not null)
                {
                    throw new IOException(broken.Message, broken);
                }

                if (filling.Add(body))
                {
                    body = new(ArrayPool<byte>.Shared);
                }

                SetUnsent(beingSent + filling.Length);
            }
        }
        finally
        {
            body.Reset();
        }
    }

    /// <summary>Sees to it that what was written is being sent.</summary>
    public void Start()
    {
        lock (changing)
        {
            if (sending || broken is not null)
            {
                return;
            }

            sending = true;
        }

        // Not awaited: it ends by itself and keeps its failure for the next writer.
        _ = SendAsync();
    }

    /// <summary>Waits until everything written so far has been sent.</summary>
    /// <exception cref="IOException">The output is broken.</exception>
    public Task DrainAsync(CancellationToken cancellationToken)
    {
        Task all;
        lock (changing)
        {
            all = WhenSent();
        }

        Start();
        return all.WaitAsync(cancellationToken);
    }

    /// <summary>Sends the rest, then completes the output.</summary>
    public void Close()
    {
        lock (changing)
        {
            closed = true;
        }

        Start();
    }

    private void SetUnsent(int bytes)
    {
        Unsent.Set(bytes);
        Ahead.Set(bytes);
        memory.SetUnsent(bytes);
    }

    /// <summary>Completes the next time that nothing is left to send. The lock must be held, and <see cref="Start"/> follow.</summary>
    private Task WhenSent() =>
        broken is not null
            ? Task.FromException(broken)
            : (sent ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private async Task SendAsync()
    {
        try
        {
            while (TakeFilled() is { } filled)
            {
                foreach (var part in filled.Parts())
                {
                    FlushResult result = await output.WriteAsync(part, CancellationToken.None).ConfigureAwait(false);
                    if (result.IsCompleted)
                    {
                        throw new IOException("The peer no longer reads.");
                    }
                }

                if (filled.Clear() is > 0 and var large)
                {
                    memory.Drop(large);
                }

                spare = filled;
            }
        }
        catch (Exception exception)
        {
            // Catch everything that a stream throws. Nothing awaits this loop, and if it died silently, every writer would wait forever.
            Break(exception as IOException ?? new IOException("The output is closed.", exception));
        }
    }

    /// <summary>Takes the next bytes to send. If there are none, sending ends.</summary>
    private OutgoingBatch? TakeFilled()
    {
        lock (changing)
        {
            if (filling.Length > 0)
            {
                (OutgoingBatch filled, filling) = (filling, spare);
                beingSent = filled.Length;
                SetUnsent(beingSent);
                return filled;
            }

            (sending, beingSent) = (false, 0);
            SetUnsent(0);
            sent?.TrySetResult();
            sent = null;
            if (!closed)
            {
                return null;
            }
        }

        output.Complete();
        completion.TrySetResult(true);
        return null;
    }

    private void Break(IOException exception)
    {
        lock (changing)
        {
            broken = exception;
            (sending, beingSent) = (false, 0);
            SetUnsent(0);
            sent?.TrySetException(exception);
            sent = null;
        }

        output.Complete(exception);
        completion.TrySetResult(false);
    }
}
