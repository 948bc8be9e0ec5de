using System.Globalization;
using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Evaluation.Transcripts;

/// <summary>Reads fields of records that programs of many versions wrote: a field of another type counts as absent.</summary>
internal static class JsonFields
{
    private const int Deepest = 256;

    /// <summary>The object of a line; null if the line is no JSON object.</summary>
    public static JsonDocument? Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            var document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = Deepest });
            if (document.RootElement.ValueKind is JsonValueKind.Object)
            {
                return document;
            }

            document.Dispose();
        }
        catch (JsonException)
        {
            // A line that was cut while it was written.
        }

        return null;
    }

    public static JsonElement? Child(this JsonElement parent, ReadOnlySpan<byte> name) =>
        parent.ValueKind is JsonValueKind.Object ? LenientJson.Find(parent, name) : null;

    public static string? Text(this JsonElement parent, ReadOnlySpan<byte> name) =>
        parent.Child(name) is { ValueKind: JsonValueKind.String } text ? LenientJson.Text(text) : null;

    public static bool IsTrue(this JsonElement parent, ReadOnlySpan<byte> name) => parent.Child(name) is { ValueKind: JsonValueKind.True };

    public static long Count(this JsonElement parent, ReadOnlySpan<byte> name) =>
        parent.Child(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var count) ? Math.Max(0, count) : 0;

    public static DateTimeOffset? Time(this JsonElement parent, ReadOnlySpan<byte> name) =>
        DateTimeOffset.TryParse(parent.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;

    /// <summary>The items of an array; no items if the value is something else.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement? array) =>
        array is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    /// <summary>The text of a string, or of the text parts of an array of parts.</summary>
    public static string PartsText(this JsonElement? content) =>
        content switch
        {
            { ValueKind: JsonValueKind.String } text => LenientJson.Text(text),
            { ValueKind: JsonValueKind.Array } => string.Join('\n', content.Items().Select(part => part.Text("text"u8)).OfType<string>()),
            { ValueKind: JsonValueKind.Object } whole => whole.GetRawText(),
            _ => "",
        };
}
