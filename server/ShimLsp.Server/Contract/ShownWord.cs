using System.Text;

namespace ShimLsp.Server.Contract;

/// <summary>A text of a clone, such as a path, in a question to the person: it may be any text.</summary>
internal static class ShownWord
{
    private const string Marks = "/\\._-~:@+=,#${}";
    private const string BlankLetters = "\u115F\u1160\u3164\uFFA0"; // the fillers of Hangul: letters by category, blanks to the eye
    private const int Longest = 160;

    /// <summary>
    /// A reference or a path as one word, cut in its middle if it is long. So a file's name cannot read like the rest of the sentence,
    /// reverse the writing direction, push the address out of sight, or become a link in an editor.
    /// </summary>
    /// <param name="text">The text.</param>
    public static string Of(string text)
    {
        var word = string.Concat(text.EnumerateRunes().Select(Shown));
        return word.Length <= Longest ? word : $"{word[..(Longest / 2)]}…{word[^(Longest / 2)..]}";
    }

    private static string Shown(Rune rune) => IsPlain(rune) ? rune.ToString() : Uri.EscapeDataString(rune.ToString());

    private static bool IsPlain(Rune rune) =>
        rune.IsAscii
            ? Rune.IsLetterOrDigit(rune) || Marks.Contains((char)rune.Value, StringComparison.Ordinal)
            : Rune.IsLetterOrDigit(rune) && !BlankLetters.EnumerateRunes().Contains(rune);
}
