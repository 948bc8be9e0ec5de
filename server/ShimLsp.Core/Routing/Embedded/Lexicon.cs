namespace ShimLsp.Core.Routing.Embedded;

/// <summary>What one word, or two in a row, says, and how an explanation names it.</summary>
/// <param name="Trait">What it says about the task.</param>
/// <param name="Phrase">Our own words for it; a task's own are never repeated. Null where it says nothing.</param>
internal readonly record struct Term(Trait Trait, string? Phrase);

/// <summary>
/// The words that the embedded scorer knows, by their hash: English as written in tasks for an editor, and the plainest of them in German,
/// French, Spanish, Chinese and Japanese.
/// </summary>
internal static class Lexicon
{
    // An open table a quarter full: most words of a text are not in it, and are told so by their first look.
    private const int Slots = 8192;

    private static readonly (uint[] Hashes, Term[] Terms) Table = Build();

    /// <summary>Every phrase that an explanation may take from here.</summary>
    public static IEnumerable<string> Phrases => Table.Terms.Select(term => term.Phrase).OfType<string>().Where(phrase => phrase.Length > 0).Distinct();

    /// <summary>What a word says.</summary>
    /// <param name="word">Its hash, as <see cref="WordHash"/> makes it.</param>
    public static Term Find(uint word)
    {
        var (hashes, terms) = Table;
        for (var slot = word % Slots; ; slot = (slot + 1) % Slots)
        {
            if (hashes[slot] == word)
            {
                return terms[slot];
            }

            if (hashes[slot] == 0)
            {
                return default;
            }
        }
    }

    private static (uint[] Hashes, Term[] Terms) Build()
    {
        var hashes = new uint[Slots];
        var terms = new Term[Slots];
        foreach (var (trait, phrase, words) in LexiconWords.All)
        {
            foreach (var entry in words.Split(' ', '\n'))
            {
                foreach (var hash in entry.Length == 0 ? [] : WordForms.Of(entry))
                {
                    var slot = hash % Slots;
                    while (hashes[slot] != 0 && hashes[slot] != hash)
                    {
                        slot = (slot + 1) % Slots;
                    }

                    // The first one said holds.
                    if (hashes[slot] == 0)
                    {
                        (hashes[slot], terms[slot]) = (hash, new Term(trait, phrase));
                    }
                }
            }
        }

        return (hashes, terms);
    }
}
