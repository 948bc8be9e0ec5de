using System.Collections.Immutable;

namespace ShimLsp.Core.Routing.Embedded.Words;

/// <summary>
/// The lexicon's entries. If a word occurs twice, the first entry is used, so English comes first: an English word keeps its meaning in
/// every text.
/// </summary>
internal static class LexiconWords
{
    /// <summary>All rows of all languages.</summary>
    public static ImmutableArray<LexiconRow> All =>
        [
            .. EnglishWords.All,
            .. EnglishSubjects.All,
            .. PlanWords.All,
            .. GermanWords.All,
            .. FrenchWords.All,
            .. SpanishWords.All,
            .. PortugueseWords.All,
            .. ItalianWords.All,
            .. RussianWords.All,
            .. ChineseWords.All,
            .. JapaneseWords.All,
            .. KoreanWords.All,
        ];
}
