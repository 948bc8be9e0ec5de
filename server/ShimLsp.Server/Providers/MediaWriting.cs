using System.Text;
using System.Text.Json;
using ShimLsp.Core.Conversation;

namespace ShimLsp.Server.Providers;

/// <summary>Writes images and files into JSON, a little at a time: in one piece they would need their room twice.</summary>
internal static class MediaWriting
{
    private const int AtOnce = 64 * 1024;

    /// <summary>Writes a <c>data:</c> URL, as both of OpenAI's formats take images and files.</summary>
    /// <param name="json">Where to write.</param>
    /// <param name="name">The field.</param>
    /// <param name="media">The image or the file.</param>
    public static void WriteDataUrl(this Utf8JsonWriter json, ReadOnlySpan<byte> name, Part.Media media)
    {
        json.WritePropertyName(name);
        json.WriteStringValueSegment(Encoding.UTF8.GetBytes($"data:{media.MediaType};base64,"), isFinalSegment: false);
        WriteRest(json, media.Data.Text);
    }

    /// <summary>Writes data in base64.</summary>
    /// <param name="json">Where to write.</param>
    /// <param name="name">The field.</param>
    /// <param name="data">The data.</param>
    public static void WriteBase64(this Utf8JsonWriter json, ReadOnlySpan<byte> name, Base64Data data)
    {
        json.WritePropertyName(name);
        WriteRest(json, data.Text);
    }

    private static void WriteRest(Utf8JsonWriter json, ReadOnlySpan<byte> text)
    {
        for (; text.Length > AtOnce; text = text[AtOnce..])
        {
            json.WriteStringValueSegment(text[..AtOnce], isFinalSegment: false);
        }

        json.WriteStringValueSegment(text, isFinalSegment: true);
    }
}
