using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ShimLsp.Server.Gateway.Errors;

namespace ShimLsp.Server.Gateway.Serving;

/// <summary>A request's body: its bytes, and the JSON in them.</summary>
internal sealed class RequestBody : IDisposable
{
    private readonly JsonDocument document;

    private RequestBody(ReadOnlyMemory<byte> bytes, JsonDocument document) => (Bytes, this.document) = (bytes, document);

    /// <summary>The bytes, decoded.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The JSON, an object.</summary>
    public JsonElement Root => document.RootElement;

    /// <summary>Reads it all.</summary>
    /// <param name="http">The request.</param>
    /// <exception cref="GatewayException">400: it is not a JSON object.</exception>
    public static async Task<RequestBody> ReadAsync(HttpContext http)
    {
        var bytes = new ArrayBufferWriter<byte>((int)Math.Min(http.Request.ContentLength ?? 4096, 1024 * 1024) + 1);
        while (true)
        {
            var read = await http.Request.BodyReader.ReadAsync(http.RequestAborted).ConfigureAwait(false);
            foreach (var segment in read.Buffer)
            {
                bytes.Write(segment.Span);
            }

            http.Request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted)
            {
                return Parse(bytes.WrittenMemory);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => document.Dispose();

    private static RequestBody Parse(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            var document = JsonDocument.Parse(bytes);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return new(bytes, document);
            }

            document.Dispose();
        }
        catch (JsonException)
        {
            // Its message can quote the body.
        }

        throw new GatewayException(400, GatewayErrorKind.InvalidRequest, "The body must be a JSON object.");
    }
}
