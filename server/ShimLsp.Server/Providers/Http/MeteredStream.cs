using System.Runtime.CompilerServices;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers.Http;

/// <summary>A reply's body, of which no more is read than the call may bring and than there is memory for.</summary>
/// <param name="body">The body; disposed with this.</param>
/// <param name="call">The call.</param>
/// <param name="share">The memory that the reply takes.</param>
internal sealed class MeteredStream(Stream body, Call call, ReplyMemory.Share share) : ReadOnlyStream
{
    private const int AtOnce = 64 * 1024;

    private byte[]? between;
    private long count;

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // each event of a stream waits here
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await ReadSomeAsync(buffer, cancellationToken).ConfigureAwait(false);
        if ((count += read) > call.Limits.MostReplyBytes)
        {
            throw ReplyBody.TooLong();
        }

        var room = share.TakeAsync(read, cancellationToken);
        if (!room.IsCompletedSuccessfully)
        {
            call.Rest(); // the model is not late while others have the memory
            await room.ConfigureAwait(false);
            call.Spoke();
            if (!call.Streams)
            {
                call.Allow(call.Limits.Whole, "the reply");
            }
        }

        return read;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>
    /// Reads by way of an array of its own. A connection that is kept for the next call remembers what it last read into, and would keep a
    /// large buffer alive.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // each event of a stream waits here
    private async ValueTask<int> ReadSomeAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (buffer.Length <= AtOnce)
        {
            return await body.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
        }

        between ??= new byte[AtOnce];
        var read = await body.ReadAsync(between, cancellationToken).ConfigureAwait(false);
        between.AsSpan(0, read).CopyTo(buffer.Span);
        return read;
    }
}
