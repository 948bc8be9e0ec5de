namespace ShimLsp.Core.Routing.Embedded;

/// <content>Words: the runs of letters and of digits of a token, of prose or of code.</content>
internal ref partial struct TaskScan
{
    /// <summary>The token without the punctuation around it.</summary>
    private static ReadOnlySpan<char> Core(ReadOnlySpan<char> token)
    {
        var start = 0;
        var end = token.Length;
        while (start < end && !char.IsLetterOrDigit(token[start]))
        {
            start++;
        }

        while (end > start && !char.IsLetterOrDigit(token[end - 1]))
        {
            end--;
        }

        return token[start..end];
    }

    /// <summary>
    /// Goes over the runs of letters and of digits of a token: <c>lock-free</c> is two words, and English terms stand out of Chinese.
    /// </summary>
    /// <returns>How many characters of scripts without spaces there are, courtesy not counted.</returns>
    private int Words(ReadOnlySpan<char> token, bool isSaid)
    {
        var wide = 0;
        for (var at = 0; at < token.Length; )
        {
            var letter = token[at];
            if (char.IsAsciiDigit(letter))
            {
                var end = at + 1;
                while (end < token.Length && char.IsAsciiDigit(token[end]))
                {
                    end++;
                }

                features.AddNumber(token[..at], token[at..end]);
                sentence.Numbers += isSaid ? 1 : 0;
                Word(WordHash.OfNumber(end - at), 0, isSaid: false);
                at = end;
            }
            else if (IsWideLetter(letter))
            {
                var before = features.Courtesies;
                var end = wideWords >= MostWideWords ? WideEnd(token, at) : WideWords(token, at, isSaid);
                wide += features.Courtesies > before ? 0 : end - at;
                features.BeyondAscii += end - at;
                at = end;
            }
            else if (char.IsAscii(letter) ? char.IsAsciiLetter(letter) : char.IsLetter(letter))
            {
                var hash = WordHash.Start;
                var end = at + WordHash.AsciiLetters(token[at..], ref hash);
                if (end < token.Length && !char.IsAscii(token[end]))
                {
                    end = OtherLetters(token, at, end, ref hash);
                }

                Word(hash, end - at, isSaid);
                at = end;
            }
            else
            {
                if (char.IsAscii(letter))
                {
                    Symbol(token, at);
                }
                else
                {
                    features.BeyondAscii++;
                }

                at++;
            }
        }

        return wide;
    }

    /// <summary>Goes on over the letters of a word, of any alphabet.</summary>
    private readonly int OtherLetters(ReadOnlySpan<char> token, int start, int at, ref uint hash)
    {
        var end = OtherLettersEnd(token, at);
        for (; at < end; at++)
        {
            hash = WordHash.Next(hash, token[at], at - start);
        }

        return end;
    }

    private readonly int OtherLettersEnd(ReadOnlySpan<char> token, int at)
    {
        for (; at < token.Length && token[at] < FirstWide && (token[at] is >= 'а' and <= 'я' || char.IsLetter(token[at])); at++)
        {
            features.BeyondAscii += char.IsAscii(token[at]) ? 0 : 1;
        }

        return at;
    }

    private readonly void Symbol(ReadOnlySpan<char> token, int at)
    {
        var symbol = token[at];
        if (symbol is ' ' or '\t')
        {
            return;
        }

        symbols[symbol]++;
        features.AsksForBox |= symbol == '\\' && token[at..].StartsWith("\\boxed{", StringComparison.OrdinalIgnoreCase);
    }

    /// <returns>Whether the word counts: courtesy does not.</returns>
    private bool Word(uint hash, int length, bool isSaid)
    {
        var entry =
            !isSaid ? -1
            : wordsSaid < MostSaid ? lexicon.Find(hash)
            : lexicon.FindCourtesy(hash);
        var trait = entry < 0 ? Trait.None : lexicon.Term(entry).Trait;
        if (trait == Trait.Courtesy)
        {
            features.Courtesies++;
            return false;
        }

        wordsOfLength[Math.Min(length, LongestWord)]++;
        if (words++ >= MostWords)
        {
            return true;
        }

        if (keepsGrams)
        {
            grams.Add(GramSet.PlaceOf(hash));
            grams.Add(GramSet.PlaceOf(WordHash.Pair(last, hash)));
        }

        isSaid &= length > 0 && wordsSaid < MostSaid;
        if (isSaid)
        {
            wordsSaid++;
            // A word that begins a sentence, or follows a quotation or a name, pairs with nothing: which one it was says nothing.
            sentence.Add(new(hash, WordHash.Pair(lastWasSaid ? last : 0, hash), lastWasSaid, entry));
            sentence.LongWords += length >= TaskFeatures.LongWord ? 1 : 0;
            if (trait != Trait.None)
            {
                features.CountForFormat(trait);
                sentence.IsOfTheTrade |=
                    trait is Trait.Trade or >= Trait.SmallEdit and not (Trait.Little or Trait.OnePlace or Trait.Demand);
            }
        }

        last = hash;
        lastWasSaid = isSaid;
        return true;
    }

    private void AddFile(ReadOnlySpan<char> name)
    {
        var hash = WordHash.Of(name);
        if (features.Files < MostFiles && !files[..features.Files].Contains(hash))
        {
            files[features.Files++] = hash;
        }
    }
}
