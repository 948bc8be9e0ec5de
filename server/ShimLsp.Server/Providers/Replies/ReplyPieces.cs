using System.Collections;
using System.Text.Json;
using ShimLsp.Core.Models.Text;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers.Replies;

/// <summary>
/// What one part of a reply says, in order. A long text is cut into pieces, and each is decoded only as it is taken. So all must be taken
/// while the part's JSON is still there.
/// </summary>
internal sealed class ReplyPieces : IEnumerable<ChatEvent>
{
    /// <summary>A text of more bytes is cut, so that no piece of it is a large object for the garbage collector.</summary>
    private const int MostBytes = 32 * 1024;

    private readonly List<object> pieces = []; // events, and what makes one later

    /// <summary>Whether a text is cut.</summary>
    /// <param name="said">The text, a string of the reply.</param>
    public static bool IsLong(JsonElement said) => LenientJson.WrittenLength(said) > MostBytes;

    /// <summary>Adds a piece.</summary>
    /// <param name="piece">The piece.</param>
    public void Add(ChatEvent piece) => pieces.Add(piece);

    /// <summary>Adds what a text says.</summary>
    /// <param name="said">The text, a string of the reply.</param>
    /// <param name="text">The text that it continues.</param>
    /// <param name="toEvent">Makes a piece of what can be shown.</param>
    /// <param name="note">Takes the same at once; null if nobody needs it.</param>
    public void AddText(JsonElement said, ref TextPieces text, Func<string, ChatEvent> toEvent, Action<string>? note = null)
    {
        if (!IsLong(said))
        {
            AddShown(text.Take(LenientJson.Text(said)), toEvent, note);
            return;
        }

        var parts = LenientJson.Parts(said, MostBytes);
        AddShown(text.Take(LenientJson.Text(said, parts[0])), toEvent, note); // half a character may wait before the text
        foreach (var part in parts.Skip(1).SkipLast(1))
        {
            AddShown(text.End(), toEvent, note);
            note?.Invoke(Decoded(said, part));
            pieces.Add(() => toEvent(Decoded(said, part)));
        }

        if (parts.Count > 1)
        {
            AddShown(text.End() + text.Take(LenientJson.Text(said, parts[^1])), toEvent, note); // or be left at its end
        }
    }

    /// <inheritdoc/>
    public IEnumerator<ChatEvent> GetEnumerator()
    {
        foreach (var piece in pieces)
        {
            yield return piece as ChatEvent ?? ((Func<ChatEvent>)piece)();
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static string Decoded(JsonElement said, Range part) => JsonText.Mended(LenientJson.Text(said, part));

    private void AddShown(string shown, Func<string, ChatEvent> toEvent, Action<string>? note)
    {
        if (shown.Length > 0)
        {
            note?.Invoke(shown);
            pieces.Add(toEvent(shown));
        }
    }
}
