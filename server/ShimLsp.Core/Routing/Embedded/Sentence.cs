namespace ShimLsp.Core.Routing.Embedded;

/// <summary>A word of a sentence.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="Pair">The hash of the pair that it makes with the word before it, or with nothing.</param>
/// <param name="IsBehindWord">Whether a word is right before it.</param>
/// <param name="Entry">The word's slot in the lexicon; -1 if the lexicon does not contain it.</param>
internal readonly record struct SentenceWord(uint Hash, uint Pair, bool IsBehindWord, int Entry);

/// <summary>
/// A sentence of prose while it is read. It is counted at its end. A sentence without any technical word is talk around the task, however
/// long, and counts only if the text has nothing else.
/// </summary>
internal ref struct Sentence
{
    /// <summary>More words than this are two sentences.</summary>
    public const int MostWords = 128;

    private readonly Span<SentenceWord> words;

    /// <summary>An empty one.</summary>
    /// <param name="words">Memory for its words.</param>
    public Sentence(Span<SentenceWord> words) => this.words = words;

    /// <summary>Its words, without quoted ones.</summary>
    public readonly ReadOnlySpan<SentenceWord> Words => words[..Count];

    /// <summary>The number of words.</summary>
    public int Count { get; private set; }

    /// <summary>Its length, as <see cref="TaskFeatures.Words"/> counts.</summary>
    public int Length { get; set; }

    /// <summary>Characters of its words and names.</summary>
    public int Characters { get; set; }

    /// <summary>Commas and semicolons.</summary>
    public int Clauses { get; set; }

    /// <summary>Long words among those that are not quoted.</summary>
    public int LongWords { get; set; }

    /// <summary>Numbers.</summary>
    public int Numbers { get; set; }

    /// <summary>Whether it is a question.</summary>
    public bool IsQuestion { get; set; }

    /// <summary>Whether it names code, a file, or something technical.</summary>
    public bool IsOfTheTrade { get; set; }

    /// <summary>Adds a word that is not quoted. Words for which there is no room are ignored.</summary>
    public void Add(SentenceWord word)
    {
        if (Count < words.Length)
        {
            words[Count++] = word;
        }
    }

    /// <summary>Adds another sentence's words and counts.</summary>
    public void Append(Sentence other)
    {
        var added = other.Words[..Math.Min(other.Count, words.Length - Count)];
        added.CopyTo(words[Count..]);
        (Count, Length, LongWords) = (Count + added.Length, Length + other.Length, LongWords + other.LongWords);
        Characters += other.Characters;
        (Clauses, Numbers) = (Clauses + other.Clauses, Numbers + other.Numbers);
    }

    /// <summary>Begins the next.</summary>
    public void Clear()
    {
        (Count, Length, LongWords, Characters) = (0, 0, 0, 0);
        (Clauses, Numbers, IsQuestion, IsOfTheTrade) = (0, 0, false, false);
    }
}
