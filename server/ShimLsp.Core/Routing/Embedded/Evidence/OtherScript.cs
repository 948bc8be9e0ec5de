namespace ShimLsp.Core.Routing.Embedded.Evidence;

/// <summary>
/// Recognises prose in a script that code is not written in: Cyrillic, Han, kana, Hangul. It may begin with a word of a programming
/// language, or be dense with symbols: <c>grep -v 是什么意思</c>.
/// </summary>
internal static class OtherScript
{
    private const int Fewest = 4;

    /// <summary>Whether the line has several such letters, outside quotations and comments.</summary>
    /// <param name="line">The line, trimmed.</param>
    public static bool IsProse(ReadOnlySpan<char> line)
    {
        if (!line.ContainsAnyInRange('\u0370', '\uFFFF'))
        {
            return false;
        }

        var letters = 0;
        var quote = '\0';
        for (var at = 0; at < line.Length && letters < Fewest; at++)
        {
            var letter = line[at];
            if (quote != '\0')
            {
                quote = letter == quote ? '\0' : quote;
            }
            else if (letter is '"' or '`' || (letter is '\'' && (at == 0 || !char.IsLetter(line[at - 1]))))
            {
                quote = letter;
            }
            else if (letter is '#' or '/' or '-' && at + 1 < line.Length && line[at + 1] == (letter is '#' ? ' ' : letter))
            {
                return false;
            }
            else
            {
                letters += letter >= '\u0370' && char.IsLetter(letter) ? 1 : 0;
            }
        }

        return letters == Fewest;
    }
}
