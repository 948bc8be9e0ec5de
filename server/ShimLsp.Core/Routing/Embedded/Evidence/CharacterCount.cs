using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace ShimLsp.Core.Routing.Embedded.Evidence;

/// <summary>
/// Counts a character. The framework's own count takes five times as long under NativeAOT, because it asks for the bits of each vector.
/// </summary>
internal static class CharacterCount
{
    // A lane counts up to 65,535.
    private const int MostAtOnce = 8 * 60_000;

    /// <summary>How often a character occurs in a text.</summary>
    public static int Of(ReadOnlySpan<char> text, char character)
    {
        var count = 0;
        for (; text.Length > MostAtOnce; text = text[MostAtOnce..])
        {
            count += OfPart(text[..MostAtOnce], character);
        }

        return count + OfPart(text, character);
    }

    private static int OfPart(ReadOnlySpan<char> text, char character)
    {
        var units = MemoryMarshal.Cast<char, ushort>(text);
        var wanted = Vector128.Create((ushort)character);
        var counts = Vector128<ushort>.Zero;
        for (; units.Length >= Vector128<ushort>.Count; units = units[Vector128<ushort>.Count..])
        {
            counts -= Vector128.Equals(Vector128.Create(units), wanted);
        }

        var (lower, upper) = Vector128.Widen(counts);
        var count = (int)Vector128.Sum(lower + upper);
        foreach (var unit in units)
        {
            count += unit == character ? 1 : 0;
        }

        return count;
    }
}
