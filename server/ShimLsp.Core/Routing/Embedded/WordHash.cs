using System.Numerics;
using System.Runtime.CompilerServices;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>
/// The hash of a word, letter case left out. <c>string.GetHashCode</c> differs from start to start; this one is the 32-bit FNV-1a of the
/// lower-case UTF-16 code units (Fowler, Noll, Vo; offset 2166136261, prime 16777619).
/// </summary>
internal static class WordHash
{
    /// <summary>The start value of a hash.</summary>
    public const uint Start = 2166136261;

    private const uint Prime = 16777619;

    // Russian marks case, gender and tense at the end of a word. Its forms fall together by their first letters.
    private const int CyrillicLetters = 6;

    /// <summary>Goes on by one letter.</summary>
    /// <param name="hash">So far.</param>
    /// <param name="letter">The next letter, in lower case already.</param>
    public static uint Next(uint hash, char letter) => (hash ^ letter) * Prime;

    /// <summary>The hash of a word.</summary>
    /// <param name="word">The word in any case.</param>
    public static uint Of(ReadOnlySpan<char> word)
    {
        var hash = Start;
        for (var at = 0; at < word.Length; at++)
        {
            hash = Next(hash, word[at], at);
        }

        return hash;
    }

    /// <summary>Goes on by one letter of any alphabet. Cyrillic letters count only at the beginning of a word.</summary>
    /// <param name="hash">So far.</param>
    /// <param name="letter">The next letter in any case.</param>
    /// <param name="at">The letters of the word before it.</param>
    public static uint Next(uint hash, char letter, int at) =>
        at >= CyrillicLetters && letter is >= '\u0400' and <= '\u04FF' ? hash : Next(hash, Lower(letter));

    /// <summary>Goes on over the ASCII letters that a text begins with; most letters of most texts are.</summary>
    /// <param name="text">The text.</param>
    /// <param name="hash">The hash.</param>
    /// <returns>How many there are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int AsciiLetters(ReadOnlySpan<char> text, ref uint hash)
    {
        var sum = hash;
        var at = 0;
        for (; at < text.Length; at++)
        {
            // In lower case if it is a letter; any other character is none then.
            var letter = text[at] | 0x20u;
            if (letter - 'a' > 'z' - 'a')
            {
                break;
            }

            sum = (sum ^ letter) * Prime;
        }

        hash = sum;
        return at;
    }

    /// <summary>The hash of a number of so many digits: which number it is says nothing, how long it is does.</summary>
    /// <param name="digits">How many digits.</param>
    public static uint OfNumber(int digits) => Next(Next(Start, '#'), (char)('0' + Math.Min(digits, 9)));

    /// <summary>The hash of two neighbouring words, in their order.</summary>
    public static uint Pair(uint first, uint second) => (BitOperations.RotateLeft(first, 13) * 5) + (second ^ 0xE6546B64);

    /// <summary>
    /// The letter in lower case, by Unicode's simple mapping and no culture's. <c>ё</c> becomes <c>е</c>, as most people type it.
    /// </summary>
    public static char Lower(char letter) =>
        char.IsAscii(letter) ? (char)(char.IsAsciiLetterUpper(letter) ? letter | 0x20 : letter)
        : letter is >= 'а' and <= 'я' ? letter
        : letter is 'ё' or 'Ё' ? 'е'
        : char.ToLowerInvariant(letter);

    /// <summary>Spreads a hash over all its bits, as MurmurHash3's finaliser does (Appleby): the upper ones choose the place.</summary>
    public static uint Mix(uint hash)
    {
        hash ^= hash >> 16;
        hash *= 0x85EBCA6B;
        hash ^= hash >> 13;
        hash *= 0xC2B2AE35;
        return hash ^ (hash >> 16);
    }
}
