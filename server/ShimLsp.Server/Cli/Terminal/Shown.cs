using System.Globalization;

namespace ShimLsp.Server.Cli.Terminal;

/// <summary>Makes text safe for a terminal: names in a clone's catalog could move the cursor or reverse the writing direction.</summary>
internal static class Shown
{
    /// <summary>The text on one line, with every control and format character shown as <c>?</c>.</summary>
    /// <param name="text">The text.</param>
    public static string Line(string text) =>
        text.Any(IsUnsafe) ? string.Concat(text.Select(character => IsUnsafe(character) ? '?' : character)) : text;

    /// <summary>The same for text of several lines; it keeps line ends and tabs.</summary>
    /// <param name="text">The text.</param>
    public static string Text(string text) =>
        text.Any(IsUnsafeInText)
            ? string.Concat(text.Where(character => character is not '\r').Select(character => IsUnsafeInText(character) ? '?' : character))
            : text;

    // Joiners belong to emoji and some scripts. They are harmless.
    private static bool IsUnsafeInText(char character) => character is not ('\n' or '\t' or '\u200c' or '\u200d') && IsUnsafe(character);

    private static bool IsUnsafe(char character) =>
        CharUnicodeInfo.GetUnicodeCategory(character)
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator;
}
