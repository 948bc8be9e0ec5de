using System.Buffers;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>
/// Reads a text in one pass, line by line and word by word, with no string made of any of it: its words as a <see cref="GramSet"/>, its
/// shape and what its prose says as <see cref="TaskFeatures"/>.
/// </summary>
internal ref struct TaskScan
{
    private const int MostFiles = 16;

    /// <summary>From here on stand the scripts that write words without spaces: each character is a word of its own.</summary>
    public const char FirstWide = '\u2E80';

    // What stands inside a name of code or of a file, and inside no word.
    private static readonly SearchValues<char> InnerSymbols = SearchValues.Create("_./\\(=:");

    private const string OpeningQuotes = "\"'“‘«„";
    private const string ClosingQuotes = "\"'”’»“";

    private readonly TaskFeatures features;
    private readonly Span<int> symbols;
    private readonly Span<uint> files;
    private GramSet grams;
    private GramSet said;
    private Sentence sentence;
    private bool inBackticks;
    private readonly bool countsTalk;

    private TaskScan(TaskFeatures features, GramSet grams, GramSet said, Span<int> symbols, Span<uint> files, Span<uint> words, bool countsTalk)
    {
        this.features = features;
        this.grams = grams;
        this.said = said;
        this.symbols = symbols;
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
    public static TaskFeatures Read(ReadOnlySpan<char> text, GramSet grams, GramSet said)
    {
        var features = Read(text, grams, said, countsTalk: false);
        return features.Words > 0 || features.ProseWords == 0 ? features : Read(text, grams, said, countsTalk: true);
    }

    private static TaskFeatures Read(ReadOnlySpan<char> text, GramSet grams, GramSet said, bool countsTalk)
    {
        Span<int> symbols = stackalloc int[128];
        symbols.Clear();
        var scan = new TaskScan(new TaskFeatures(), grams, said, symbols, stackalloc uint[MostFiles], stackalloc uint[Sentence.MostWords], countsTalk);
        scan.Lines(text);
        scan.features.Close(symbols, scan.grams.Count);
        return scan.features;
    }

    private void Lines(ReadOnlySpan<char> text)
    {
        var inFence = false;
        var inDiff = false;
        foreach (var line in text.EnumerateLines())
        {
            var trimmed = line.Trim();
            if (trimmed.IsEmpty)
            {
                continue;
            }

            inBackticks = false;
            if (Courtesy.Skip(trimmed, 0) == trimmed.Length)
            {
                continue;
            }

            features.AddLine(trimmed);
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
                }
                else
                {
                    isCode = LineShape.IsCode(trimmed);
                }
            }

            features.CodeLines += isCode ? 1 : 0;
            features.ProseLines += isCode || isStep ? 0 : 1;
            Tokens(trimmed, isProse: !isCode);
        }
    }

    private void Tokens(ReadOnlySpan<char> line, bool isProse)
    {
        var quotedUntil = 0;
        var isClauseStart = true;
        for (var at = 0; at < line.Length; at++)
        {
            if (isProse && isClauseStart && !char.IsWhiteSpace(line[at]))
            {
                var end = Courtesy.Skip(line, at);
                if (end > at)
                {
                    at = end - 1;
                    continue;
                }
            }

            var start = at;
            while (at < line.Length && !char.IsWhiteSpace(line[at]))
            {
                at++;
            }

            if (at == start)
            {
                continue;
            }

            if (!isProse)
            {
                Words(line[start..at], isSaid: false);
                continue;
            }

            isClauseStart = Courtesy.EndsClause(line, at - 1);
            quotedUntil = Math.Max(quotedUntil, QuoteEnd(line, start));
            Token(line[start..at], isQuoted: start < quotedUntil);
            if (isClauseStart && line[at - 1] is '.' or '!' or '?')
            {
                EndSentence();
            }
        }

        EndSentence();
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
    }

    private void Count(Sentence sentence)
    {
        features.Begin(sentence);
        var last = 0u;
        foreach (var word in sentence.Words)
        {
            if (word != 0)
            {
                said.Add(word);
                features.Say(Lexicon.Find(word));
                if (last != 0)
                {
                    features.Say(Lexicon.Find(WordHash.Pair(last, word)));
                }
            }

            last = word;
        }
    }

    /// <summary>Where the quotation ends that a token begins; 0 where it begins none. What is quoted is mentioned, not said.</summary>
    private static int QuoteEnd(ReadOnlySpan<char> line, int start)
    {
        var quote = OpeningQuotes.IndexOf(line[start], StringComparison.Ordinal);
        if (quote < 0)
        {
            return 0;
        }

        for (var at = start + 1; at < line.Length; at++)
        {
            if (line[at] == ClosingQuotes[quote] && (at + 1 == line.Length || !char.IsLetterOrDigit(line[at + 1])))
            {
                return at;
            }
        }

        return 0;
    }

    private void Token(ReadOnlySpan<char> token, bool isQuoted)
    {
        var ticks = token.Count('`');
        isQuoted |= inBackticks || ticks > 0;
        inBackticks ^= ticks % 2 == 1;
        sentence.Clauses += token[^1] is ',' or ';' or '，' or '、' ? 1 : 0;
        sentence.IsQuestion |= token[^1] is '?' or '？';

        var core = Core(token);
        var isName = core.ContainsAny(InnerSymbols);
        sentence.IsOfTheTrade |= isQuoted || isName;
        if (isName || isQuoted)
        {
            sentence.Part();
        }

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
            sentence.Length += core.IsEmpty || features.Courtesies > before ? 0 : Math.Max(1, wide / 2);
        }

        if (sentence.Count > Sentence.MostWords - 32)
        {
            EndSentence();
        }
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
            else if (letter >= FirstWide)
            {
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
                var end = at;
                do
                {
                    hash = WordHash.Next(hash, WordHash.Lower(letter));
                    features.BeyondAscii += char.IsAscii(letter) ? 0 : 1;
                    letter = ++end < token.Length ? token[end] : '\0';
                }
                while (char.IsAscii(letter) ? char.IsAsciiLetter(letter) : letter < FirstWide && char.IsLetter(letter));

                Word(hash, end - at, isSaid);
                at = end;
            }
            else
            {
                if (char.IsAscii(letter))
                {
                    symbols[letter]++;
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

    private void Word(uint hash, int length, bool isSaid)
    {
        var term = Lexicon.Find(hash);
        if (term.Trait == Trait.Courtesy)
        {
            features.Courtesies++;
            return;
        }

        features.AddWord(length);
        grams.Add(hash);
        if (!isSaid || length == 0 || sentence.IsFull)
        {
            return;
        }

        sentence.Add(hash);
        features.CountAmount(term.Trait);
        sentence.IsOfTheTrade |= term.Trait is Trait.Trade or >= Trait.SmallEdit and not (Trait.Little or Trait.OnePlace or Trait.Demand);
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
