using System.IO.Pipelines;

namespace ShimLsp.Mock.Serving;

/// <summary>Writes a body a few kilobytes at a time. The last of it waits for the end of the request, or for a flush.</summary>
/// <param name="pipe">Where to.</param>
/// <param name="writeSize">The most bytes in one write.</param>
/// <param name="lifetime">Tells that the client has left.</param>
internal sealed class BodyWriter(PipeWriter pipe, int writeSize, CancellationToken lifetime)
{
    private int unflushed;

    /// <summary>Whether anything has gone out, the headers at least.</summary>
    public bool HasFlushed { get; private set; }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var size = Math.Min(bytes.Length, writeSize - unflushed);
            bytes.Span[..size].CopyTo(pipe.GetSpan(size)); // not Write: to a client that has left it would write into a buffer of no size
            pipe.Advance(size);
            bytes = bytes[size..];
            await AddedAsync(size).ConfigureAwait(false);
        }
    }

    public async ValueTask FillAsync(long length)
    {
        while (length > 0)
        {
            var size = (int)Math.Min(length, writeSize - unflushed);
            pipe.GetSpan(size)[..size].Fill((byte)'x');
            pipe.Advance(size);
            length -= size;
            await AddedAsync(size).ConfigureAwait(false);
        }
    }

    /// <summary>Sends what is buffered. The first call sends the headers first.</summary>
    public async ValueTask FlushAsync()
    {
        if ((await pipe.FlushAsync(lifetime).ConfigureAwait(false)).IsCompleted)
        {
            // The client has left, and the token is about to be cancelled.
            await Task.Delay(Timeout.InfiniteTimeSpan, lifetime).ConfigureAwait(false);
        }

        lifetime.ThrowIfCancellationRequested(); // a flush to nobody succeeds
        unflushed = 0;
        HasFlushed = true;
    }

    private ValueTask AddedAsync(int size)
    {
        unflushed += size;
        return unflushed < writeSize ? ValueTask.CompletedTask : FlushAsync();
    }
}
