using System.Numerics;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>
/// The words and pairs of neighbouring words of a text, as a set of hashes: which of 2^18 places have something, and nothing of what
/// stood there. The hash is our own, on UTF-16 code units: the same on every machine and at every start.
/// </summary>
internal ref struct GramSet
{
    /// <summary>
    /// The hash's width. At 15 bits words that fall on one place cost 0.01 of APGR or more; there are weights for few of the places.
    /// </summary>
    public const int Bits = 18;

    /// <summary>The number of places.</summary>
    public const int Places = 1 << Bits;

    /// <summary>The number of blocks of 64 places.</summary>
    public const int BlockCount = Places / 64;

    /// <summary>The length of the memory that a set lies in: a bit a place, and a bit a block that has any.</summary>
    public const int Words64 = BlockCount + (BlockCount / 64);

    private readonly Span<ulong> places;
    private readonly Span<ulong> used;

    /// <summary>An empty set.</summary>
    /// <param name="memory">Cleared memory of <see cref="Words64"/>.</param>
    public GramSet(Span<ulong> memory)
    {
        places = memory[..BlockCount];
        used = memory[BlockCount..Words64];
    }

    /// <summary>The place of a word or of a pair.</summary>
    /// <param name="hash">Its hash, as <see cref="WordHash"/> makes it.</param>
    public static int PlaceOf(uint hash) => (int)(WordHash.Mix(hash) >> (32 - Bits));

    /// <summary>The number of places in use.</summary>
    public readonly int Count
    {
        get
        {
            var count = 0;
            foreach (var block in UsedBlocks)
            {
                count += BitOperations.PopCount(places[block]);
            }

            return count;
        }
    }

    /// <summary>Which places of a block have something.</summary>
    /// <param name="block">The block.</param>
    public readonly ulong Block(int block) => places[block];

    /// <summary>Adds a place.</summary>
    /// <param name="place">The place.</param>
    public readonly void Add(int place)
    {
        var at = place >> 6;
        places[at] |= 1UL << (place & 63);
        used[at >> 6] |= 1UL << (at & 63);
    }

    /// <summary>The blocks that have something, rising.</summary>
    public readonly Enumerator UsedBlocks => new(used);

    /// <summary>Goes over the set bits of some blocks, rising.</summary>
    internal ref struct Enumerator(ReadOnlySpan<ulong> blocks)
    {
        private readonly ReadOnlySpan<ulong> blocks = blocks;
        private int block = -1;
        private ulong rest;

        /// <summary>The bit.</summary>
        public int Current { get; private set; }

        /// <summary>Itself, for <c>foreach</c>.</summary>
        public readonly Enumerator GetEnumerator() => this;

        /// <summary>Moves to the next one; false if there is none.</summary>
        public bool MoveNext()
        {
            while (rest == 0)
            {
                if (++block >= blocks.Length)
                {
                    return false;
                }

                rest = blocks[block];
            }

            Current = (block << 6) + BitOperations.TrailingZeroCount(rest);
            rest &= rest - 1;
            return true;
        }
    }
}
