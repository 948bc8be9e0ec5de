using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers.Http;

/// <summary>Reads a whole body, unless it is too long.</summary>
internal static class ReplyBody
{
    private const int FirstBytes = 256 * 1024;

    /// <summary>Reads it.</summary>
    /// <param name="body">The body.</param>
    /// <param name="announced">How long it says it is, in bytes; null if it does not say.</param>
    /// <param name="most">The most that is read, in bytes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<ArraySegment<byte>> ReadAsync(Stream body, long? announced, int most, CancellationToken cancellationToken)
    {
        if (announced > most)
        {
            throw TooLong();
        }

        // Not at once as much as it says: a header costs an upstream nothing. One more, so that the end shows without growing.
        var buffer = new byte[Math.Min((int)(announced ?? 4096), FirstBytes) + 1];
        var count = 0;
        int read;
        while ((read = await body.ReadAsync(buffer.AsMemory(count), cancellationToken).ConfigureAwait(false)) > 0)
        {
            if ((count += read) > most)
            {
                throw TooLong();
            }

            if (count == buffer.Length)
            {
                Array.Resize(ref buffer, (int)Math.Min(2L * count, most + 1L));
            }
        }

        return new(buffer, 0, count);
    }

    /// <summary>The exception for a body that is too long.</summary>
    public static UpstreamException TooLong() =>
        ConnectionFailure.Network("The reply is too long to read. Check base_url.", "unexpected reply");
}
