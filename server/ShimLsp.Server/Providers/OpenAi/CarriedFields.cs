using System.Text;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Providers.OpenAi;

/// <summary>
/// Gathers the fields that a provider wants back (<see cref="ReturnedFields"/>) from the pieces of a reply. Not thread-safe.
/// </summary>
internal sealed class CarriedFields
{
    private readonly StringBuilder[] texts = [new(), new()];
    private readonly List<string> details = [];
    private string? extra;
    private int shown = -1; // which of the texts is shown: some servers tell the same thoughts in both

    /// <summary>Whether there is anything to carry.</summary>
    public bool Any => texts.Any(text => text.Length > 0) || details.Count > 0 || extra is not null;

    /// <summary>Takes a field of a message, or of a piece of one.</summary>
    /// <param name="name">The field.</param>
    /// <param name="value">Its value.</param>
    /// <returns>What it adds to the thoughts that can be shown; null or empty for nothing.</returns>
    public string? Take(ReadOnlySpan<byte> name, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String when name.SequenceEqual("reasoning_content"u8):
                return Add(0, LenientJson.Text(value));
            case JsonValueKind.String when name.SequenceEqual("reasoning"u8):
                return Add(1, LenientJson.Text(value));
            case JsonValueKind.Array when name.SequenceEqual("reasoning_details"u8):
                details.AddRange(value.EnumerateArray().Select(JsonText.Raw));
                return null;
            case JsonValueKind.Object when name.SequenceEqual("extra_content"u8):
                extra = JsonText.Raw(value);
                return null;
            default:
                return null;
        }
    }

    /// <summary>Writes the fields as one message would have them.</summary>
    /// <param name="json">Where they go, an open object.</param>
    public void Write(Utf8JsonWriter json)
    {
        for (var i = 0; i < texts.Length; i++)
        {
            if (texts[i].Length > 0)
            {
                json.WriteString(ReturnedFields.Names[i], JsonText.Mended(texts[i].ToString()));
            }
        }

        if (details.Count > 0)
        {
            json.WriteStartArray("reasoning_details"u8);
            details.ForEach(detail => json.WriteRawValue(detail, skipInputValidation: true));
            json.WriteEndArray();
        }

        if (extra is not null)
        {
            json.WritePropertyName("extra_content"u8);
            json.WriteRawValue(extra, skipInputValidation: true);
        }
    }

    private string? Add(int which, string thought)
    {
        texts[which].Append(thought);
        shown = shown < 0 && thought.Length > 0 ? which : shown;
        return shown == which ? thought : null;
    }
}
