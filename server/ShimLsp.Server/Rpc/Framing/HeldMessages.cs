using System.Diagnostics.CodeAnalysis;
using ShimLsp.Core.Models.Text;
using StreamJsonRpc;

namespace ShimLsp.Server.Rpc.Framing;

/// <summary>Messages kept back by a hold, in their order. They are copies: the pipe's buffers are wanted for what comes next.</summary>
internal sealed class HeldMessages(int maxCount, long maxBytes)
{
    private readonly Queue<HeldMessage> queue = new();
    private readonly Dictionary<RequestId, HeldMessage> requests = [];
    private long bytes;

    public bool IsEmpty => queue.Count == 0;

    public bool IsFull => queue.Count >= maxCount || bytes >= maxBytes;

    /// <summary>Keeps a message back.</summary>
    /// <param name="message">Its JSON.</param>
    /// <param name="id">A request's id; not specified for any other message, which no cancellation can name.</param>
    /// <param name="readAt">When it was read, a timestamp of the clock.</param>
    /// <param name="supersedes">Whether it need not wait for a hold that can be superseded.</param>
    public void Add(ReadOnlySpan<byte> message, RequestId id, long readAt, bool supersedes)
    {
        byte[] copy = ByteArrays.Rent(message.Length);
        message.CopyTo(copy);
        var held = new HeldMessage(copy, message.Length, id, null) { ReadAt = readAt, Supersedes = supersedes };
        queue.Enqueue(held);
        bytes += copy.Length; // what is really taken: a pooled array is a power of two
        if (!id.IsEmpty)
        {
            requests[id] = held;
        }
    }

    /// <summary>Keeps back the answer to what was no message.</summary>
    public void Add(Fault fault) => queue.Enqueue(new HeldMessage([], 0, default, fault));

    /// <summary>Forgets a request; <c>false</c> if none with this id is held.</summary>
    public bool TryCancel(RequestId id)
    {
        if (!requests.Remove(id, out var held))
        {
            return false;
        }

        held.IsCancelled = true;
        return true;
    }

    /// <summary>Shows the oldest message and leaves it.</summary>
    public bool TryPeek([NotNullWhen(true)] out HeldMessage? next)
    {
        while (queue.TryPeek(out next) && next.IsCancelled)
        {
            ByteArrays.Return(Dequeue().Buffer);
        }

        return next is not null;
    }

    /// <summary>Takes the oldest message. The caller returns its buffer.</summary>
    public bool TryTake([NotNullWhen(true)] out HeldMessage? taken)
    {
        if (!TryPeek(out taken))
        {
            return false;
        }

        requests.Remove(Dequeue().Id);
        return true;
    }

    private HeldMessage Dequeue()
    {
        var message = queue.Dequeue();
        bytes -= message.Buffer.Length;
        return message;
    }
}

/// <summary>A message that was kept back.</summary>
/// <param name="buffer">Of <see cref="ByteArrays"/>.</param>
/// <param name="length">How much of the buffer is the message.</param>
/// <param name="id">A request's id.</param>
/// <param name="fault">The answer, if this is not a valid message; <c>null</c> otherwise.</param>
internal sealed class HeldMessage(byte[] buffer, int length, RequestId id, Fault? fault)
{
    public byte[] Buffer => buffer;

    public ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, length);

    public RequestId Id => id;

    public Fault? Fault => fault;

    /// <inheritdoc cref="Hold.ReadAt"/>
    public long ReadAt { get; init; }

    /// <inheritdoc cref="IIncomingGate.Supersedes"/>
    public bool Supersedes { get; init; }

    public bool IsCancelled { get; set; }
}
