using System.Collections.Immutable;

namespace ShimLsp.Core.Routing.Embedded;

/// <summary>
/// Finds clauses that are only polite: courtesy and the small words around it. They say nothing about the task, so a decision must not
/// depend on them.
/// </summary>
internal sealed class Courtesy
{
    private const int MostWords = 24;

    private const string SmallWords =
        "a advance afternoon again all always am an and any anyone anything are around assistance at awesome be been best bit day days "
        + "doing don t else ever evening everyone excellent fine following folks for friend friends from get give go good got great guys "
        + "hand happy have having help helping hope hoping how i if in is it job just know kind kindest let like lot lots love luck m "
        + "made make many mate may me minute moment morning most much my need nice night now of off on one out question questions quick "
        + "really right s second see so some soon sort sir ma madam sure take task team that the there this time to today up ve very "
        + "wanted was we week weekend well when whenever wish with wonderful wondering work world wouldn your yours "
        + "schön schoen sehr viele vielen lieben dank im voraus zusammen leute dir euch ihnen mir uns für fuer die hilfe eine ein "
        + "kurze frage beaucoup bien tout s il te plaît à tous toutes le monde l équipe equipe votre ton aide d avance toi vous "
        + "une question rapide muy muchas muchos de antemano ayuda todos tu su equipo buen día dia una pregunta pessoal galera "
        + "muito muita muitas pela ajuda por noite tarde mille molte tante ragazzi aiuto anticipo un per в всем день вечер за "
        + "помощь заранее большое огромное коллеги есть вопрос";

    // An open hash table. Most words of a text are not in it, and the first look-up says so.
    private const int Slots = 1024;

    private readonly ImmutableArray<uint> small;
    private readonly Lexicon lexicon;

    private Courtesy(Lexicon lexicon)
    {
        this.lexicon = lexicon;
        var small = new uint[Slots];
        foreach (var word in SmallWords.Split(' '))
        {
            var hash = WordHash.Of(word);
            small[SlotOf(small, hash)] = hash;
        }

        this.small = [.. small];
    }

    /// <summary>The courtesy that is known.</summary>
    public static Courtesy BuiltIn { get; } = new(Lexicon.BuiltIn);

    /// <summary>The end of the courtesy clauses that begin here; the start itself if something else begins here.</summary>
    /// <param name="line">A line of prose.</param>
    /// <param name="start">Where a clause begins.</param>
    public int Skip(ReadOnlySpan<char> line, int start)
    {
        while (start < line.Length)
        {
            var end = SkipClause(line, start);
            if (end == start)
            {
                break;
            }

            for (start = end; start < line.Length && char.IsWhiteSpace(line[start]); start++) { }
        }

        return start;
    }

    private int SkipClause(ReadOnlySpan<char> line, int start)
    {
        var isCourteous = false;
        var words = 0;
        var at = start;
        while (at < line.Length && !EndsClause(line, at))
        {
            if (!char.IsLetter(line[at]))
            {
                if (line[at] is not (' ' or '\'' or '’' or '-' or '\t' or '¡' or '¿' or '\u00A0' or '\u202F'))
                {
                    return start;
                }

                at++;
                continue;
            }

            var end = WordEnd(line, at, out var hash);
            var says = lexicon.Term(lexicon.Find(hash)).Trait == Trait.Courtesy;
            if (++words > MostWords || (!says && small[(int)SlotOf(small.AsSpan(), hash)] != hash))
            {
                return start;
            }

            isCourteous |= says;
            at = end;
        }

        while (at < line.Length && EndsClause(line, at))
        {
            at++;
        }

        return isCourteous ? at : start;
    }

    /// <summary>The end of the word that begins here, in any script.</summary>
    private int WordEnd(ReadOnlySpan<char> line, int start, out uint hash)
    {
        hash = WordHash.Start;
        if (line[start] >= TaskScan.FirstWide)
        {
            return start + Math.Max(1, lexicon.LongestWord(line[start..], ref hash));
        }

        var at = start + WordHash.AsciiLetters(line[start..], ref hash);
        for (; at < line.Length && line[at] < TaskScan.FirstWide && char.IsLetter(line[at]); at++)
        {
            hash = WordHash.Next(hash, line[at], at - start);
        }

        return at;
    }

    /// <summary>Whether a clause ends here.</summary>
    public static bool EndsClause(ReadOnlySpan<char> line, int at) =>
        line[at] switch
        {
            '.' or ',' or '!' or '?' or ':' or ';' => at + 1 == line.Length || !char.IsAsciiLetterOrDigit(line[at + 1]),
            '。' or '，' or '、' or '！' or '？' or '：' or '；' => true,
            _ => false,
        };

    /// <summary>The slot of a word, whether or not the table contains it.</summary>
    private static uint SlotOf(ReadOnlySpan<uint> small, uint hash)
    {
        var slot = hash % Slots;
        while (small[(int)slot] != 0 && small[(int)slot] != hash)
        {
            slot = (slot + 1) % Slots;
        }

        return slot;
    }
}
