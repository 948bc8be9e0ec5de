namespace ShimLsp.Core.Routing.Embedded;

/// <summary>
/// A set of hashes, as bits. It lies in the processor's nearest memory and tells of most words, in one look, that the lexicon does not
/// contain them. A hash may be in it by chance.
/// </summary>
internal static class HashFilter
{
    private const int Bits = 16;

    /// <summary>The length of the memory that a set lies in.</summary>
    public const int Words64 = (1 << Bits) / 64;

    /// <summary>Adds a hash.</summary>
    public static void Add(Span<ulong> set, uint hash) => set[Place(hash) >> 6] |= 1UL << (Place(hash) & 63);

    /// <summary>Whether a hash may have been added.</summary>
    public static bool MayContain(ReadOnlySpan<ulong> set, uint hash) => (set[Place(hash) >> 6] & (1UL << (Place(hash) & 63))) != 0;

    private static int Place(uint hash) => (int)((hash * 0x9E3779B1) >> (32 - Bits));
}
