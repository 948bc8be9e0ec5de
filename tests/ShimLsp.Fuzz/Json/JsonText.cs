using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ShimLsp.Fuzz.Json;

/// <summary>
/// JSON with all its flaws: half surrogate pairs, and bytes that are not UTF-8. .NET's own writers repair or reject both.
/// </summary>
internal static class JsonText
{
    // Deeper than a frame may nest: a caller that reads for itself may allow more.
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = 1_000 };

    /// <summary>Reads a text; null if it is not JSON.</summary>
    public static JsonElement? Parse(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, Deep);
        try
        {
            var value = JsonElement.ParseValue(ref reader);
            return reader.Read() ? null : value;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Reads a value as it stands between two pieces of text, which make JSON of it.</summary>
    public static JsonElement Around(string before, ReadOnlySpan<byte> value, string after) =>
        Parse([.. Encoding.UTF8.GetBytes(before), .. value, .. Encoding.UTF8.GetBytes(after)])
        ?? throw new ArgumentException("The pieces make no JSON.", nameof(before));

    /// <summary>A value as it was written.</summary>
    public static ReadOnlySpan<byte> Raw(JsonElement value) => JsonMarshal.GetRawUtf8Value(value);

    /// <summary>The string in quotes, in ASCII.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var letter in text)
        {
            _ = letter is >= ' ' and <= '~' and not ('"' or '\\')
                ? quoted.Append(letter)
                : quoted.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}");
        }

        return quoted.Append('"').ToString();
    }
}
