namespace ShimLsp.Core.Routing.Embedded;

/// <summary>A word of a sentence.</summary>
/// <param name="Place">Its place in a <see cref="GramSet"/>.</param>
/// <param name="PairPlace">The place of the pair that it makes with the word before it.</param>
/// <param name="Entry">The word's slot in the lexicon; -1 if the lexicon does not contain it.</param>
/// <param name="Pair">The hash of this word and the one before; 0 if something was between them.</param>
internal readonly record struct SentenceWord(int Place, int PairPlace, int Entry, uint Pair);

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
    /// <param name="words">Memory for <see cref="MostWords"/>.</param>
    public Sentence(Span<SentenceWord> words) => this.words = words;

    /// <summary>Its words, without quoted ones.</summary>
    public readonly ReadOnlySpan<SentenceWord> Words => words[..Count];

    /// <summary>The number of words.</summary>
    public int Count { get; private set; }

    /// <summary>Its length, as <see cref="TaskFeatures.Words"/> counts.</summary>
    public int Length { get; set; }

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

    /// <summary>Adds a word that is not quoted. Words beyond <see cref="MostWords"/> are ignored.</summary>
    public void Add(SentenceWord word)
    {
        if (Count < words.Length)
        {
            words[Count++] = word;
        }
    }

    /// <summary>Begins the next.</summary>
    public void Clear() => (Count, Length, LongWords, Clauses, Numbers, IsQuestion, IsOfTheTrade) = (0, 0, 0, 0, 0, false, false);
}
