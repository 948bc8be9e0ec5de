namespace ShimLsp.Core.Routing.Embedded;

/// <summary>
/// Turns an entry of the lexicon into the hashes of the words that it covers: <c>word</c>, <c>thing+</c> (and its plural), <c>verb*</c>
/// (and its regular forms), <c>stop**</c> (the same with its last letter doubled), <c>two_words</c>. The marks follow English grammar;
/// other languages write their forms out. A word with accents also covers the spelling of a keyboard that has none.
/// </summary>
internal static class WordForms
{
    /// <summary>The most words that an entry covers.</summary>
    public const int Most = 4;

    private const int LongestEntry = 64;

    // Without its accent a short word is another one: nó, só, où.
    private const int LongEnough = 4;

    /// <summary>Computes the hashes. It allocates nothing: there are thousands of entries, and the first task waits for them.</summary>
    /// <param name="entry">The entry, lower-case.</param>
    /// <param name="hashes">Where they go; room for <see cref="Most"/>.</param>
    /// <returns>How many there are.</returns>
    public static int Of(ReadOnlySpan<char> entry, Span<uint> hashes)
    {
        var stem = entry.TrimEnd("*+");
        hashes[0] = Hash(stem);
        switch (entry[stem.Length..])
        {
            case "+":
                hashes[1] = Plural(stem);
                return 2;
            case "*":
                hashes[1] = Plural(stem);
                hashes[2] = Past(stem);
                hashes[3] = stem is [.., 'e'] ? Hash(stem[..^1], "ing") : Hash(stem, "ing");
                return 4;
            case "**":
                hashes[1] = Hash(stem, "s");
                hashes[2] = Hash(stem, [stem[^1], 'e', 'd']);
                hashes[3] = Hash(stem, [stem[^1], 'i', 'n', 'g']);
                return 4;
            default:
                return entry.Length < LongEnough ? 1 : Unaccented(entry, hashes);
        }
    }

    private static uint Hash(ReadOnlySpan<char> form)
    {
        var space = form.IndexOf('_');
        return space < 0 ? WordHash.Of(form) : WordHash.Pair(WordHash.Of(form[..space]), WordHash.Of(form[(space + 1)..]));
    }

    private static uint Hash(ReadOnlySpan<char> stem, ReadOnlySpan<char> ending)
    {
        Span<char> form = stackalloc char[LongestEntry];
        stem.CopyTo(form);
        ending.CopyTo(form[stem.Length..]);
        return Hash(form[..(stem.Length + ending.Length)]);
    }

    /// <summary>Adds the spelling without accents: <c>ä</c> becomes <c>ae</c>, <c>é</c> becomes <c>e</c>.</summary>
    private static int Unaccented(ReadOnlySpan<char> entry, Span<uint> hashes)
    {
        if (!entry.ContainsAnyInRange('ß', 'ü'))
        {
            return 1;
        }

        Span<char> plain = stackalloc char[LongestEntry];
        var length = 0;
        foreach (var letter in entry)
        {
            var spelled = letter switch
            {
                'à' or 'á' or 'â' or 'ã' => "a",
                'ä' => "ae",
                'ç' => "c",
                'è' or 'é' or 'ê' or 'ë' => "e",
                'ì' or 'í' or 'î' or 'ï' => "i",
                'ñ' => "n",
                'ò' or 'ó' or 'ô' or 'õ' => "o",
                'ö' => "oe",
                'ù' or 'ú' or 'û' => "u",
                'ü' => "ue",
                'ß' => "ss",
                _ => "",
            };
            if (spelled.Length == 0)
            {
                plain[length++] = letter;
            }

            spelled.CopyTo(plain[length..]);
            length += spelled.Length;
        }

        hashes[1] = Hash(plain[..length]);
        return 2;
    }

    private static uint Plural(ReadOnlySpan<char> word) =>
        word switch
        {
            [.., 's' or 'x' or 'z'] or [.., 'c' or 's', 'h'] => Hash(word, "es"),
            [.., not ('a' or 'e' or 'o' or 'u'), 'y'] => Hash(word[..^1], "ies"),
            _ => Hash(word, "s"),
        };

    private static uint Past(ReadOnlySpan<char> word) =>
        word switch
        {
            [.., 'e'] => Hash(word, "d"),
            [.., not ('a' or 'e' or 'o' or 'u'), 'y'] => Hash(word[..^1], "ied"),
            _ => Hash(word, "ed"),
        };
}
