namespace ShimLsp.Core.Routing.Embedded;

/// <content>Text whose words say nothing of the task: pasted lines, and names in prose. It is counted and not looked up.</content>
internal ref partial struct TaskScan
{
    private void Unsaid(ReadOnlySpan<char> text)
    {
        if (keepsGrams)
        {
            Words(text, isSaid: false);
            return;
        }

        // The same counts without a hash of any word.
        for (var at = 0; at < text.Length; )
        {
            var letter = text[at];
            var start = at;
            if (!char.IsAscii(letter))
            {
                at = UnsaidOther(text, at);
            }
            else if (char.IsAsciiLetter(letter))
            {
                at = AsciiLettersEnd(text, at + 1);
                at = at < text.Length && !char.IsAscii(text[at]) ? OtherLettersEnd(text, at) : at;
                UnsaidWord(at - start);
            }
            else if (char.IsAsciiDigit(letter))
            {
                for (at++; at < text.Length && char.IsAsciiDigit(text[at]); at++) { }
                features.AddNumber(text[..start], text[start..at]);
                UnsaidWord(0);
            }
            else
            {
                Symbol(text, at++);
            }
        }

        lastWasSaid = false;
    }

    private int UnsaidOther(ReadOnlySpan<char> text, int at)
    {
        if (IsWideLetter(text[at]))
        {
            var end = wideWords >= MostWideWords ? WideEnd(text, at) : WideWords(text, at, isSaid: false);
            features.BeyondAscii += end - at;
            return end;
        }

        if (!char.IsLetter(text[at]))
        {
            features.BeyondAscii++;
            return at + 1;
        }

        var lettersEnd = OtherLettersEnd(text, at);
        UnsaidWord(lettersEnd - at);
        return lettersEnd;
    }

    private void UnsaidWord(int length)
    {
        wordsOfLength[Math.Min(length, LongestWord)]++;
        words++;
    }

    private static int AsciiLettersEnd(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && char.IsAsciiLetter(text[at]))
        {
            at++;
        }

        return at;
    }
}
