using System.Buffers;
using System.IO.Pipelines;

namespace ShimLsp.Server.Gateway.Serving.Connections;

/// <summary>
/// Tells HTTP/2 from HTTP/1.1 by the first bytes of a connection without TLS (RFC 9113, 3.4). No method of HTTP/1.1 begins like HTTP/2.
/// </summary>
internal static class HttpPreface
{
    private static ReadOnlySpan<byte> Http2 => "PRI "u8;

    /// <summary>Waits for the first bytes and leaves them in place.</summary>
    /// <param name="input">What the client sends.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Whether they are those of HTTP/2.</returns>
    public static async Task<bool> IsHttp2Async(PipeReader input, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            var isHttp2 = Judge(read.Buffer);
            var isDecided = isHttp2 is not null || read.IsCompleted;
            input.AdvanceTo(read.Buffer.Start, isDecided ? read.Buffer.Start : read.Buffer.End);
            if (isDecided)
            {
                return isHttp2 ?? false;
            }
        }
    }

    /// <summary>Whether bytes are those of HTTP/2; null if more are needed.</summary>
    private static bool? Judge(ReadOnlySequence<byte> bytes)
    {
        var length = (int)Math.Min(bytes.Length, Http2.Length);
        Span<byte> first = stackalloc byte[length];
        bytes.Slice(0, length).CopyTo(first);
        return !Http2.StartsWith(first) ? false
            : length == Http2.Length ? true
            : null;
    }
}
