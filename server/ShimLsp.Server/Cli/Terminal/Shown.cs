using System.Globalization;

namespace ShimLsp.Server.Cli.Terminal;

/// <summary>A catalog's text as a terminal may show it: names in a clone's file could move the cursor or turn the writing round.</summary>
internal static class Shown
{
    /// <summary>The text on one line, with every control and format character shown as <c>?</c>.</summary>
    /// <param name="text">The text.</param>
    public static string Line(string text) =>
        text.Any(IsUnsafe) ? string.Concat(text.Select(character => IsUnsafe(character) ? '?' : character)) : text;

    /// <summary>The same of a text of several lines, which keeps its lines and tabs.</summary>
    /// <param name="text">The text.</param>
    public static string Text(string text) =>
        text.Any(IsUnsafeInText)
            ? string.Concat(text.Where(character => character is not '\r').Select(character => IsUnsafeInText(character) ? '?' : character))
            : text;

    // Joiners hold emoji and some scripts together; they move nothing.
    private static bool IsUnsafeInText(char character) => character is not ('\n' or '\t' or '\u200c' or '\u200d') && IsUnsafe(character);

    private static bool IsUnsafe(char character) =>
        CharUnicodeInfo.GetUnicodeCategory(character)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
