using System.Buffers;

namespace ShimLsp.Core.Conversation.Measuring;

/// <content>Tags and placeholders.</content>
internal ref partial struct ClientPeeling
{
    private const int LongestTag = 40;

    // With its attributes. Without a limit, a text of openings that never end would take quadratic time.
    private const int LongestOpening = 400;

    // Each is looked for to the end of the text. Without a limit, a text of many different names would take quadratic time.
    private const int MostUnclosed = 64;

    private const int LongestBracket = 400;
    private const int DeepestIndent = 40;

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_-");

    /// <summary>Leaves out the tag that begins here, with or without its content; false if it is the person's.</summary>
    private bool Tag()
    {
        if (at + 1 < text.Length && text[at + 1] == '/')
        {
            return ClosingTag();
        }

        var name = NameAt(at + 1);
        if (name.IsEmpty || IsQuoted)
        {
            return false;
        }

        var beginsLine = BeginsLine();
        var kind = ClientTags.Of(name, beginsLine);
        return kind is not TagKind.None && OpeningEnd() is var inner and >= 0 && Tag(name.ToString(), kind, beginsLine, inner);
    }

    private bool Tag(string name, TagKind kind, bool beginsLine, int inner)
    {
        if (text[inner - 2] == '/' && kind is TagKind.Client or TagKind.ClientAtLine)
        {
            LeaveOut(inner);
            return true;
        }

        if (kind is TagKind.Person or TagKind.PersonAlone)
        {
            if (!beginsLine || Closing(name, inner) < 0)
            {
                return false;
            }

            (opened ??= new(StringComparer.Ordinal)).Add(name);
            LeaveOut(inner);
            return true;
        }

        var end = End(name, inner);
        if (kind is TagKind.Unknown)
        {
            if (keepsUnknown || end < 0 || !EndsLine(end))
            {
                return false;
            }

            hadUnknown = true;
        }

        if (end < 0 && kind is TagKind.Client && beginsLine && EndsLine(inner) && HasWords)
        {
            end = PartEnd(inner); // the client cut its own words short
        }

        if (end < 0)
        {
            return false;
        }

        LeaveOut(end);
        return true;
    }

    private bool ClosingTag()
    {
        var name = NameAt(at + 2);
        if (opened is null || name.IsEmpty || !opened.Contains(name.ToString()))
        {
            return false;
        }

        LeaveOut(at + 2 + name.Length + 1);
        return true;
    }

    private bool Bracket()
    {
        if (IsQuoted || ClientMarks.AtBracket(text.AsSpan(at)) is null)
        {
            return false;
        }

        var end = text.AsSpan(at, Math.Min(LongestBracket, text.Length - at)).IndexOf(']');
        if (end < 0)
        {
            return false;
        }

        LeaveOut(at + end + 1, inLine: true);
        return true;
    }

    // A person writes about a mark so.
    private readonly bool IsQuoted => at > 0 && text[at - 1] is '`' or '"' or '\'';

    /// <summary>The end of a tag's content and its closing tag; -1 if it is not closed. A tag of the same name may be inside.</summary>
    private int End(string name, int inner)
    {
        var closing = Closing(name, inner);
        if (closing < 0)
        {
            return -1;
        }

        var first = closing + name.Length + 3;
        var nested = $"\n<{name}>";
        var searched = inner - 1;
        while (unclosed?.Contains(nested) is not true)
        {
            var open = text.IndexOf(nested, searched, closing - searched, StringComparison.Ordinal);
            if (open < 0)
            {
                return closing + name.Length + 3;
            }

            closing = text.IndexOf($"</{name}>", closing + 1, StringComparison.Ordinal);
            searched = open + 1;
            if (closing < 0)
            {
                AddUnclosed(nested); // it was only mentioned
            }
        }

        return first;
    }

    private int Closing(string name, int inner)
    {
        var closing = $"</{name}>";
        if (unclosed is not null && (unclosed.Contains(closing) || unclosed.Count > MostUnclosed))
        {
            return -1;
        }

        var end = text.IndexOf(closing, inner, StringComparison.Ordinal);
        if (end < 0)
        {
            AddUnclosed(closing);
        }

        return end;
    }

    private void AddUnclosed(string tag) => (unclosed ??= new(StringComparer.Ordinal)).Add(tag);

    /// <summary>The name of the tag that is here; empty if there is none.</summary>
    private readonly ReadOnlySpan<char> NameAt(int start)
    {
        var rest = text.AsSpan(start, Math.Min(LongestTag, text.Length - start));
        var length = rest.IndexOfAnyExcept(Letters);
        return length > 2 && rest[length] is '>' or ' ' ? rest[..length] : default;
    }

    /// <summary>The end of the opening tag that is here; -1 if it does not end in its line.</summary>
    private readonly int OpeningEnd()
    {
        var end = text.AsSpan(at, Math.Min(LongestOpening, text.Length - at)).IndexOfAny('>', '\n');
        return end >= 0 && text[at + end] == '>' ? at + end + 1 : -1;
    }

    /// <summary>Whether a line begins here, or another tag has just ended.</summary>
    private readonly bool BeginsLine()
    {
        var before = at - 1;
        while (before >= 0 && at - before < DeepestIndent && text[before] is ' ' or '\t')
        {
            before--;
        }

        return before < 0 || text[before] is '\n' or '\r' or '>' or ClientText.BetweenParts || before < from;
    }

    private readonly bool EndsLine(int end)
    {
        while (end < text.Length && text[end] is ' ' or '\t')
        {
            end++;
        }

        return end >= text.Length || text[end] is '\n' or '\r' or '<' or ClientText.BetweenParts;
    }
}
