using System.Diagnostics.CodeAnalysis;

namespace ShimLsp.Core.Conversation.Reading;

/// <summary>A <c>data:</c> URL (RFC 2397) with base64.</summary>
internal static class DataUrl
{
    /// <summary>Splits the URL into its parts.</summary>
    /// <param name="text">The URL, or any other text.</param>
    /// <param name="mediaType">The media type without parameters; null if it states none.</param>
    /// <param name="base64">Its content, not yet checked.</param>
    /// <returns>Whether it is one.</returns>
    public static bool TryRead(string text, out string? mediaType, [NotNullWhen(true)] out string? base64)
    {
        const string Start = "data:";
        const string Mark = ";base64";
        mediaType = null;
        base64 = null;
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        if (!text.StartsWith(Start, StringComparison.OrdinalIgnoreCase) || comma < 0)
        {
            return false;
        }

        var head = text.AsSpan(Start.Length, comma - Start.Length);
        if (!head.EndsWith(Mark, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        var semicolon = head.IndexOf(';');
        mediaType = semicolon == 0 ? null : head[..semicolon].ToString();
        base64 = text[(comma + 1)..];
        return true;
    }
}
