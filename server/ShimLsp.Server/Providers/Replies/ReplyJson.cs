using System.Buffers;
using System.Text.Json;

namespace ShimLsp.Server.Providers.Replies;

/// <summary>A part of a reply as JSON, over the bytes that it came in.</summary>
internal sealed class ReplyJson : IDisposable
{
    /// <summary>From this length on the parser takes an array as long as the text out of the shared pool.</summary>
    private const int Large = 4 * 1024 * 1024;

    private readonly JsonDocument document;
    private readonly bool isLarge;

    /// <summary>Parses it.</summary>
    /// <param name="bytes">JSON text, which must stay as it is until this is disposed.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="FormatException">It is not an object.</exception>
    public ReplyJson(ReadOnlyMemory<byte> bytes)
    {
        isLarge = bytes.Length >= Large;
        document = JsonDocument.Parse(bytes, new() { AllowDuplicateProperties = true, MaxDepth = 128 });
        if (isLarge)
        {
            // The parser has just given that array back, and the pool would keep it for this thread, long after the reply.
            _ = ArrayPool<byte>.Shared.Rent(bytes.Length);
        }

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
        if (!isLarge)
        {
            document.Dispose(); // what a large one holds must not go to the pool, but to the garbage collector
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
