using System.Buffers;
using System.Text.Json;

namespace ShimLsp.Server.Providers.Replies;

/// <summary>A part of a reply as JSON, over the bytes that it came in.</summary>
internal sealed class ReplyJson : IDisposable
{
    /// <summary>From this length on the parser takes an array as long as the text out of the shared pool.</summary>
    private const int Large = 4 * 1024 * 1024;

    private readonly JsonDocument document;
    private readonly int length;

    /// <summary>Parses it.</summary>
    /// <param name="bytes">JSON text, which must stay as it is until this is disposed.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="FormatException">It is not an object.</exception>
    public ReplyJson(ReadOnlyMemory<byte> bytes)
    {
        length = bytes.Length;
        document = JsonDocument.Parse(bytes, new() { AllowDuplicateProperties = true, MaxDepth = 128 });
        try
        {
            Root = ObjectOf(document.RootElement);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The object.</summary>
    public JsonElement Root { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        document.Dispose();
        if (length >= Large)
        {
            _ = ArrayPool<byte>.Shared.Rent(length); // or the pool would keep the parser's array long after the reply
        }
    }

    private static JsonElement ObjectOf(JsonElement root) =>
        root switch
        {
            { ValueKind: JsonValueKind.Object } => root,
            // One gateway wraps its errors so.
            { ValueKind: JsonValueKind.Array } when root.GetArrayLength() == 1 && root[0].ValueKind is JsonValueKind.Object => root[0],
            _ => throw new FormatException(),
        };
}
