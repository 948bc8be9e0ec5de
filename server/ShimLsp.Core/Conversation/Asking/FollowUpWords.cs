using System.Collections.Frozen;
using System.Collections.Immutable;
using Lookup = System.Collections.Frozen.FrozenDictionary<
    string,
    ShimLsp.Core.Conversation.Asking.Says
>.AlternateLookup<System.ReadOnlySpan<char>>;

namespace ShimLsp.Core.Conversation.Asking;

/// <summary>
/// The words of follow-ups in the ten languages that are used most. A star ends a stem: it stands for each word that begins with it.
/// Chinese and Japanese are written without spaces: see <see cref="FollowUpPhrases"/>.
/// </summary>
internal static class FollowUpWords
{
    private const int ShortestStem = 2;
    private const int LongestStem = 12;

    private static readonly ImmutableArray<(Says Says, string Words)> Table =
    [
        .. FollowUpEnglish.Words,
        .. FollowUpGermanic.Words,
        .. FollowUpRomance.Words,
        .. FollowUpRussian.Words,
        .. FollowUpKorean.Words,
    ];

    private static readonly Lookup Exact = Lookup(stems: false);
    private static readonly Lookup Stems = Lookup(stems: true);

    /// <summary>What a word says, in any of the languages.</summary>
    public static Says Of(ReadOnlySpan<char> word)
    {
        var says = Whole(word);
        if (says != Says.Itself || word.IndexOfAny('\'', '’') is not (> 0 and var cut))
        {
            return says;
        }

        // "n'est", "j'ai", "it's": two words.
        var (first, rest) = (Whole(word[..cut]), Whole(word[(cut + 1)..]));
        return cut > 2 || first == Says.Itself || rest == Says.Itself ? Says.Itself : first | rest;
    }

    private static Says Whole(ReadOnlySpan<char> word)
    {
        if (Exact.TryGetValue(word, out var says))
        {
            return says;
        }

        for (var length = Math.Min(word.Length, LongestStem); length >= ShortestStem; length--)
        {
            if (Stems.TryGetValue(word[..length], out says))
            {
                return says;
            }
        }

        return Says.Itself;
    }

    private static Lookup Lookup(bool stems)
    {
        var words = new Dictionary<string, Says>(StringComparer.OrdinalIgnoreCase);
        foreach (var (says, list) in Table)
        {
            foreach (var word in list.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (word.EndsWith('*') == stems)
                {
                    var key = word.TrimEnd('*');
                    words[key] = words.GetValueOrDefault(key) | says;
                }
            }
        }

        return words.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
    }
}
