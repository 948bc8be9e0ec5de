using System.Runtime.CompilerServices;

namespace ShimLsp.Server.Providers.Http;

/// <summary>A streamed reply's body, with an eye on how long it is silent.</summary>
/// <param name="body">The body; disposed with this.</param>
/// <param name="call">The call.</param>
internal sealed class ReplyStream(Stream body, Call call) : ReadOnlyStream
{
    private const int MostAfterEnd = 1024;

    private static readonly TimeSpan EndsWithin = TimeSpan.FromMilliseconds(100);

    private bool isLeft;

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // each event of a stream waits here
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // The clock runs only while the caller waits for more: a client that reads slowly is not the model's fault.
        call.AllowMore();
        var read = await body.ReadAsync(buffer, call.Token).ConfigureAwait(false);
        call.Rest();
        return read;
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

            using var patience = new CancellationTokenSource(EndsWithin, call.Clock);
            try
            {
                await body.ReadAtLeastAsync(new byte[MostAfterEnd], MostAfterEnd, throwOnEndOfStream: false, patience.Token)
                    .ConfigureAwait(false);
            }
            catch (Exception failure)
                when (failure is IOException or HttpRequestException or OperationCanceledException or ObjectDisposedException)
            {
                // Then the next call makes a connection of its own.
            }
        }
    }
}
