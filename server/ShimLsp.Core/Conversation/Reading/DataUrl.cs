using System.Text;

namespace ShimLsp.Core.Conversation.Reading;

/// <summary>A <c>data:</c> URL (RFC 2397) with base64.</summary>
internal static class DataUrl
{
    private static ReadOnlySpan<byte> Start => "data:"u8;

    private static ReadOnlySpan<byte> Mark => ";base64"u8;

    /// <summary>Finds the URL's parts.</summary>
    /// <param name="text">The URL, or any other text.</param>
    /// <param name="mediaType">The media type without parameters; null if it states none.</param>
    /// <param name="content">Where the base64 begins. It is not checked.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, out string? mediaType, out int content)
    {
        mediaType = null;
        content = text.IndexOf((byte)',') + 1;
        if (content <= Start.Length || !Ascii.EqualsIgnoreCase(text[..Start.Length], Start))
        {
            return false;
        }

        var head = text[Start.Length..(content - 1)];
        if (head.Length < Mark.Length || !Ascii.EqualsIgnoreCase(head[^Mark.Length..], Mark))
        {
            return false;
        }

        var semicolon = head.IndexOf((byte)';');
        mediaType = semicolon == 0 ? null : Encoding.UTF8.GetString(head[..semicolon]);
        return true;
    }
}
