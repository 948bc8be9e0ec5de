using System.Buffers;
using ShimLsp.Server.Providers.Http;

namespace ShimLsp.Server.Providers.Replies;

/// <summary>A stream whose first byte can be looked at before it is read. The caller closes the inner stream.</summary>
/// <param name="inner">The stream.</param>
/// <param name="blank">The bytes to pass over at its start.</param>
internal sealed class PeekedStream(Stream inner, SearchValues<byte> blank) : ReadOnlyStream
{
    private readonly byte[] first = new byte[512];
    private int start;
    private int end;

    /// <summary>The first byte that is not blank; null if there is none.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async ValueTask<byte?> FirstByteAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            start += first.AsSpan(start, end - start).IndexOfAnyExcept(blank) is >= 0 and var at ? at : end - start;
            if (start < end)
            {
                return first[start];
            }

            start = 0;
            end = await inner.ReadAsync(first, cancellationToken).ConfigureAwait(false);
            if (end == 0)
            {
                return null;
            }
        }
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (start == end)
        {
            return inner.ReadAsync(buffer, cancellationToken);
        }

        var count = Math.Min(buffer.Length, end - start);
        first.AsMemory(start, count).CopyTo(buffer);
        start += count;
        return new(count);
    }
}
