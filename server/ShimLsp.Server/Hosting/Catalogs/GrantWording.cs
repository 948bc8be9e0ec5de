using System.Text;
using ShimLsp.Server.Hosting.Files;

namespace ShimLsp.Server.Hosting.Catalogs;

/// <summary>The question about a grant. Its content comes from a clone, and a path may have any name.</summary>
internal static class GrantWording
{
    private const string Marks = "/\\._-~:@+=,#${}";
    private const string BlankLetters = "\u115F\u1160\u3164\uFFA0"; // the fillers of Hangul: letters by category, blanks to the eye
    private const int Longest = 160;

    /// <summary>The question.</summary>
    /// <param name="folder">The workspace; null if it has no folder.</param>
    /// <param name="grant">What its catalog wants.</param>
    public static string Question(FolderPath? folder, CredentialGrant grant) =>
        $"models.json of this workspace ({Word(folder?.Value ?? "no folder")}) "
        + $"wants to send {Word(grant.Reference)} to {grant.Origin}. Allow it?";

    /// <summary>
    /// A reference or a path as one word, cut in its middle if it is long. So a file's name cannot read like the rest of the sentence,
    /// reverse the writing direction, push the address out of sight, or become a link in an editor.
    /// </summary>
    /// <param name="text">The text.</param>
    public static string Word(string text)
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
