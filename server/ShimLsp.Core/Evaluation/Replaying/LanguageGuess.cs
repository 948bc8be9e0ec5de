using System.Collections.Frozen;
using System.Collections.Immutable;
using Words = System.Collections.Frozen.FrozenSet<string>.AlternateLookup<System.ReadOnlySpan<char>>;

namespace ShimLsp.Core.Evaluation.Replaying;

/// <summary>
/// Guesses the language of a person's message, for counting: by its script, and in Latin script by the small words that each language has.
/// </summary>
internal static class LanguageGuess
{
    /// <summary>What a message counts as that says too little.</summary>
    public const string Unclear = "unclear";

    private static readonly ImmutableArray<SmallWords> Latin =
    [
        new(
            "en",
            Of("the a an is are to of and in it that this for with not on you can please should what how why when do make add fix use my")
        ),
        new("de", Of("der die das und ist nicht ein eine den mit für auf ich du wir es bitte wie was kann soll wenn auch noch zu im von")),
        new("fr", Of("le la les des et est un une pas que qui dans pour avec sur je tu il nous vous ce cette du au comment peux faire")),
        new("es", Of("el la los las y es un una no que de en por para con se lo me como esto este pero quiero hacer puedes del al")),
        new("pt", Of("o a os as e é um uma não que de em por para com se isso este mas quero fazer você pode do da no na")),
        new("it", Of("il lo la gli le e è un una non che di in per con si questo come ma voglio fare puoi del della nel al")),
    ];

    /// <summary>The language: one of en, de, fr, es, pt, it, ru, zh, ja, ko, or <see cref="Unclear"/>.</summary>
    /// <param name="text">The person's words.</param>
    public static string Of(ReadOnlySpan<char> text)
    {
        var (han, kana, hangul, cyrillic, latin) = (0, 0, 0, 0, 0);
        foreach (var c in text)
        {
            han += c is >= '\u4E00' and <= '\u9FFF' ? 1 : 0;
            kana += c is >= '\u3040' and <= '\u30FF' ? 1 : 0;
            hangul += c is >= '\uAC00' and <= '\uD7AF' ? 1 : 0;
            cyrillic += c is >= '\u0400' and <= '\u04FF' ? 1 : 0;
            latin += char.IsAsciiLetter(c) || c is >= '\u00C0' and <= '\u024F' ? 1 : 0;
        }

        // A Chinese character is about a word, and so are two syllables; code in Latin letters is often beside them.
        return kana > 0 && (kana + han) * 4 > latin ? "ja"
            : han * 4 > latin ? "zh"
            : hangul * 3 > latin ? "ko"
            : cyrillic * 2 > latin ? "ru"
            : OfLatin(text);
    }

    private static string OfLatin(ReadOnlySpan<char> text)
    {
        Span<int> counts = stackalloc int[Latin.Length];
        foreach (var range in text.SplitAny(" \t\r\n,.:;!?()\"'`"))
        {
            for (var i = 0; i < Latin.Length && !text[range].IsEmpty; i++)
            {
                counts[i] += Latin[i].Words.Contains(text[range]) ? 1 : 0;
            }
        }

        var best = 0;
        for (var i = 1; i < counts.Length; i++)
        {
            best = counts[i] > counts[best] ? i : best;
        }

        return counts[best] == 0 ? Unclear : Latin[best].Language;
    }

    private static Words Of(string words) =>
        words.Split(' ').ToFrozenSet(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The small words of a language.</summary>
    private readonly record struct SmallWords(string Language, Words Words);
}
