using System.Buffers;

namespace ShimLsp.Core.Conversation.Measuring;

/// <summary>
/// Takes off what clients wrap around a person's words: reminders, the editor's state, files, placeholders. It finds these by the tags and
/// the phrases that clients write, never by their position. Without this, every task of such a client would be judged by the same wrapping.
/// </summary>
internal static class ClientText
{
    /// <summary>Separates the parts of a message. Some of a client's words go to the end of their part.</summary>
    public const char BetweenParts = '\u001E';

    /// <summary>The parts of a message as one text.</summary>
    /// <param name="parts">The texts of the parts.</param>
    public static string Join(IEnumerable<string?> parts) => string.Join(BetweenParts, parts);

    /// <summary>A message's text with nothing taken off, trimmed.</summary>
    /// <param name="text">A text, or what <see cref="Join"/> returned.</param>
    public static string Whole(string text) => text.Replace(BetweenParts, '\n').Trim();

    /// <summary>
    /// The person's words, trimmed; empty if the text is all the client's. Tags of an unknown name count as the person's if nothing else is
    /// left. Takes linear time.
    /// </summary>
    /// <param name="text">A text, or what <see cref="Join"/> returned.</param>
    public static string Peel(string text)
    {
        var words = PersonsTag(text) is var (from, to) ? text[from..to] : text;
        var peeled = ClientPeeling.Of(words, keepsUnknown: false, out var hadUnknown);
        return peeled.Length == 0 && hadUnknown ? ClientPeeling.Of(words, keepsUnknown: true, out _) : peeled;
    }

    /// <summary>What is inside the last tag that holds all of a person's words; null if there is none.</summary>
    private static (int From, int To)? PersonsTag(string text)
    {
        if (!text.Contains("</", StringComparison.Ordinal) || !text.AsSpan().ContainsAny(ClosingTags))
        {
            return null;
        }

        (int From, int To)? last = null;
        foreach (var name in ClientTags.Alone)
        {
            if (Inside(text, name) is var (from, to) && BeginsLine(text, from - name.Length - 2) && from > (last?.From ?? -1))
            {
                last = (from, to);
            }
        }

        foreach (var name in ClientTags.AloneBehindColon)
        {
            if (last is null && Inside(text, name) is var (from, to) && IsBehindColon(text.AsSpan(0, from - name.Length - 2)))
            {
                last = (from, to);
            }
        }

        return last;
    }

    private static (int From, int To)? Inside(string text, string name)
    {
        var end = text.LastIndexOf($"</{name}>", StringComparison.Ordinal);
        var start = end < 0 ? -1 : text.AsSpan(0, end).LastIndexOf($"<{name}>");
        return start < 0 ? null : (start + name.Length + 2, end);
    }

    // Cursor writes the tag right behind the end of another.
    private static bool BeginsLine(string text, int at) => at == 0 || text[at - 1] is '\n' or BetweenParts or '>' or ' ';

    private static bool IsBehindColon(ReadOnlySpan<char> before) => before.TrimEnd(Blank) is [] or [.., ':'];

    private static ReadOnlySpan<char> Blank => [' ', '\n', '\r', '\t', BetweenParts];

    private static readonly SearchValues<string> ClosingTags = SearchValues.Create(
        [.. ClientTags.Alone.Concat(ClientTags.AloneBehindColon).Select(name => $"</{name}>")],
        StringComparison.Ordinal
    );
}
