namespace ShimLsp.Core.Routing.Embedded;

/// <content>Prose: its tokens, its sentences, and what is only quoted in it.</content>
internal ref partial struct TaskScan
{
    private void Prose(ReadOnlySpan<char> line)
    {
        var quotedUntil = 0;
        var isClauseStart = false; // where the line begins was looked at
        for (var at = 0; at < line.Length; at++)
        {
            if (isClauseStart && !char.IsWhiteSpace(line[at]))
            {
                var end = politeness.Skip(line, at);
                if (end > at)
                {
                    at = end - 1;
                    continue;
                }
            }

            var start = at;
            if (PlainWord(line, ref at, isQuoted: start < quotedUntil, out isClauseStart))
            {
                continue;
            }

            var kinds = CharacterKind.None;
            for (; at < line.Length; at++)
            {
                if (IsHan(line[at]))
                {
                    kinds |= CharacterKind.Word;
                    at = HanEnd(line, at + 1);
                    if (at == line.Length)
                    {
                        break;
                    }
                }

                var kind = CharacterKinds.Of(line[at]);
                if (kind == CharacterKind.Space)
                {
                    break;
                }

                if (kind == CharacterKind.Quote && at > start && line[at - 1] >= FirstWide)
                {
                    break; // a quotation in a script without spaces
                }

                kinds |= kind;
                if (kind == CharacterKind.Last)
                {
                    at++;
                    break;
                }
            }

            if (at == start)
            {
                continue;
            }

            isClauseStart = Courtesy.EndsClause(line, at - 1);
            if ((kinds & CharacterKind.Quote) != 0)
            {
                quotedUntil = Math.Max(quotedUntil, QuoteEnd(line, start));
            }

            Token(line[start..at], kinds, isQuoted: start < quotedUntil);
            if (isClauseStart && line[at - 1] is '.' or '!' or '?' or '。' or '！' or '？')
            {
                EndSentence();
            }

            if (at < line.Length && !char.IsWhiteSpace(line[at]))
            {
                at--; // no space to skip
            }
        }

        EndSentence();
    }

    /// <summary>
    /// Reads a token that is a word of ASCII letters with at most one mark of punctuation behind it: most are, and one look at each
    /// character is enough for these.
    /// </summary>
    /// <param name="line">The line.</param>
    /// <param name="at">The token's start; set to its end if it is such a word.</param>
    /// <param name="isQuoted">Whether it is in a quotation.</param>
    /// <param name="endsClause">Whether its mark ends a clause.</param>
    private bool PlainWord(ReadOnlySpan<char> line, ref int at, bool isQuoted, out bool endsClause)
    {
        endsClause = false;
        var hash = WordHash.Start;
        var length = WordHash.AsciiLetters(line[at..], ref hash);
        var end = at + length;
        var mark = end < line.Length ? line[end] : ' ';
        if (length == 0)
        {
            return false;
        }

        isQuoted |= inBackticks;
        if (mark == ' ')
        {
            at = end;
            sentence.IsOfTheTrade |= isQuoted;
            Count(length, Word(hash, length, isSaid: !isQuoted));
            EndFullSentence();
            return true;
        }

        if (!(mark is ',' or '.' or ';' or ':' or '?' or '!') || (end + 1 < line.Length && line[end + 1] != ' '))
        {
            return false;
        }

        at = end + 1;
        endsClause = true;
        symbols[mark]++;
        sentence.IsOfTheTrade |= isQuoted;
        sentence.Clauses += mark is ',' or ';' ? 1 : 0;
        sentence.IsQuestion |= mark == '?';
        Count(length, Word(hash, length, isSaid: !isQuoted));
        EndFullSentence();
        if (mark is '.' or '!' or '?')
        {
            EndSentence();
        }

        return true;
    }

    private void Count(int length, bool isCounted)
    {
        sentence.Length += isCounted ? 1 : 0;
        sentence.Characters += isCounted ? length : 0;
    }

    private void EndFullSentence()
    {
        if (sentence.Count > Sentence.MostWords - 32)
        {
            EndSentence();
        }
    }

    private void EndSentence()
    {
        if (sentence.Length > 0)
        {
            features.ProseWords += sentence.Length;
            features.ProseCharacters += sentence.IsOfTheTrade ? sentence.Characters : sentence.Characters / TalkPerTask;
            if (sentence.IsOfTheTrade)
            {
                Count(sentence, 1, sentence.IsQuestion ? 1 : 0);
            }
            else if (features.Words == 0)
            {
                talk.Append(sentence);
                talkSentences++;
                talkQuestions += sentence.IsQuestion ? 1 : 0;
            }
        }

        sentence.Clear();
        lastWasSaid = false;
    }

    private readonly void Count(Sentence sentence, int sentences, int questions)
    {
        features.Begin(sentence, sentences, questions);
        foreach (var word in sentence.Words)
        {
            said.Add(GramSet.PlaceOf(word.Hash));
            said.Add(GramSet.PlaceOf(word.Pair));
            Say(word.Entry);
            if (word is { IsBehindWord: true, Pair: not 0 })
            {
                Say(lexicon.Find(word.Pair));
            }
        }
    }

    private readonly void Say(int entry)
    {
        if (entry < 0)
        {
            features.SayNothing();
        }
        else
        {
            features.Say(lexicon.Term(entry));
        }
    }

    /// <summary>The end of the quotation that a token begins; 0 if it begins none. Quoted text is mentioned, not meant.</summary>
    private static int QuoteEnd(ReadOnlySpan<char> line, int start)
    {
        var closing = line[start] switch
        {
            '"' => '"',
            '\'' => '\'',
            '“' => '”',
            '‘' => '’',
            '«' => '»',
            '„' => '“',
            '「' => '」',
            '『' => '』',
            _ => '\0',
        };
        for (var at = start + 1; closing != '\0' && at < line.Length; at++)
        {
            if (line[at] == closing && (at + 1 == line.Length || line[at + 1] >= FirstWide || !char.IsLetterOrDigit(line[at + 1])))
            {
                return at;
            }
        }

        return 0;
    }

    /// <summary>Whether a token ends a sentence with a word that asks: か, 吗, 呢, 까. No mark need follow it.</summary>
    private static bool Asks(ReadOnlySpan<char> token)
    {
        var last = token.TrimEnd("。.");
        return !last.IsEmpty && last[^1] is 'か' or '吗' or '嗎' or '呢' or '까';
    }

    private void Token(ReadOnlySpan<char> token, CharacterKind kinds, bool isQuoted)
    {
        var ticks = (kinds & CharacterKind.Tick) == 0 ? 0 : token.Count('`');
        isQuoted |= inBackticks || ticks > 0;
        inBackticks ^= ticks % 2 == 1;
        sentence.Clauses += token[^1] is ',' or ';' or '，' or '、' or '；' ? 1 : 0;
        sentence.IsQuestion |= token[^1] is '?' or '？' || Asks(token);

        var core = (kinds & CharacterKind.Inner) == 0 ? token : Core(token);
        var isName = (kinds & CharacterKind.Inner) != 0 && core.ContainsAny(InnerSymbols);
        sentence.IsOfTheTrade |= isQuoted || isName;
        if (isName)
        {
            // A name in someone's code. Its words do not describe the task.
            sentence.Length++;
            sentence.Characters += token.Length;
            Unsaid(token);
            if (FileName.Matches(core))
            {
                AddFile(core);
            }
        }
        else
        {
            var before = features.Courtesies;
            var wide = Words(token, isSaid: !isQuoted);
            var isCounted = wide > 0 || ((kinds & CharacterKind.Word) != 0 && features.Courtesies == before);
            sentence.Length +=
                wide > 0 ? Math.Max(1, wide / 2)
                : isCounted ? 1
                : 0;
            sentence.Characters += isCounted ? token.Length : 0;
        }

        EndFullSentence();
    }
}
