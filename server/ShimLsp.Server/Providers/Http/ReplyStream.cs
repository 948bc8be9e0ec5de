namespace ShimLsp.Server.Providers.Http;

/// <summary>A streamed reply's body, with an eye on how long it is silent and how much it brings.</summary>
/// <param name="body">The body; disposed with this.</param>
/// <param name="call">The call.</param>
internal sealed class ReplyStream(Stream body, Call call) : Stream
{
    private const string Thing = "the rest of its reply";
    private const int MostAfterEnd = 1024;

    private static readonly TimeSpan endsWithin = TimeSpan.FromMilliseconds(100);

    private long count;
    private bool isLeft;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // The clock runs only while somebody waits for more: a client that reads slowly is not the model's fault.
        call.Allow(call.Limits.Silence, Thing);
        var read = await body.ReadAsync(buffer, call.Token).ConfigureAwait(false);
        call.Rest();
        return (count += read) <= call.Limits.MostReplyBytes ? read : throw ReplyBody.TooLong();
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && !isLeft)
        {
            isLeft = true;
            _ = LeaveAsync();
        }

        base.Dispose(disposing);
    }

    /// <summary>
    /// Leaves it. After the reply's own end only the body's end is missing: with it the connection can serve the next call. In any other
    /// place the connection is cut.
    /// </summary>
    private async Task LeaveAsync()
    {
        await using (body.ConfigureAwait(false))
        {
            if (!call.IsAtEnd)
            {
                return;
            }

            using var patience = new CancellationTokenSource(endsWithin, call.Clock);
            try
            {
                await body.ReadAtLeastAsync(new byte[MostAfterEnd], MostAfterEnd, throwOnEndOfStream: false, patience.Token).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is IOException or HttpRequestException or OperationCanceledException or ObjectDisposedException)
            {
                // Then the next call makes a connection of its own.
            }
        }
    }
}
