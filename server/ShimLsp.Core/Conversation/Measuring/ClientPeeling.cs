using System.Buffers;
using System.Text;

namespace ShimLsp.Core.Conversation.Measuring;

/// <summary>One pass over a message that leaves the client's words out.</summary>
internal ref partial struct ClientPeeling
{
    private static readonly SearchValues<char> Marks = SearchValues.Create(['<', '[', '\n', ClientText.BetweenParts]);

    private readonly string text;
    private readonly bool keepsUnknown;
    private StringBuilder? kept; // most texts are the person's alone
    private HashSet<string>? unclosed; // closing tags that are nowhere ahead
    private HashSet<string>? opened; // tags left out whose content is kept
    private bool noFenceEnds; // no closing fence is ahead
    private int at;
    private int from; // behind what was left out last
    private int firstWord; // the first character behind it that is not blank
    private bool partHasWords; // between the start of the part and there
    private bool isInLine; // whether what was left out last was inside a line
    private bool hadUnknown;

    private ClientPeeling(string text, bool keepsUnknown)
    {
        this.text = text;
        this.keepsUnknown = keepsUnknown;
        firstWord = -1;
    }

    /// <summary>What is left of a text, trimmed.</summary>
    /// <param name="text">The text.</param>
    /// <param name="keepsUnknown">Whether tags of unknown names and files in fences stay.</param>
    /// <param name="hadUnknown">Whether such a tag or file was left out.</param>
    public static string Of(string text, bool keepsUnknown, out bool hadUnknown)
    {
        var peeling = new ClientPeeling(text, keepsUnknown);
        peeling.Run();
        hadUnknown = peeling.hadUnknown;
        return peeling.Result();
    }

    private void Run()
    {
        BeginLine();
        while (at < text.Length && text.AsSpan(at).IndexOfAny(Marks) is var next and >= 0)
        {
            at += next;
            switch (text[at])
            {
                case '<':
                case '[':
                    if (!(text[at] == '<' ? Tag() : Bracket()))
                    {
                        at++;
                    }

                    break;
                case '\n':
                    at++;
                    BeginLine();
                    break;
                default:
                    LeaveOut(at + 1);
                    BeginLine();
                    break;
            }
        }
    }

    /// <summary>Leaves out from here to an end, and goes on there.</summary>
    private void LeaveOut(int end, bool inLine = false)
    {
        var hasWords = Keep(at);
        isInLine = inLine && (hasWords || isInLine);
        partHasWords = (partHasWords || hasWords) && !text.AsSpan(at, end - at).Contains(ClientText.BetweenParts);
        (at, from, firstWord) = (end, end, -1);
    }

    /// <summary>Keeps what is between the text left out last and this place.</summary>
    /// <returns>Whether there was anything but blanks.</returns>
    private bool Keep(int to)
    {
        kept ??= new();
        var piece = text.AsSpan(from, to - from);
        var words = piece.Trim();
        if (words.IsEmpty)
        {
            return false;
        }

        if (kept.Length > 0)
        {
            var blank = piece[..^piece.TrimStart().Length];
            kept.Append(isInLine && !blank.Contains('\n') ? ' ' : '\n');
        }

        kept.Append(words);
        return true;
    }

    private string Result()
    {
        if (kept is null)
        {
            return text.Trim();
        }

        Keep(text.Length);
        return kept.ToString();
    }

    /// <summary>Whether nothing of the person's is before this place, in this part of the message.</summary>
    private bool BeginsPart()
    {
        if (firstWord < 0)
        {
            firstWord = text.Length - text.AsSpan(from).TrimStart().Length;
        }

        return firstWord >= at && !partHasWords;
    }

    private readonly bool HasWords => kept is { Length: > 0 } || !text.AsSpan(from, at - from).IsWhiteSpace();
}
