using System.Text;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>
/// Turns an entry of the lexicon into the hashes of the words that it covers: <c>word</c>, <c>thing+</c> (and its plural), <c>verb*</c>
/// (and its regular forms), <c>stop**</c> (the same with its last letter doubled), <c>two_words</c>. The marks follow English grammar;
/// other languages write their forms out. A word with accents also covers the spelling of a keyboard that has none.
/// </summary>
internal static class WordForms
{
    private const int LongEnough = 4;

    /// <summary>The hashes.</summary>
    /// <param name="entry">The entry, lower-case.</param>
    public static IEnumerable<uint> Of(string entry)
    {
        if (entry[^1] is '*' or '+')
        {
            return English(entry).Select(Hash);
        }

        // Without its accent a short word is another one: nó, só, où.
        var plain = entry.Length < LongEnough ? entry : Plain(entry);
        return plain == entry ? [Hash(entry)] : [Hash(entry), Hash(plain)];
    }

    private static string[] English(string entry)
    {
        var stem = entry.TrimEnd('*', '+');
        return entry[stem.Length..] switch
        {
            "+" => [stem, Plural(stem)],
            "*" => [stem, Plural(stem), Past(stem), Going(stem)],
            _ => [stem, stem + 's', stem + stem[^1] + "ed", stem + stem[^1] + "ing"],
        };
    }

    private static uint Hash(string form)
    {
        var space = form.IndexOf('_');
        return space < 0 ? WordHash.Of(form) : WordHash.Pair(WordHash.Of(form.AsSpan(0, space)), WordHash.Of(form.AsSpan(space + 1)));
    }

    /// <summary>The spelling without accents: <c>ä</c> becomes <c>ae</c>, <c>é</c> becomes <c>e</c>.</summary>
    private static string Plain(string word)
    {
        if (!word.AsSpan().ContainsAnyInRange('\u00DF', '\u00FC'))
        {
            return word;
        }

        var plain = new StringBuilder(word.Length + 2);
        foreach (var letter in word)
        {
            _ = letter switch
            {
                'à' or 'á' or 'â' or 'ã' => plain.Append('a'),
                'ä' => plain.Append("ae"),
                'ç' => plain.Append('c'),
                'è' or 'é' or 'ê' or 'ë' => plain.Append('e'),
                'ì' or 'í' or 'î' or 'ï' => plain.Append('i'),
                'ñ' => plain.Append('n'),
                'ò' or 'ó' or 'ô' or 'õ' => plain.Append('o'),
                'ö' => plain.Append("oe"),
                'ù' or 'ú' or 'û' => plain.Append('u'),
                'ü' => plain.Append("ue"),
                'ß' => plain.Append("ss"),
                _ => plain.Append(letter),
            };
        }

        return plain.ToString();
    }

    private static string Plural(string word) =>
        word switch
        {
            [.., 's' or 'x' or 'z'] or [.., 'c' or 's', 'h'] => word + "es",
            [.., not ('a' or 'e' or 'o' or 'u'), 'y'] => word[..^1] + "ies",
            _ => word + 's',
        };

    private static string Past(string word) =>
        word switch
        {
            [.., 'e'] => word + 'd',
            [.., not ('a' or 'e' or 'o' or 'u'), 'y'] => word[..^1] + "ied",
            _ => word + "ed",
        };

    private static string Going(string word) => word.EndsWith('e') ? word[..^1] + "ing" : word + "ing";
}
