namespace ShimLsp.Core.Conversation.Measuring;

/// <content>Phrases that begin a line, and files in fences.</content>
internal ref partial struct ClientPeeling
{
    private const int ShortestFence = 3;

    /// <summary>Leaves out what begins with this line, if it is the client's.</summary>
    private void BeginLine()
    {
        if (at >= text.Length)
        {
            return;
        }

        if (text[at] == '`')
        {
            Fence();
        }
        else if (ClientMarks.AtLine(text.AsSpan(at), BeginsPart()) is { } mark && EndOf(mark) is var end && end > at)
        {
            LeaveOut(end, inLine: mark.Reach is MarkReach.Bracket);
        }
    }

    private int EndOf(ClientMark mark) =>
        mark.Reach switch
        {
            MarkReach.Line => LineEnd(at),
            MarkReach.Part => PartEnd(at),
            MarkReach.PartAndOutput => PartAndOutput(),
            MarkReach.Through => Behind(mark.Last!),
            MarkReach.Request => Behind(ClientMarks.Request),
            MarkReach.Files => Files(LineEnd(at)),
            MarkReach.Outline => Outline(LineEnd(at)),
            _ => at, // a placeholder is found by its bracket
        };

    private readonly int Behind(string last)
    {
        var found = text.IndexOf(last, at, StringComparison.Ordinal);
        return found < 0 ? PartEnd(at) : LineEnd(found);
    }

    private readonly int PartAndOutput()
    {
        var end = PartEnd(at);
        return end < text.Length && text.AsSpan(LineEnd(at), end - LineEnd(at)).IsWhiteSpace() ? PartEnd(end + 1) : end;
    }

    /// <summary>The end of the files behind a phrase: each is a fence, mostly below a line with its path.</summary>
    private int Files(int end)
    {
        while (NextLine(end) is var start and >= 0)
        {
            var lineEnd = LineEnd(start);
            if (ClientMarks.IsAboutFiles(text.AsSpan(start, lineEnd - start)))
            {
                end = lineEnd;
                continue;
            }

            var line = text.AsSpan(start, lineEnd - start).TrimEnd();
            var fence = line is "```json" ? start : lineEnd + 1;
            if ((fence != start && !ClientMarks.IsPath(line)) || !IsFence(fence) || FenceEnd(fence) is not (var behind and >= 0))
            {
                return end;
            }

            end = behind;
        }

        return end;
    }

    /// <summary>The end of an outline: paths, each above the lines that declare something.</summary>
    private readonly int Outline(int end)
    {
        while (NextLine(end) is var start and >= 0)
        {
            var line = text.AsSpan(start, LineEnd(start) - start);
            if (!ClientMarks.IsAboutFiles(line) && !IsOfOutline(line.TrimEnd()))
            {
                return end;
            }

            end = start + line.Length;
        }

        return end;
    }

    private static bool IsOfOutline(ReadOnlySpan<char> line) =>
        line[0] is '⋮' or '│' or '█' || (!line.Contains(' ') && line.IndexOfAny("/.:") >= 0);

    /// <summary>The start of the next line that is not blank, in this part; -1 if there is none.</summary>
    private readonly int NextLine(int start)
    {
        while (start < text.Length && text[start] is '\n' or '\r' or ' ' or '\t')
        {
            start++;
        }

        return start < text.Length && text[start] != ClientText.BetweenParts ? start : -1;
    }

    /// <summary>Leaves out a fence that names the file it shows; passes over any other, because it is what the person shows.</summary>
    private void Fence()
    {
        if (!IsFence(at) || noFenceEnds || FenceEnd(at) is not (var end and >= 0))
        {
            return;
        }

        var head = text.AsSpan(at, LineEnd(at) - at).TrimStart('`');
        if (!keepsUnknown && ClientMarks.NamesFile(head))
        {
            hadUnknown = true;
            LeaveOut(end);
        }
        else if (!HoldsClientsTag(end))
        {
            at = end;
        }
    }

    /// <summary>Whether a client's tag is between here and there and not closed: the person left their fence open.</summary>
    private readonly bool HoldsClientsTag(int end)
    {
        for (var line = at; text.AsSpan(line, end - line).IndexOf("\n<") is var next and >= 0; )
        {
            line += next + 2;
            var name = NameAt(line);
            if (
                !name.IsEmpty
                && ClientTags.Of(name, beginsLine: true) is TagKind.Client or TagKind.ClientAtLine
                && !text.AsSpan(line, end - line).Contains($"</{name}>", StringComparison.Ordinal)
            )
            {
                return true;
            }
        }

        return false;
    }

    private readonly bool IsFence(int start) => start < text.Length && text.AsSpan(start).StartsWith("```", StringComparison.Ordinal);

    /// <summary>The end of the line that closes the fence which begins here; -1 if it stays open.</summary>
    private int FenceEnd(int start)
    {
        var ticks = text.AsSpan(start).IndexOfAnyExcept('`');
        for (var line = LineEnd(start); ticks >= ShortestFence && line < text.Length; line = LineEnd(line + 1))
        {
            var rest = text.AsSpan(line + 1, LineEnd(line + 1) - line - 1).Trim();
            if (rest.Length == ticks && !rest.ContainsAnyExcept('`'))
            {
                return LineEnd(line + 1);
            }
        }

        noFenceEnds = true;
        return -1;
    }

    private readonly int LineEnd(int start) => EndBefore(start, text.AsSpan(start).IndexOfAny('\n', ClientText.BetweenParts));

    private readonly int PartEnd(int start) => EndBefore(start, text.AsSpan(start).IndexOf(ClientText.BetweenParts));

    private readonly int EndBefore(int start, int length) => length < 0 ? text.Length : start + length;
}
