using System.Globalization;
using System.Text;

namespace ShimLsp.Server.Cli.Terminal;

/// <summary>Characters that a terminal obeys instead of showing them, or that show as nothing.</summary>
internal static class HiddenCharacters
{
    /// <summary>Whether a character is one of them.</summary>
    /// <param name="character">The character.</param>
    public static bool Include(Rune character) =>
        Rune.GetUnicodeCategory(character)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
        || IsIgnorable(character.Value);

    /// <summary>
    /// Whether a program may show nothing for it: Unicode's Default_Ignorable_Code_Point, and what is not a character at all.
    /// </summary>
    private static bool IsIgnorable(int value) =>
        value
            is 0x034F
                or 0x115F
                or 0x1160
                or 0x17B4
                or 0x17B5
                or (>= 0x180B and <= 0x180F)
                or 0x2065
                or 0x3164
                or (>= 0xFDD0 and <= 0xFDEF)
                or (>= 0xFE00 and <= 0xFE0F)
                or 0xFFA0
                or (>= 0xFFF0 and <= 0xFFF8)
                or (>= 0xE0000 and <= 0xE0FFF)
        || (value & 0xFFFE) == 0xFFFE;
}
