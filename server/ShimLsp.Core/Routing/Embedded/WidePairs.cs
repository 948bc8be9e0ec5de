namespace ShimLsp.Core.Routing.Embedded;

/// <summary>
/// A set of pairs of characters, as bits. It tells in one look that no entry of the lexicon begins with two characters, which is so at most
/// places of a text. A pair may be in it by chance.
/// </summary>
internal static class WidePairs
{
    private const int Bits = 14;

    /// <summary>The length of the memory that a set lies in.</summary>
    public const int Words64 = (1 << Bits) / 64;

    /// <summary>Adds a pair.</summary>
    public static void Add(Span<ulong> set, char first, char second) =>
        set[Place(first, second) >> 6] |= 1UL << (Place(first, second) & 63);

    /// <summary>Whether a pair may have been added.</summary>
    public static bool Contains(ReadOnlySpan<ulong> set, char first, char second) =>
        (set[Place(first, second) >> 6] & (1UL << (Place(first, second) & 63))) != 0;

    private static int Place(char first, char second) => (int)(((((uint)first << 16) | second) * 0x9E3779B1) >> (32 - Bits));
}
