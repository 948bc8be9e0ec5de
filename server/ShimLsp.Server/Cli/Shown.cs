using System.Globalization;

namespace ShimLsp.Server.Cli;

/// <summary>A catalog's text as a terminal may show it: names in a clone's file could move the cursor or turn the writing round.</summary>
internal static class Shown
{
    /// <summary>The text on one line, with every control and format character shown as <c>?</c>.</summary>
    /// <param name="text">The text.</param>
    public static string Line(string text) => text.Any(IsUnsafe)
        ? string.Concat(text.Select(character => IsUnsafe(character) ? '?' : character))
        : text;

    private static bool IsUnsafe(char character) => CharUnicodeInfo.GetUnicodeCategory(character)
        is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
}
