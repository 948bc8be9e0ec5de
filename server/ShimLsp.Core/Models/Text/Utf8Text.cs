using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ShimLsp.Core.Models.Text;

/// <summary>
/// The text of a JSON string as UTF-8. It is copied only if something in it is escaped, so it is usable as long as the JSON is.
/// </summary>
internal readonly struct Utf8Text
{
    private readonly JsonElement element; // undefined if the text was copied
    private readonly byte[]? copied;

    /// <summary>The text of a string.</summary>
    /// <param name="element">A string.</param>
    public Utf8Text(JsonElement element)
    {
        if (JsonMarshal.GetRawUtf8Value(element).Contains((byte)'\\'))
        {
            copied = Encoding.UTF8.GetBytes(LenientJson.Text(element));
        }
        else
        {
            this.element = element;
        }
    }

    /// <summary>A text that is no client's.</summary>
    /// <param name="text">The text.</param>
    public Utf8Text(byte[] text) => copied = text;

    /// <summary>The text; empty for none.</summary>
    public ReadOnlySpan<byte> Span =>
        copied is not null ? copied
        : element.ValueKind is JsonValueKind.String ? JsonMarshal.GetRawUtf8Value(element)[1..^1]
        : default;
}
