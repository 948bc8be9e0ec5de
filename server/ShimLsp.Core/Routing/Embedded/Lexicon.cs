using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ShimLsp.Core.Routing.Embedded.Words;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>The meaning of one word, or of two in a row, and its name in an explanation.</summary>
/// <param name="Trait">What the word says about the task.</param>
/// <param name="Phrase">Our own words for it, because a task's words are never repeated. Null if there is nothing to say.</param>
internal readonly record struct Term(Trait Trait, string? Phrase);

/// <summary>The words of ten languages that the embedded scorer knows, by their hash.</summary>
internal sealed class Lexicon
{
    // An open hash table, a third full. Most words of a text are not in it, and the first look-up says so.
    private const int Slots = 32768;

    // The longest entry of a script without spaces: メモリオーダリング.
    private const int LongestWide = 10;

    // Many words share one meaning. So a word stores one byte, an index into the table of terms.
    private readonly ImmutableArray<Term> terms;
    private readonly ImmutableArray<uint> hashes;
    private readonly ImmutableArray<byte> termIndices;
    private readonly ImmutableArray<ulong> openings;
    private readonly ImmutableArray<ulong> filter;
    private readonly ImmutableArray<ulong> courtesies;

    private Lexicon()
    {
        var hashes = new uint[Slots];
        var termIndices = new byte[Slots];
        var openings = new ulong[WidePairs.Words64];
        var filter = new ulong[HashFilter.Words64];
        var courtesies = new ulong[HashFilter.Words64];
        var terms = new List<Term>();
        Span<uint> forms = stackalloc uint[WordForms.Most];
        foreach (var (term, words) in LexiconWords.All)
        {
            var index = terms.IndexOf(term);
            if (index < 0)
            {
                index = terms.Count;
                terms.Add(term);
            }

            foreach (var range in words.AsSpan().SplitAny(' ', '\n'))
            {
                var entry = words.AsSpan(range);
                if (entry.IsEmpty)
                {
                    continue;
                }

                foreach (var hash in forms[..WordForms.Of(entry, forms)])
                {
                    Add(hashes, termIndices, hash, checked((byte)index));
                    HashFilter.Add(term.Trait == Trait.Courtesy ? courtesies : filter, hash);
                }

                if (entry.Length > 1 && entry[0] >= TaskScan.FirstWide)
                {
                    WidePairs.Add(openings, entry[0], entry[1]);
                }
            }
        }

        this.hashes = ImmutableCollectionsMarshal.AsImmutableArray(hashes);
        this.termIndices = ImmutableCollectionsMarshal.AsImmutableArray(termIndices);
        this.openings = ImmutableCollectionsMarshal.AsImmutableArray(openings);
        for (var i = 0; i < filter.Length; i++)
        {
            filter[i] |= courtesies[i];
        }

        this.filter = ImmutableCollectionsMarshal.AsImmutableArray(filter);
        this.courtesies = ImmutableCollectionsMarshal.AsImmutableArray(courtesies);
        this.terms = [.. terms];
    }

    /// <summary>The built-in lexicon. It is created for the first task, not at the start.</summary>
    public static Lexicon BuiltIn { get; } = new();

    /// <summary>Every phrase that an explanation may take from here.</summary>
    public static IEnumerable<string> Phrases =>
        BuiltIn.terms.Select(term => term.Phrase).OfType<string>().Where(phrase => phrase.Length > 0).Distinct();

    /// <summary>Looks a word up.</summary>
    /// <param name="word">Its hash, as <see cref="WordHash"/> makes it.</param>
    /// <returns>Its slot; -1 if the lexicon does not contain it.</returns>
    public int Find(uint word) => HashFilter.MayContain(filter.AsSpan(), word) ? Slot(word) : -1;

    /// <summary>Looks a word up of which only matters whether it is courtesy.</summary>
    /// <param name="word">Its hash.</param>
    /// <returns>Its slot; -1 for most other words.</returns>
    public int FindCourtesy(uint word) => HashFilter.MayContain(courtesies.AsSpan(), word) ? Slot(word) : -1;

    private int Slot(uint word)
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

    /// <summary>Finds the longest entry that a text begins with, in a script that writes words without spaces.</summary>
    /// <param name="text">The text.</param>
    /// <param name="hash">The hash of that entry; else unchanged.</param>
    /// <returns>The entry's length in characters; 0 if no entry begins here.</returns>
    public int LongestWord(ReadOnlySpan<char> text, ref uint hash)
    {
        var sum = WordHash.Next(WordHash.Start, text[0]);
        var length = Find(sum) < 0 ? 0 : 1;
        hash = length > 0 ? sum : hash;
        if (text.Length < 2 || !WidePairs.Contains(openings.AsSpan(), text[0], text[1]))
        {
            return length;
        }

        for (var at = 1; at < Math.Min(text.Length, LongestWide) && text[at] >= TaskScan.FirstWide; at++)
        {
            sum = WordHash.Next(sum, text[at]);
            if (Find(sum) >= 0)
            {
                (length, hash) = (at + 1, sum);
            }
        }

        return length;
    }

    /// <summary>The meaning of a word.</summary>
    /// <param name="entry">Its slot; -1 for a word without a meaning here.</param>
    public Term Term(int entry) => entry < 0 ? default : terms[termIndices[entry]];

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
