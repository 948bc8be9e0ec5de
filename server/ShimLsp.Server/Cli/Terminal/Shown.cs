using System.Globalization;
using System.Text;

namespace ShimLsp.Server.Cli.Terminal;

/// <summary>
/// Makes text from outside safe for a terminal. A name in a clone's catalog, or a model's reply, could move the cursor, reverse the writing
/// direction, or carry text that nobody sees.
/// </summary>
internal static class Shown
{
    /// <summary>The text on one line, with <c>?</c> in place of each hidden character, line ends and tabs among them.</summary>
    /// <param name="text">The text.</param>
    public static string Line(string text) => new ShownText(keepsLines: false).Next(text);

    /// <summary>The same JSON, with every hidden character within its strings escaped.</summary>
    /// <param name="json">JSON text. Of the ASCII characters the writer has escaped those that are hidden.</param>
    public static string Json(string json)
    {
        if (Ascii.IsValid(json))
        {
            return json;
        }

        var escaped = new StringBuilder(json.Length);
        foreach (var character in json.EnumerateRunes())
        {
            if (character.IsAscii || !HiddenCharacters.Include(character))
            {
                escaped.Append(character.ToString());
                continue;
            }

            foreach (var unit in character.ToString())
            {
                escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)unit:X4}");
            }
        }

        return escaped.ToString();
    }
}

/// <summary>The same for text that comes in pieces.</summary>
/// <param name="keepsLines">Whether line ends and tabs stay.</param>
internal sealed class ShownText(bool keepsLines)
{
    private const int TextSelector = 0xFE0E;
    private const int EmojiSelector = 0xFE0F;
    private const int NonJoiner = 0x200C;
    private const int Joiner = 0x200D;

    private Rune before = new('\n');

    /// <summary>The next piece, made safe.</summary>
    /// <param name="piece">The piece. It never ends in half a character.</param>
    public string Next(string piece)
    {
        var shown = new StringBuilder(piece.Length);
        Span<char> units = stackalloc char[2];
        foreach (var given in piece.EnumerateRunes()) // half a character comes out of it as U+FFFD
        {
            if (keepsLines && given.Value is '\r')
            {
                continue;
            }

            before = !HiddenCharacters.Include(given) || IsKept(given) ? given : new('?');
            shown.Append(units[..before.EncodeToUtf16(units)]);
        }

        return shown.ToString();
    }

    /// <summary>Emoji and some scripts need these. Anywhere else, or one after another, they could carry hidden text.</summary>
    private bool IsKept(Rune character) =>
        character.Value switch
        {
            '\n' or '\t' => keepsLines,
            TextSelector or EmojiSelector => Rune.GetUnicodeCategory(before) is UnicodeCategory.OtherSymbol or UnicodeCategory.MathSymbol,
            NonJoiner or Joiner => Rune.GetUnicodeCategory(before)
                is UnicodeCategory.OtherSymbol
                    or UnicodeCategory.ModifierSymbol
                    or UnicodeCategory.OtherLetter
                    or UnicodeCategory.NonSpacingMark
                    or UnicodeCategory.SpacingCombiningMark,
            _ => false,
        };
}
