using System.Collections.Immutable;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>The meaning of one word, or of two in a row, and its name in an explanation.</summary>
/// <param name="Trait">What the word says about the task.</param>
/// <param name="Phrase">Our own words for it, because a task's words are never repeated. Null if there is nothing to say.</param>
internal readonly record struct Term(Trait Trait, string? Phrase);

/// <summary>
/// The words that the embedded scorer knows, by their hash: English as written in tasks for an editor, and the plainest of them in German,
/// French, Spanish, Chinese and Japanese.
/// </summary>
internal sealed class Lexicon
{
    // An open hash table, a quarter full. Most words of a text are not in it, and the first look-up says so.
    private const int Slots = 8192;

    // Many words share one meaning. So a word stores one byte, an index into the table of terms.
    private static readonly ImmutableArray<Term> Terms = [.. LexiconWords.All.Select(row => new Term(row.Trait, row.Phrase))];

    private readonly ImmutableArray<uint> hashes;
    private readonly ImmutableArray<byte> termIndices;

    private Lexicon()
    {
        var hashes = new uint[Slots];
        var termIndices = new byte[Slots];
        for (var term = 0; term < LexiconWords.All.Length; term++)
        {
            foreach (var entry in LexiconWords.All[term].Words.Split(' ', '\n'))
            {
                foreach (var hash in entry.Length == 0 ? [] : WordForms.Of(entry))
                {
                    Add(hashes, termIndices, hash, checked((byte)term));
                }
            }
        }

        (this.hashes, this.termIndices) = ([.. hashes], [.. termIndices]);
    }

    /// <summary>The built-in lexicon. It is created for the first task, not at the start.</summary>
    public static Lexicon BuiltIn { get; } = new();

    /// <summary>Every phrase that an explanation may take from here.</summary>
    public static IEnumerable<string> Phrases =>
        Terms.Select(term => term.Phrase).OfType<string>().Where(phrase => phrase.Length > 0).Distinct();

    /// <summary>Looks a word up.</summary>
    /// <param name="word">Its hash, as <see cref="WordHash"/> makes it.</param>
    /// <returns>Its slot; -1 if the lexicon does not contain it.</returns>
    public int Find(uint word)
    {
        var hashes = this.hashes;
        for (var slot = (int)(word & (Slots - 1)); ; slot = (slot + 1) & (Slots - 1))
        {
            if (hashes[slot] == word)
            {
                return slot;
            }

            if (hashes[slot] == 0)
            {
                return -1;
            }
        }
    }

    /// <summary>The meaning of a word.</summary>
    /// <param name="entry">Its slot; -1 for a word without a meaning here.</param>
    public Term Term(int entry) => entry < 0 ? default : Terms[termIndices[entry]];

    // If the lexicon contains a word twice, the first entry is used.
    private static void Add(uint[] hashes, byte[] termIndices, uint hash, byte term)
    {
        var slot = hash & (Slots - 1);
        while (hashes[slot] != 0 && hashes[slot] != hash)
        {
            slot = (slot + 1) & (Slots - 1);
        }

        if (hashes[slot] == 0)
        {
            (hashes[slot], termIndices[slot]) = (hash, term);
        }
    }
}
