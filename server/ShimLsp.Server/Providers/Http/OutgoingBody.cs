using System.Collections.Immutable;
using System.Net;

namespace ShimLsp.Server.Providers.Http;

/// <summary>
/// The body of a request, in parts that are sent one after another. So a client's long body is never copied: the parts are of its own
/// bytes, and of what replaces some of them.
/// </summary>
/// <param name="Parts">The parts, which nobody changes.</param>
internal readonly record struct OutgoingBody(ImmutableArray<ReadOnlyMemory<byte>> Parts)
{
    private const int MostAtOnce = 1024 * 1024;

    /// <summary>How long it is, in bytes.</summary>
    public long Length => Parts.Sum(part => (long)part.Length);

    /// <summary>A body in one part.</summary>
    /// <param name="whole">The body.</param>
    public static implicit operator OutgoingBody(ReadOnlyMemory<byte> whole) => new([whole]);

    /// <summary>As the content of one call.</summary>
    public HttpContent ToContent() => Parts is [{ Length: <= MostAtOnce } only] ? new ReadOnlyMemoryContent(only) : new LargeContent(this);

    /// <summary>
    /// Sends by way of a small array. A connection that is kept for the next call remembers what it last sent, and would keep all of the
    /// body alive.
    /// </summary>
    private sealed class LargeContent(OutgoingBody body) : HttpContent
    {
        private const int AtOnce = 64 * 1024;

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
            SerializeToStreamAsync(stream, context, CancellationToken.None);

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
        {
            var (between, filled) = (new byte[AtOnce], 0);
            foreach (var part in body.Parts)
            {
                for (var rest = part; !rest.IsEmpty; )
                {
                    var some = rest[..Math.Min(rest.Length, AtOnce - filled)];
                    some.CopyTo(between.AsMemory(filled));
                    (filled, rest) = (filled + some.Length, rest[some.Length..]);
                    if (filled == AtOnce)
                    {
                        await stream.WriteAsync(between, cancellationToken).ConfigureAwait(false);
                        filled = 0;
                    }
                }
            }

            await stream.WriteAsync(between.AsMemory(0, filled), cancellationToken).ConfigureAwait(false);
        }

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }
    }
}
