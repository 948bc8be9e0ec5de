using System.IO.Compression;
using ShimLsp.Server.Gateway.Errors;
using ZstdSharp;
using ZstdSharp.Unsafe;

namespace ShimLsp.Server.Gateway.Serving;

/// <summary>Decompresses a request's body, as its <c>Content-Encoding</c> says.</summary>
internal static class BodyDecoder
{
    // A frame may ask for a window of gigabytes. 32 MiB is more than any client's compression level uses.
    private const int MostWindowLog = 25;

    /// <summary>The decompressed body.</summary>
    /// <param name="encoding">The header's value.</param>
    /// <param name="body">The body as sent.</param>
    /// <exception cref="GatewayException">415: the encoding is not known.</exception>
    public static Stream Decode(string encoding, Stream body) =>
        encoding.Trim().ToLowerInvariant() switch
        {
            "" or "identity" => body,
            "gzip" or "x-gzip" => new GZipStream(body, CompressionMode.Decompress),
            "br" => new BrotliStream(body, CompressionMode.Decompress),
            "deflate" => new ZLibStream(body, CompressionMode.Decompress),
            "zstd" => Zstd(body),
            _ => throw new GatewayException(
                415,
                GatewayErrorKind.InvalidRequest,
                "This Content-Encoding is not known. Send the body with gzip, br, deflate or zstd, or as it is."
            ),
        };

    /// <summary>Whether an exception says that the compressed bytes are broken.</summary>
    /// <param name="failure">The exception.</param>
    public static bool IsBroken(Exception failure) =>
        failure is InvalidDataException or ZstdException or EndOfStreamException or InvalidOperationException;

    private static DecompressionStream Zstd(Stream body)
    {
        var stream = new DecompressionStream(body);
        stream.SetParameter(ZSTD_dParameter.ZSTD_d_windowLogMax, MostWindowLog);
        return stream;
    }
}
