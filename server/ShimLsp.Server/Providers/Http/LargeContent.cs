using System.Net;

namespace ShimLsp.Server.Providers.Http;

/// <summary>
/// A long body of a request, sent by way of a small array. A connection that is kept for the next call remembers what it last sent, and
/// would keep all of the body alive.
/// </summary>
/// <param name="body">The body.</param>
internal sealed class LargeContent(ReadOnlyMemory<byte> body) : HttpContent
{
    private const int AtOnce = 64 * 1024;

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    /// <inheritdoc/>
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        var between = new byte[AtOnce];
        for (var rest = body; !rest.IsEmpty; )
        {
            var part = rest[..Math.Min(rest.Length, AtOnce)];
            part.CopyTo(between);
            await stream.WriteAsync(between.AsMemory(0, part.Length), cancellationToken).ConfigureAwait(false);
            rest = rest[part.Length..];
        }
    }

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = body.Length;
        return true;
    }
}
