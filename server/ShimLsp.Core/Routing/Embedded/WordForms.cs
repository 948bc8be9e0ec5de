namespace ShimLsp.Core.Routing.Embedded;

/// <summary>
/// Turns an entry of the lexicon into the hashes of the words that it covers: <c>word</c>, <c>thing+</c> (and its plural), <c>verb*</c>
/// (and its regular forms), <c>stop**</c> (the same with its last letter doubled), <c>two_words</c>. In scripts without spaces an entry is
/// one character or two in a row; a katakana word is one entry.
/// </summary>
internal static class WordForms
{
    /// <summary>The hashes.</summary>
    /// <param name="entry">The entry, lower-case.</param>
    public static IEnumerable<uint> Of(string entry)
    {
        var stem = entry.TrimEnd('*', '+');
        var forms = entry[stem.Length..] switch
        {
            "" => [stem],
            "+" => [stem, Plural(stem)],
            "*" => [stem, Plural(stem), Past(stem), Going(stem)],
            _ => (string[])[stem, stem + 's', stem + stem[^1] + "ed", stem + stem[^1] + "ing"],
        };
        return forms.Select(Hash);
    }

    private static uint Hash(string form)
    {
        if (form.Contains('_'))
        {
            return form.Split('_').Select(word => WordHash.Of(word)).Aggregate(WordHash.Pair);
        }

        return form[0] >= TaskScan.FirstWide && !TaskScan.IsKatakana(form[0])
            ? form.Select(letter => WordHash.Of([letter])).Aggregate(WordHash.Pair)
            : WordHash.Of(form);
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
