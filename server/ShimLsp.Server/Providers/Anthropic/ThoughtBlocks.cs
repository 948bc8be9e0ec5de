using System.Text;
using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Providers.Anthropic;

/// <summary>
/// The blocks in which a model of the Messages shape thinks. They are signed or encrypted, and the provider refuses the next step of a
/// tool loop if they do not come back as they were. Not thread-safe.
/// </summary>
internal sealed class ThoughtBlocks
{
    private readonly SortedDictionary<int, Block> blocks = [];

    /// <summary>Whether there is one.</summary>
    public bool Any => blocks.Count > 0;

    /// <summary>Begins a block.</summary>
    /// <param name="index">Which block of the reply.</param>
    /// <param name="block">The block as it starts.</param>
    public void Start(int index, JsonElement block)
    {
        var begun = blocks[index] = new(JsonText.Raw(block));
        begun.Text.Append(TextOf(block, "thinking"u8));
        begun.Signature.Append(TextOf(block, "signature"u8));
    }

    /// <summary>Adds to a block's text.</summary>
    /// <param name="index">Which block.</param>
    /// <param name="more">The text.</param>
    public void AddText(int index, string more) => blocks.GetValueOrDefault(index)?.Text.Append(more);

    /// <summary>Adds to a block's signature.</summary>
    /// <param name="index">Which block.</param>
    /// <param name="more">More of it.</param>
    public void AddSignature(int index, string more) => blocks.GetValueOrDefault(index)?.Signature.Append(more);

    /// <summary>Writes the blocks as a turn would have them.</summary>
    /// <param name="json">Where they go, an open object.</param>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartArray("content"u8);
        foreach (var block in blocks.Values)
        {
            block.Write(json);
        }

        json.WriteEndArray();
    }

    private static string? TextOf(JsonElement holder, ReadOnlySpan<byte> name) =>
        LenientJson.Find(holder, name) is { ValueKind: JsonValueKind.String } text ? LenientJson.Text(text) : null;

    private sealed class Block(string asItBegan)
    {
        public StringBuilder Text { get; } = new();

        public StringBuilder Signature { get; } = new();

        public void Write(Utf8JsonWriter json)
        {
            if (Text.Length == 0 && Signature.Length == 0)
            {
                json.WriteRawValue(asItBegan, skipInputValidation: true); // encrypted: it came whole
                return;
            }

            json.WriteStartObject();
            json.WriteString("type"u8, "thinking"u8);
            json.WriteString("thinking"u8, JsonText.Mended(Text.ToString()));
            json.WriteString("signature"u8, Signature.ToString());
            json.WriteEndObject();
        }
    }
}
