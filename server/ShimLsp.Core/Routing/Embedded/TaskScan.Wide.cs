namespace ShimLsp.Core.Routing.Embedded;

/// <content>
/// Scripts that write words without spaces, and Hangul, whose particles cling to the word. The lexicon's longest match is a word.
/// </content>
internal ref partial struct TaskScan
{
    // Hangul that says nothing, behind a word of one syllable.
    private const string Particles = "을를이가은는에의도로와과";

    /// <summary>Katakana is written without spaces, but its runs are words.</summary>
    private static bool IsKatakana(char letter) => letter is >= '\u30A1' and <= '\u30FF' and not '\u30FB';

    private static bool IsHangul(char letter) => letter is >= '\uAC00' and <= '\uD7A3';

    private static bool IsHan(char letter) => letter is >= '\u4E00' and <= '\u9FFF';

    // The usual ones first: a look-up of any other letter takes longer.
    private static bool IsWideLetter(char letter) => letter >= FirstWide && (IsHan(letter) || IsOtherWideLetter(letter));

    private static bool IsOtherWideLetter(char letter) =>
        letter is >= '\u3041' and <= '\u3096' or >= '\uAC00' and <= '\uD7A3'
        || (letter is not ('。' or '、' or '，' or '：' or '；' or '！' or '？') && char.IsLetter(letter));

    private static int HanEnd(ReadOnlySpan<char> text, int at)
    {
        while (at < text.Length && IsHan(text[at]))
        {
            at++;
        }

        return at;
    }

    /// <summary>The end of a run of such letters.</summary>
    private static int WideEnd(ReadOnlySpan<char> token, int at)
    {
        for (at = HanEnd(token, at); at < token.Length && IsWideLetter(token[at]); at = HanEnd(token, at + 1)) { }
        return at;
    }

    /// <summary>Reads the word that begins here, or the words of a run of Hangul.</summary>
    /// <returns>Where they end.</returns>
    private int WideWords(ReadOnlySpan<char> token, int at, bool isSaid)
    {
        if (IsHangul(token[at]))
        {
            return Hangul(token, at, isSaid);
        }

        wideWords++;
        var hash = WordHash.Next(WordHash.Start, token[at]);
        var length = lexicon.LongestWord(token[at..], ref hash);
        var end = at + Math.Max(1, length);
        for (; length == 0 && IsKatakana(token[at]) && end < token.Length && IsKatakana(token[end]); end++)
        {
            hash = WordHash.Next(hash, token[end]);
        }

        Word(hash, end - at, isSaid);
        return end;
    }

    /// <summary>
    /// Reads a run of Hangul. Its first word is an entry of the lexicon, or else the first two syllables, which are most of a stem. Behind
    /// it, only entries of the lexicon are words: the rest is endings.
    /// </summary>
    private int Hangul(ReadOnlySpan<char> token, int start, bool isSaid)
    {
        var end = start + 1;
        while (end < token.Length && IsHangul(token[end]))
        {
            end++;
        }

        var run = token[start..end];
        for (var at = 0; at < run.Length; )
        {
            var hash = 0u;
            var length = lexicon.LongestWord(run[at..], ref hash);
            if (length == 1 && (at > 0 || run.Length > 2 || (run.Length == 2 && !Particles.Contains(run[1]))))
            {
                length = 0;
            }

            if (length == 0 && at == 0)
            {
                length = Math.Min(2, run.Length);
                hash = WordHash.Of(run[..length]);
            }

            if (length > 0)
            {
                wideWords++;
                Word(hash, length, isSaid);
            }

            at += Math.Max(1, length);
        }

        return end;
    }
}
