using System.Runtime.InteropServices;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers.Http;

/// <summary>A whole body, in memory until it is disposed.</summary>
internal sealed class ReplyBody : IDisposable
{
    private readonly ReplyBuffer buffer;
    private int count;

    private ReplyBody(int most) => buffer = new(most);

    /// <summary>The body.</summary>
    public ReadOnlyMemory<byte> Bytes => buffer.Memory[..count];

    /// <summary>The body as a stream.</summary>
    public Stream ToStream() => MemoryMarshal.TryGetArray(Bytes, out var array) ? new MemoryStream(array.Array!, 0, count) : Stream.Null;

    /// <summary>Reads it, unless it is too long.</summary>
    /// <param name="body">The body.</param>
    /// <param name="announced">How long it says it is, in bytes; null if it does not say.</param>
    /// <param name="most">The most that is read, in bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<ReplyBody> ReadAsync(Stream body, long? announced, int most, CancellationToken cancellationToken)
    {
        if (announced > most)
        {
            throw TooLong();
        }

        var whole = new ReplyBody(most);
        try
        {
            await whole.FillAsync(body, most, cancellationToken).ConfigureAwait(false);
            await PoolThread.EnterAsync(whole.count).ConfigureAwait(false);
            return whole;
        }
        catch
        {
            whole.Dispose();
            throw;
        }
    }

    /// <summary>The exception for a body that is too long.</summary>
    public static UpstreamException TooLong() =>
        ConnectionFailure.Network("The reply is too long to read. Check base_url.", "unexpected reply");

    /// <inheritdoc/>
    public void Dispose() => buffer.Dispose();

    private async Task FillAsync(Stream body, int most, CancellationToken cancellationToken)
    {
        int read;
        while ((read = await body.ReadAsync(buffer.Memory[count..], cancellationToken).ConfigureAwait(false)) > 0)
        {
            if ((count += read) > most)
            {
                throw TooLong();
            }

            if (count == buffer.Memory.Length)
            {
                buffer.Grow();
            }
        }
    }
}
