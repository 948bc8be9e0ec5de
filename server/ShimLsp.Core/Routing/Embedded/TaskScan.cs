using System.Buffers;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>
/// Reads a text in one pass, line by line and word by word, with no string made of any of it: its words as a <see cref="GramSet"/>, its
/// shape and what its prose says as <see cref="TaskFeatures"/>.
/// </summary>
internal ref struct TaskScan
{
    private const int MostFiles = 16;
    private const int LongestWord = 31;

    // More words than this are a dump, not a task; what it is about was said by then. It bounds the work of a text of megabytes.
    private const int MostWords = 8192;
    private const int MostWideWords = 640;

    /// <summary>From here on stand the scripts that write words without spaces: each character is a word of its own.</summary>
    public const char FirstWide = '\u2E80';

    // What stands inside a name of code or of a file, and inside no word.
    private static readonly SearchValues<char> InnerSymbols = SearchValues.Create("_./\\(=:");

    private readonly TaskFeatures features;
    private readonly Lexicon lexicon;
    private readonly LineMarks marks;
    private readonly Courtesy politeness;
    private readonly Span<int> symbols;
    private readonly Span<int> wordsOfLength;
    private readonly Span<uint> files;
    private readonly GramSet grams;
    private readonly GramSet said;
    private Sentence sentence;
    private uint last;
    private bool lastWasSaid;
    private int words;
    private int wideWords;
    private bool inBackticks;
    private readonly bool countsTalk;

    private TaskScan(TaskFeatures features, GramSet grams, GramSet said, Span<int> symbols, Span<int> wordsOfLength, Span<uint> files, Span<SentenceWord> words, bool countsTalk)
    {
        lexicon = Lexicon.BuiltIn;
        marks = LineMarks.BuiltIn;
        politeness = Courtesy.BuiltIn;
        this.features = features;
        this.grams = grams;
        this.said = said;
        this.symbols = symbols;
        this.wordsOfLength = wordsOfLength;
        this.files = files;
        sentence = new Sentence(words);
        this.countsTalk = countsTalk;
    }

    /// <summary>Katakana is written without spaces, but its runs are words.</summary>
    public static bool IsKatakana(char letter) => letter is >= '\u30A0' and <= '\u30FF';

    /// <summary>Reads a task's text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="grams">An empty set for all its words.</param>
    /// <param name="said">An empty set for the words of its prose.</param>
    /// <param name="countsTalk">Whether sentences count in which no word is of the trade.</param>
    public static TaskFeatures Read(ReadOnlySpan<char> text, GramSet grams, GramSet said, bool countsTalk = false)
    {
        Span<int> symbols = stackalloc int[128];
        symbols.Clear();
        Span<int> wordsOfLength = stackalloc int[LongestWord + 1];
        wordsOfLength.Clear();
        var scan = new TaskScan(new TaskFeatures(), grams, said, symbols, wordsOfLength, stackalloc uint[MostFiles], stackalloc SentenceWord[Sentence.MostWords], countsTalk);
        scan.Lines(text);
        scan.features.Close(symbols, wordsOfLength, scan.grams.Count);
        return scan.features;
    }

    private void Lines(ReadOnlySpan<char> text)
    {
        var inFence = false;
        var inDiff = false;
        while (!text.IsEmpty)
        {
            // Not EnumerateLines, which looks for Unicode's separators as well: of Chinese it takes ten times as long.
            var end = text.IndexOfAny('\n', '\r');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            var trimmed = line.Trim();
            if (trimmed.IsEmpty)
            {
                continue;
            }

            inBackticks = false;
            var courtesy = politeness.Skip(trimmed, 0);
            if (courtesy == trimmed.Length)
            {
                continue;
            }

            features.AddLine(trimmed);
            marks.Count(trimmed, features);
            if (LineShape.IsFence(trimmed))
            {
                inFence = !inFence;
                continue;
            }

            var isTrace = LineShape.IsTrace(trimmed);
            features.HasTrace |= isTrace;
            inDiff = !inFence && (LineShape.IsDiffHead(line) || (inDiff && LineShape.IsInDiff(line)));
            features.HasDiff |= inDiff;
            var isCode = inFence || inDiff || isTrace;
            var isStep = false;
            if (!isCode)
            {
                if (LineShape.ListMark(trimmed) is var mark and > 0)
                {
                    features.Steps++;
                    isStep = true;
                    trimmed = trimmed[mark..];
                    courtesy = 0;
                }
                else
                {
                    isCode = LineShape.IsCode(trimmed);
                }
            }

            features.CodeLines += isCode ? 1 : 0;
            if (!isCode && !isStep)
            {
                features.AddProseLine(trimmed);
            }

            if (isCode)
            {
                Words(trimmed, isSaid: false);
            }
            else
            {
                Prose(trimmed[courtesy..]);
            }
        }
    }

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
            if (PlainWord(line, ref at, isQuoted: start < quotedUntil))
            {
                isClauseStart = Courtesy.EndsClause(line, at - 1);
                if (isClauseStart && line[at - 1] is '.' or '!' or '?')
                {
                    EndSentence();
                }

                continue;
            }

            var kinds = CharacterKind.None;
            for (; at < line.Length && CharacterKinds.Of(line[at]) is var kind and not CharacterKind.Space; at++)
            {
                kinds |= kind;
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
            if (isClauseStart && line[at - 1] is '.' or '!' or '?')
            {
                EndSentence();
            }
        }

        EndSentence();
    }

    /// <summary>
    /// Reads a token that is a word of ASCII letters with at most one mark of punctuation behind it: most are, and one look at each
    /// character is enough for these.
    /// </summary>
    /// <param name="line">The line.</param>
    /// <param name="at">Where the token begins; where it ends if it is one.</param>
    /// <param name="isQuoted">Whether it stands in a quotation.</param>
    private bool PlainWord(ReadOnlySpan<char> line, ref int at, bool isQuoted)
    {
        var hash = WordHash.Start;
        var length = WordHash.AsciiLetters(line[at..], ref hash);
        var end = at + length;
        var mark = end < line.Length ? line[end] : ' ';
        if (length == 0 || !(mark is ' ' or ',' or '.' or ';' or ':' or '?' or '!'))
        {
            return false;
        }

        if (mark != ' ')
        {
            if (end + 1 < line.Length && line[end + 1] != ' ')
            {
                return false;
            }

            symbols[mark]++;
            end++;
        }

        at = end;
        var before = features.Courtesies;
        isQuoted |= inBackticks;
        sentence.IsOfTheTrade |= isQuoted;
        sentence.Clauses += mark is ',' or ';' ? 1 : 0;
        sentence.IsQuestion |= mark == '?';
        Word(hash, length, isSaid: !isQuoted);
        sentence.Length += features.Courtesies > before ? 0 : 1;
        EndFullSentence();
        return true;
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
            if (sentence.IsOfTheTrade || countsTalk)
            {
                Count(sentence);
            }
        }

        sentence.Clear();
        lastWasSaid = false;
    }

    private void Count(Sentence sentence)
    {
        features.Begin(sentence);
        foreach (var word in sentence.Words)
        {
            said.Add(word.Place);
            said.Add(word.PairPlace);
            features.Say(lexicon.Term(word.Entry));
            if (word.Pair != 0)
            {
                features.Say(lexicon.Term(lexicon.Find(word.Pair)));
            }
        }
    }

    /// <summary>Where the quotation ends that a token begins; 0 where it begins none. What is quoted is mentioned, not said.</summary>
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
            _ => '\0',
        };
        for (var at = start + 1; closing != '\0' && at < line.Length; at++)
        {
            if (line[at] == closing && (at + 1 == line.Length || !char.IsLetterOrDigit(line[at + 1])))
            {
                return at;
            }
        }

        return 0;
    }

    private void Token(ReadOnlySpan<char> token, CharacterKind kinds, bool isQuoted)
    {
        var ticks = (kinds & CharacterKind.Tick) == 0 ? 0 : token.Count('`');
        isQuoted |= inBackticks || ticks > 0;
        inBackticks ^= ticks % 2 == 1;
        sentence.Clauses += token[^1] is ',' or ';' or '，' or '、' ? 1 : 0;
        sentence.IsQuestion |= token[^1] is '?' or '？';

        var core = (kinds & CharacterKind.Inner) == 0 ? token : Core(token);
        var isName = (kinds & CharacterKind.Inner) != 0 && core.ContainsAny(InnerSymbols);
        sentence.IsOfTheTrade |= isQuoted || isName;
        if (isName)
        {
            // A name in someone's code: what it is called says nothing.
            sentence.Length++;
            Words(token, isSaid: false);
            if (FileName.Matches(core))
            {
                AddFile(core);
            }
        }
        else
        {
            var before = features.Courtesies;
            var wide = Words(token, isSaid: !isQuoted);
            sentence.Length += (kinds & CharacterKind.Word) == 0 || features.Courtesies > before ? 0 : Math.Max(1, wide / 2);
        }

        EndFullSentence();
    }

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
    /// <returns>How many characters of scripts without spaces there are.</returns>
    private int Words(ReadOnlySpan<char> token, bool isSaid)
    {
        var wide = 0;
        for (var at = 0; at < token.Length;)
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
            else if (letter is ' ' or '\t')
            {
                at++;
            }
            else if (letter >= FirstWide && wideWords >= MostWideWords)
            {
                var start = at;
                while (at < token.Length && token[at] >= FirstWide)
                {
                    at++;
                }

                wide += at - start;
                features.BeyondAscii += at - start;
                wordsOfLength[1] += at - start;
            }
            else if (letter >= FirstWide)
            {
                wideWords++;
                var end = at + 1;
                var hash = WordHash.Next(WordHash.Start, letter);
                for (; IsKatakana(letter) && end < token.Length && IsKatakana(token[end]); end++)
                {
                    hash = WordHash.Next(hash, token[end]);
                }

                wide += end - at;
                features.BeyondAscii += end - at;
                Word(hash, end - at, isSaid);
                at = end;
            }
            else if (char.IsAscii(letter) ? char.IsAsciiLetter(letter) : char.IsLetter(letter))
            {
                var hash = WordHash.Start;
                var end = at + WordHash.AsciiLetters(token[at..], ref hash);
                if (end < token.Length && !char.IsAscii(token[end]))
                {
                    end = OtherLetters(token, end, ref hash);
                }

                Word(hash, end - at, isSaid);
                at = end;
            }
            else
            {
                if (char.IsAscii(letter))
                {
                    symbols[letter]++;
                    features.AsksForBox |= letter == '\\' && token[at..].StartsWith("\\boxed{", StringComparison.OrdinalIgnoreCase);
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

    /// <summary>Goes on over letters of any alphabet.</summary>
    private readonly int OtherLetters(ReadOnlySpan<char> token, int at, ref uint hash)
    {
        for (; at < token.Length && token[at] < FirstWide && char.IsLetter(token[at]); at++)
        {
            hash = WordHash.Next(hash, WordHash.Lower(token[at]));
            features.BeyondAscii += char.IsAscii(token[at]) ? 0 : 1;
        }

        return at;
    }

    private void Word(uint hash, int length, bool isSaid)
    {
        var entry = isSaid ? lexicon.Find(hash) : -1;
        var trait = lexicon.Term(entry).Trait;
        if (trait == Trait.Courtesy)
        {
            features.Courtesies++;
            return;
        }

        wordsOfLength[Math.Min(length, LongestWord)]++;
        if (words++ >= MostWords)
        {
            return;
        }

        var pair = WordHash.Pair(last, hash);
        var (place, pairPlace) = (GramSet.PlaceOf(hash), GramSet.PlaceOf(pair));
        grams.Add(place);
        grams.Add(pairPlace);
        isSaid &= length > 0 && features.ProseWords + sentence.Length <= Formats.SurelyNone;
        if (isSaid)
        {
            sentence.Add(new(place, pairPlace, entry, lastWasSaid ? pair : 0));
            features.CountForFormat(trait);
            sentence.IsOfTheTrade |= trait is Trait.Trade or >= Trait.SmallEdit and not (Trait.Little or Trait.OnePlace or Trait.Demand);
        }

        last = hash;
        lastWasSaid = isSaid;
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
