using System.Runtime.InteropServices;
using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation.Measuring;

/// <summary>One pass over the JSON of a request. It counts, and it remembers which messages are the person's. It makes no text.</summary>
/// <param name="meter">Estimates tokens on the way; null if nobody asks for them.</param>
internal sealed class ContentWalk(TokenMeter? meter = null)
{
    // As deep as a frame may nest; a caller's own parser may allow more, and recursion must end somewhere.
    private const int MaxDepth = 64;

    /// <summary>The turns visited, oldest first.</summary>
    public List<JsonElement> Items { get; } = [];

    /// <summary>The indices of the messages of the person among <see cref="Items"/>.</summary>
    public List<int> UserMessages { get; } = [];

    /// <summary>The text of everything visited, in bytes of UTF-8.</summary>
    public long TextBytes { get; private set; }

    /// <summary>How many images.</summary>
    public int Images { get; private set; }

    /// <summary>How many files that are not images.</summary>
    public int Files { get; private set; }

    /// <summary>Whether an item among the turns offers tools.</summary>
    public bool OffersTools { get; private set; }

    /// <summary>Visits the turns of a conversation: messages, or the items of a Responses request.</summary>
    /// <param name="items">A JSON array.</param>
    public void Turns(JsonElement items)
    {
        Items.EnsureCapacity(items.GetArrayLength());
        foreach (var item in items.EnumerateArray())
        {
            Items.Add(item);
            if (IsUserMessage(item, out var mayHaveTools))
            {
                UserMessages.Add(Items.Count - 1);
            }
            else if (mayHaveTools && ToolsIn(item) is { } tools)
            {
                OffersTools |= tools.ValueKind == JsonValueKind.Array && tools.GetArrayLength() > 0;
                Definition(tools);
                continue;
            }

            Visit(item, depth: 1);
        }
    }

    /// <summary>Visits text and parts outside the turns, such as a system prompt.</summary>
    public void Visit(JsonElement value) => Visit(value, depth: 0);

    /// <summary>
    /// Counts a definition, which reaches the model about as it is written. It is not searched for images: a schema may name a
    /// property <c>image_url</c>.
    /// </summary>
    public void Definition(JsonElement value)
    {
        TextBytes += LenientJson.WrittenLength(value);
        meter?.Add(JsonMarshal.GetRawUtf8Value(value));
    }

    /// <summary>Visits text and parts outside the turns, if there are any.</summary>
    public void VisitAny(JsonElement? value)
    {
        if (value is { } given)
        {
            Visit(given);
        }
    }

    /// <summary>Counts a definition, if there is one.</summary>
    public void DefineAny(JsonElement? value)
    {
        if (value is { } given)
        {
            Definition(given);
        }
    }

    // One look at the fields: hardly any item offers tools.
    private static bool IsUserMessage(JsonElement item, out bool mayHaveTools)
    {
        mayHaveTools = false;
        if (item.ValueKind != JsonValueKind.Object)
        {
            return false;
        }

        JsonElement role = default;
        foreach (var field in item.EnumerateObject())
        {
            var name = LenientJson.Name(field);
            if (name.SequenceEqual("role"u8))
            {
                role = field.Value;
            }

            mayHaveTools |= name.SequenceEqual("tools"u8);
        }

        return LenientJson.Is(role, "user"u8);
    }

    private static JsonElement? ToolsIn(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object && LenientJson.Find(item, "type"u8) is { } type && LenientJson.Is(type, "additional_tools"u8)
            ? LenientJson.Find(item, "tools"u8)
            : null;

    private void Visit(JsonElement value, int depth)
    {
        if (depth > MaxDepth)
        {
            return;
        }

        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                TextBytes += LenientJson.ByteCount(value);
                meter?.Add(JsonMarshal.GetRawUtf8Value(value)[1..^1]);
                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                {
                    Visit(item, depth + 1);
                }

                break;
            case JsonValueKind.Object when meter is not null && ImageShape.Matches(value):
                Images++; // a meter cannot take back what it was given
                break;
            case JsonValueKind.Object:
                Fields(value, depth);
                break;
        }
    }

    private void Fields(JsonElement part, int depth)
    {
        bool? isPlainText = null; // few parts hold data, and the answer costs a pass
        var (text, images, files) = (TextBytes, Images, Files);
        foreach (var field in part.EnumerateObject())
        {
            var name = LenientJson.Name(field);
            if (meter is null && ImageShape.Shows(name, field.Value))
            {
                // Nothing inside is text: it is the image's data or its address.
                (TextBytes, Images, Files) = (text, images + 1, files);
                return;
            }

            if (IsArguments(name))
            {
                Definition(field.Value);
            }
            else if (name.SequenceEqual("images"u8) && field.Value.ValueKind == JsonValueKind.Array)
            {
                Images += field.Value.GetArrayLength(); // Ollama's own shape: base64 beside the content
            }
            else if (IsFileData(name) && field.Value.ValueKind == JsonValueKind.String && !(isPlainText ??= HoldsPlainText(part)))
            {
                Files++;
            }
            else if (!IsMarkup(name))
            {
                Visit(field.Value, depth + 1);
            }
        }
    }

    // What a model called a tool with: JSON of the tool's own making, where `image` may be a container's.
    private static bool IsArguments(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("arguments"u8)
        || name.SequenceEqual("input"u8)
        || name.SequenceEqual("input_schema"u8)
        || name.SequenceEqual("parameters"u8);

    private static bool IsFileData(ReadOnlySpan<byte> name) => name.SequenceEqual("data"u8) || name.SequenceEqual("file_data"u8);

    private static bool HoldsPlainText(JsonElement source)
    {
        foreach (var field in source.EnumerateObject())
        {
            if (ImageShape.IsMediaType(LenientJson.Name(field)) && LenientJson.StartsWith(field.Value, "text/"u8))
            {
                return true;
            }
        }

        return false;
    }

    // Fields that say how to read the others; none of them is text that a model reads.
    private static bool IsMarkup(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("role"u8)
        || name.SequenceEqual("type"u8)
        || name.SequenceEqual("id"u8)
        || name.EndsWith("_id"u8)
        || name.SequenceEqual("status"u8)
        || name.SequenceEqual("detail"u8)
        || name.SequenceEqual("url"u8)
        || name.SequenceEqual("uri"u8)
        || name.SequenceEqual("file_url"u8)
        || name.SequenceEqual("cache_control"u8)
        || ImageShape.IsMediaType(name);
}
