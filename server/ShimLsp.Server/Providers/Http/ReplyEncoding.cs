using System.IO.Compression;
using System.Net.Http.Headers;

namespace ShimLsp.Server.Providers.Http;

/// <summary>
/// Takes the compression off an answer's body. The server never asks for compression, but some gateways compress anyway. The reader of the
/// result must bound its size: a small body can hold a huge one.
/// </summary>
internal static class ReplyEncoding
{
    /// <summary>The body as the provider wrote it; null if nobody here can read its encoding.</summary>
    /// <param name="response">The answer, for its header <c>Content-Encoding</c>.</param>
    /// <param name="body">Its body. It is disposed with the result.</param>
    public static Stream? Decode(HttpResponseMessage response, Stream body) =>
        response.Content.Headers.NonValidated.Contains("Content-Encoding") ? Decode(response.Content.Headers, body) : body;

    private static Stream? Decode(HttpContentHeaders headers, Stream body) =>
        string.Join(',', headers.ContentEncoding).ToLowerInvariant() switch
        {
            "" or "identity" => body,
            "gzip" or "x-gzip" => new Decoded(new GZipStream(body, CompressionMode.Decompress)),
            "deflate" => new Decoded(new ZLibStream(body, CompressionMode.Decompress)),
            "br" => new Decoded(new BrotliStream(body, CompressionMode.Decompress)),
            _ => null,
        };

    /// <summary>Reports a broken encoding as what it is to a reader: the body cannot be read to its end.</summary>
    private sealed class Decoded(Stream inner) : ReadOnlyStream
    {
        /// <inheritdoc/>
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                return await inner.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception broken) when (broken is InvalidDataException or InvalidOperationException)
            {
                throw new IOException(null, broken);
            }
        }

        /// <inheritdoc/>
        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                inner.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
