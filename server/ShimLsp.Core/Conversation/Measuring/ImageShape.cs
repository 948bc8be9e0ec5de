using System.Runtime.InteropServices;
using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation.Measuring;

/// <summary>Recognises the part of a request that is an image, in every shape of the three request formats and similar ones.</summary>
internal static class ImageShape
{
    /// <summary>
    /// Whether the object is an image: by its type, by a field that holds one, by its media type, or by a data URL. A PDF or another
    /// file is not, unless its media type is <c>image/*</c>.
    /// </summary>
    /// <param name="part">A JSON object.</param>
    public static bool Matches(JsonElement part)
    {
        foreach (var property in part.EnumerateObject())
        {
            if (Shows(LenientJson.Name(property), property.Value))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a field says that the object it is in is an image.</summary>
    /// <param name="name">The field's name.</param>
    /// <param name="value">What it holds.</param>
    public static bool Shows(ReadOnlySpan<byte> name, JsonElement value) =>
        (name.SequenceEqual("type"u8) && IsImageType(value))
        || (IsImageField(name) && HoldsSomething(value))
        || (IsMediaType(name) && LenientJson.StartsWith(value, "image/"u8))
        || (IsPayload(name) && LenientJson.StartsWith(value, "data:image/"u8));

    /// <summary>Whether a field of that name states a media type.</summary>
    public static bool IsMediaType(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("media_type"u8)
        || name.SequenceEqual("mime_type"u8)
        || name.SequenceEqual("mediaType"u8)
        || name.SequenceEqual("mimeType"u8);

    private static bool IsImageType(JsonElement type) => MayBeImageType(type) && IsKnownImageType(type);

    // Hardly any type begins as these do, if not with an escape.
    private static bool MayBeImageType(JsonElement type) =>
        type.ValueKind == JsonValueKind.String && JsonMarshal.GetRawUtf8Value(type)[1] is (byte)'i' or (byte)'c' or (byte)'\\';

    private static bool IsKnownImageType(JsonElement type) =>
        LenientJson.Is(type, "image_url"u8) // chat completions
        || LenientJson.Is(type, "input_image"u8) // Responses
        || LenientJson.Is(type, "image"u8) // Messages, and tool results of MCP
        || LenientJson.Is(type, "computer_screenshot"u8) // Responses, in a computer call's output
        || LenientJson.Is(type, "image_generation_call"u8)
        || LenientJson.Is(type, "image_file"u8);

    private static bool IsImageField(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("image_url"u8) || name.SequenceEqual("image"u8) || name.SequenceEqual("image_file"u8);

    private static bool IsPayload(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("url"u8)
        || name.SequenceEqual("uri"u8)
        || name.SequenceEqual("data"u8)
        || name.SequenceEqual("file_data"u8)
        || name.SequenceEqual("file_url"u8);

    // Some libraries write every field of a part, the unused ones as null or empty.
    private static bool HoldsSomething(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => LenientJson.ByteCount(value) > 0,
            JsonValueKind.Object => value.EnumerateObject().MoveNext(),
            _ => false,
        };
}
