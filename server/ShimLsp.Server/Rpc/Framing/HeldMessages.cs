using System.Buffers;
using StreamJsonRpc;

namespace ShimLsp.Server.Rpc.Framing;

/// <summary>Messages kept back by a hold, in their order. They are copies: the pipe's buffers are wanted for what comes next.</summary>
internal sealed class HeldMessages(int maxCount, long maxBytes)
{
    private readonly Queue<Message> queue = new();
    private long bytes;

    public bool IsEmpty => queue.Count == 0;

    public bool IsFull => queue.Count >= maxCount || bytes >= maxBytes;

    public void Add(ReadOnlySpan<byte> message, RequestId id)
    {
        byte[] copy = ArrayPool<byte>.Shared.Rent(message.Length);
        message.CopyTo(copy);
        queue.Enqueue(new Message(copy, message.Length, id));
        bytes += message.Length;
    }

    /// <summary>Forgets a request; <c>false</c> if none with this id is held.</summary>
    public bool TryCancel(RequestId id)
    {
        foreach (var message in queue)
        {
            if (message.Id == id && !message.IsCancelled)
            {
                message.IsCancelled = true;
                return true;
            }
        }

        return false;
    }

    /// <summary>Takes the oldest message. Its buffer is the caller's, to give back to the shared pool.</summary>
    public bool TryTake(out byte[] buffer, out int length)
    {
        while (queue.TryDequeue(out var message))
        {
            bytes -= message.Length;
            (buffer, length) = (message.Buffer, message.Length);
            if (!message.IsCancelled)
            {
                return true;
            }

            ArrayPool<byte>.Shared.Return(buffer);
        }

        (buffer, length) = ([], 0);
        return false;
    }

    private sealed class Message(byte[] buffer, int length, RequestId id)
    {
        public byte[] Buffer => buffer;

        public int Length => length;

        /// <summary>Not specified for a notification, which no cancellation can name.</summary>
        public RequestId Id => id;

        public bool IsCancelled { get; set; }
    }
}
