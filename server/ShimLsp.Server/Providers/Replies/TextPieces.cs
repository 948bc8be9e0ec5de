using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Providers.Replies;

/// <summary>
/// The pieces of one text. Some servers cut a text between the two halves of a character; the first half waits here for the next piece, so
/// that every piece can be shown. A half that stays alone becomes U+FFFD. Not thread-safe.
/// </summary>
internal struct TextPieces
{
    private char? half;

    /// <summary>Takes a piece.</summary>
    /// <param name="piece">The piece, as it came.</param>
    /// <returns>What can be shown now; empty for nothing yet.</returns>
    public string Take(string piece)
    {
        if (piece.Length == 0)
        {
            return "";
        }

        var text = half is { } first ? first + piece : piece;
        half = char.IsHighSurrogate(text[^1]) ? text[^1] : null;
        return JsonText.Mended(half is null ? text : text[..^1]);
    }

    /// <summary>Ends the text.</summary>
    /// <returns>What is left to show; empty for nothing.</returns>
    public string End()
    {
        var rest = half is null ? "" : "\uFFFD";
        half = null;
        return rest;
    }
}
