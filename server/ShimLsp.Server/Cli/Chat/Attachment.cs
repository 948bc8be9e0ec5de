using System.Text;
using System.Text.Unicode;

namespace ShimLsp.Server.Cli.Chat;

/// <summary>What can go to a model of a file's bytes.</summary>
internal abstract record Attachment
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> Jpeg => [0xFF, 0xD8, 0xFF];

    private Attachment() { }

    /// <summary>Text in UTF-8.</summary>
    /// <param name="Value">The text.</param>
    public sealed record Text(string Value) : Attachment;

    /// <summary>An image of a type that every provider takes.</summary>
    /// <param name="MediaType">Its media type.</param>
    /// <param name="Bytes">The file.</param>
    public sealed record Image(string MediaType, byte[] Bytes) : Attachment;

    /// <summary>Judges bytes by what they are, not by the file's name; null if they are neither text nor such an image.</summary>
    /// <param name="bytes">The file.</param>
    public static Attachment? Of(byte[] bytes)
    {
        if (MediaTypeOf(bytes) is { } mediaType)
        {
            return new Image(mediaType, bytes);
        }

        var text = bytes.AsSpan().StartsWith(ByteOrderMark) ? bytes.AsSpan(ByteOrderMark.Length) : bytes;
        return text.Contains((byte)0) || !Utf8.IsValid(text) ? null : new Text(Encoding.UTF8.GetString(text));
    }

    private static string? MediaTypeOf(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(Png) ? "image/png"
        : bytes.StartsWith(Jpeg) ? "image/jpeg"
        : bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8) ? "image/gif"
        : bytes.StartsWith("RIFF"u8) && bytes.Length >= 12 && bytes[8..12].SequenceEqual("WEBP"u8) ? "image/webp"
        : null;
}
