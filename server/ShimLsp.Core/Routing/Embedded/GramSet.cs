using System.Numerics;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>
/// The words and pairs of neighbouring words of a text, as a set of hashes: which of 2^18 places have something, and nothing of what
/// stood there. The hash is our own, on UTF-16 code units: the same on every machine and at every start.
/// </summary>
internal ref struct GramSet
{
    /// <summary>The hash's width. At 15 bits words that fall on one place cost 0.01 of APGR or more; there are weights for few of the places.</summary>
    public const int Bits = 18;

    /// <summary>How many places there are.</summary>
    public const int Places = 1 << Bits;

    /// <summary>The length of the memory that a set lies in.</summary>
    public const int Words64 = Places / 64;

    // More words than this are a dump, not a task; what it is about was said by then. It bounds the work of a text of megabytes.
    private const int MostWords = 8192;

    private readonly Span<ulong> places;
    private uint last;
    private int words;

    /// <summary>An empty set.</summary>
    /// <param name="places">Cleared memory of <see cref="Words64"/>.</param>
    public GramSet(Span<ulong> places) => this.places = places;

    /// <summary>Adds a word, and the pair that it makes with the word before it.</summary>
    /// <param name="word">The word's hash, as <see cref="WordHash"/> makes it.</param>
    public void Add(uint word)
    {
        if (words++ >= MostWords)
        {
            return;
        }

        Set(WordHash.Mix(word));
        if (words > 1)
        {
            Set(WordHash.Mix(WordHash.Pair(last, word)));
        }

        last = word;
    }

    /// <summary>The places, 64 to a block.</summary>
    public readonly ReadOnlySpan<ulong> Blocks => places;

    /// <summary>How many places have something.</summary>
    public readonly int Count
    {
        get
        {
            var count = 0;
            foreach (var block in places)
            {
                count += BitOperations.PopCount(block);
            }

            return count;
        }
    }

    /// <summary>The places that have something, rising.</summary>
    public readonly Enumerator GetEnumerator() => new(places);

    private readonly void Set(uint hash)
    {
        var place = hash >> (32 - Bits);
        places[(int)(place >> 6)] |= 1UL << (int)(place & 63);
    }

    /// <summary>Goes over the places, rising.</summary>
    internal ref struct Enumerator(ReadOnlySpan<ulong> places)
    {
        private readonly ReadOnlySpan<ulong> places = places;
        private int block = -1;
        private ulong rest;

        /// <summary>The place.</summary>
        public int Current { get; private set; }

        /// <summary>Goes to the next; false where there is none.</summary>
        public bool MoveNext()
        {
            while (rest == 0)
            {
                if (++block >= places.Length)
                {
                    return false;
                }

                rest = places[block];
            }

            Current = (block << 6) + BitOperations.TrailingZeroCount(rest);
            rest &= rest - 1;
            return true;
        }
    }
}
