using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Gateway.Errors;

namespace ShimLsp.Server.Gateway.Serving;

/// <summary>How large the body of a request may be.</summary>
/// <param name="Bytes">The number of bytes, as sent and decompressed.</param>
internal sealed record BodyLimit(int Bytes);

/// <summary>
/// A request's body: its bytes, in one place, and the JSON in them. Once it is disposed, only <see cref="Kept"/> may be used: the rest may
/// be another request's memory then.
/// </summary>
internal sealed class RequestBody : IDisposable
{
    private const int FirstSize = 16 * 1024;
    private const string BadFraming = "The body is not framed as HTTP demands.";

    // The pool would keep larger arrays long after their requests, and rounds their lengths up to powers of two.
    private const int MostPooled = 1024 * 1024;

    private readonly JsonDocument document;
    private readonly byte[] buffer;

    private RequestBody(ReadOnlyMemory<byte> bytes, JsonDocument document, byte[] buffer) =>
        (Bytes, this.document, this.buffer) = (bytes, document, buffer);

    /// <summary>The bytes, decompressed.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>
    /// The same bytes if they are never another request's; empty if they may be. A call may still send a body when its request is over:
    /// with HTTP/2 the answer may come before.
    /// </summary>
    public ReadOnlyMemory<byte> Kept => buffer.Length > MostPooled ? Bytes : default;

    /// <summary>The JSON, an object.</summary>
    public JsonElement Root => document.RootElement;

    /// <summary>Reads it all.</summary>
    /// <param name="http">The request.</param>
    /// <exception cref="GatewayException">
    /// 400: it is not a JSON object in UTF-8; 408: it comes too slowly; 413: it is too large; 415: its compression is not known.
    /// </exception>
    public static async Task<RequestBody> ReadAsync(HttpContext http)
    {
        var most = http.Features.Get<BodyLimit>()?.Bytes ?? int.MaxValue;
        var encoding = http.Request.Headers.ContentEncoding.ToString();
        // Kestrel may reset the connection of a client whose body it refuses, and then the client never reads why. So this
        // counts the bytes. Kestrel counts only compressed ones, which may decompress to nothing for ever.
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = encoding.Length > 0 ? most : null;
        var length = encoding.Length == 0 ? http.Request.ContentLength : null;
        if (http.Request.ContentLength > most)
        {
            throw TooLarge(most);
        }

        var buffer = Rent((int)(length ?? FirstSize) + 1); // one more, so that the end shows without growing
        try
        {
            var filled = 0;
            var body = BodyDecoder.Decode(encoding, http.Request.Body);
            await using (body.ConfigureAwait(false))
            {
                while (await body.ReadAsync(buffer.AsMemory(filled), http.RequestAborted).ConfigureAwait(false) is > 0 and var read)
                {
                    filled += read;
                    if (filled > most)
                    {
                        throw TooLarge(most);
                    }

                    if (encoding.Length > 0)
                    {
                        await PoolThread.EnterAsync(filled).ConfigureAwait(false); // what a client sent may decompress to megabytes
                    }

                    if (filled == buffer.Length)
                    {
                        buffer = Grow(buffer, filled);
                    }
                }
            }

            await PoolThread.EnterAsync(filled).ConfigureAwait(false);
            return Parse(buffer, filled);
        }
        catch (Exception failure)
        {
            Return(buffer);
            throw failure switch
            {
                BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => TooLarge(most),
                BadHttpRequestException { StatusCode: StatusCodes.Status408RequestTimeout } => new GatewayException(
                    408,
                    GatewayErrorKind.InvalidRequest,
                    "The body came too slowly. Send it again."
                ),
                BadHttpRequestException => Invalid(BadFraming),
                _ when encoding.Length > 0 && BodyDecoder.IsBroken(failure) => Invalid("The body's compressed bytes are broken."),
                IOException => Invalid(BadFraming), // the size of a chunk; or the client has gone, and hears nothing of it
                _ => failure,
            };
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        document.Dispose();
        Return(buffer);
    }

    private static byte[] Grow(byte[] buffer, int filled)
    {
        var larger = Rent(buffer.Length * 2);
        buffer.AsSpan(0, filled).CopyTo(larger);
        Return(buffer);
        return larger;
    }

    private static byte[] Rent(int size) =>
        size <= MostPooled ? ArrayPool<byte>.Shared.Rent(size) : GC.AllocateUninitializedArray<byte>(size, pinned: true);

    private static void Return(byte[] buffer)
    {
        if (buffer.Length <= MostPooled)
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static RequestBody Parse(byte[] buffer, int length)
    {
        if (!Utf8.IsValid(buffer.AsSpan(0, length)))
        {
            throw Invalid("The body is not UTF-8.");
        }

        var bytes = buffer.AsMemory(0, length);
        try
        {
            var document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return new(bytes, document, buffer);
            }

            document.Dispose();
        }
        catch (JsonException)
        {
            // Its message can quote the body.
        }

        throw Invalid("The body must be a JSON object.");
    }

    private static GatewayException Invalid(string message) => new(400, GatewayErrorKind.InvalidRequest, message);

    private static GatewayException TooLarge(int most) =>
        new(
            413,
            GatewayErrorKind.TooLarge,
            $"The body is larger than {most} bytes, as sent or decompressed. Raise `max_body_bytes` of `gateway` in models.json, "
                + "or make the conversation shorter."
        );
}
