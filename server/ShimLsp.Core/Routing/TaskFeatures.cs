namespace ShimLsp.Core.Routing;

/// <summary>What one pass over a task's text counts. Holds none of the text.</summary>
internal sealed class TaskFeatures
{
    private static readonly int Traits = Enum.GetValues<Trait>().Length;

    private readonly int[] hits = new int[Traits];
    private readonly string?[] phrases = new string?[Traits];

    /// <summary>Words of prose, courtesy not counted; two characters of a script without spaces make a word.</summary>
    public int Words { get; set; }

    /// <summary>Lines of code, diffs and logs. Their words say nothing of the task's difficulty and are not looked up.</summary>
    public int CodeLines { get; set; }

    /// <summary>Different files and paths named in prose.</summary>
    public int Files { get; set; }

    /// <summary>Items of lists, bulleted or numbered.</summary>
    public int Steps { get; set; }

    /// <summary>Whether a stack trace is there.</summary>
    public bool HasTrace { get; set; }

    /// <summary>How many words say that.</summary>
    public int Hits(Trait trait) => hits[(int)trait];

    /// <summary>Our words for the first that said it; null where none did.</summary>
    public string? Phrase(Trait trait) => phrases[(int)trait];

    /// <summary>Counts a word that the lexicon knows.</summary>
    public void Add(Term term)
    {
        hits[(int)term.Trait]++;
        phrases[(int)term.Trait] ??= term.Phrase;
    }
}
