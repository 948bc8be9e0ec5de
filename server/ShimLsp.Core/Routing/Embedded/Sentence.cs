namespace ShimLsp.Core.Routing.Embedded;

/// <summary>
/// A sentence of prose while it is read. What it says counts at its end: a sentence in which no word is of the trade is talk around the task,
/// however long, and counts only where a text has nothing else.
/// </summary>
internal ref struct Sentence
{
    /// <summary>More words than this are two sentences.</summary>
    public const int MostWords = 128;

    private readonly Span<uint> words;

    /// <summary>An empty one.</summary>
    /// <param name="words">Memory for <see cref="MostWords"/>.</param>
    public Sentence(Span<uint> words) => this.words = words;

    /// <summary>Its words that were said and not quoted; 0 stands where something else came between two of them.</summary>
    public readonly ReadOnlySpan<uint> Words => words[..Count];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>Whether no more fit.</summary>
    public readonly bool IsFull => Count == MostWords;

    /// <summary>Its length, as <see cref="TaskFeatures.Words"/> counts.</summary>
    public int Length { get; set; }

    /// <summary>Commas and semicolons.</summary>
    public int Clauses { get; set; }

    /// <summary>Numbers.</summary>
    public int Numbers { get; set; }

    /// <summary>Whether it asks.</summary>
    public bool IsQuestion { get; set; }

    /// <summary>Whether it names code, a file, or something of the trade.</summary>
    public bool IsOfTheTrade { get; set; }

    /// <summary>Adds a word that was said.</summary>
    public void Add(uint word) => words[Count++] = word;

    /// <summary>Notes that something stands between two words.</summary>
    public void Part()
    {
        if (Count > 0 && words[Count - 1] != 0)
        {
            words[Count++] = 0;
        }
    }

    /// <summary>Begins the next.</summary>
    public void Clear() => (Count, Length, Clauses, Numbers, IsQuestion, IsOfTheTrade) = (0, 0, 0, 0, false, false);
}
