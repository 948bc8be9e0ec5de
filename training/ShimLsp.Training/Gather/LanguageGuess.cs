using System.Text.RegularExpressions;

namespace ShimLsp.Training.Gather;

/// <summary>Guesses the language of a prompt by its script, and among the languages of the Latin script by their commonest words.</summary>
internal static partial class LanguageGuess
{
    private static readonly (string Language, string Letters, string[] Words)[] Latin =
    [
        ("en", "", Split("the is are this that with for and not you it of to in on can please make fix should")),
        ("de", "äöüß", Split("der die das und nicht ist ich wir bitte mit eine einen auf für wird kann soll den auch noch jetzt")),
        ("fr", "àâçèêîôùœ", Split("le la les des est une pas que pour dans avec je tu vous il sur et sont faire mais cela")),
        ("es", "ñ¿¡", Split("el los las una que para por con está esto pero del como se no quiero hay puedes es")),
        ("pt", "ãõ", Split("os as um uma que para por com está isso não mas você de como quero fazer são da na no foi")),
        ("it", "ìò", Split("il gli una che per con non è sono questo come ma del della nel anche devi fai lo puoi")),
        ("pl", "ąęłśżźćń", Split("nie jest się na że to do jak dla ale czy")),
        ("tr", "ğışç", Split("bir ve bu için ile değil çok gibi olarak var yok şimdi bunu")),
    ];

    /// <summary>The language's code of two letters; <c>none</c> if the text has no words, <c>unknown</c> if they tell nothing.</summary>
    public static string Of(string text)
    {
        var prose = NotProse().Replace(text, " ");
        var letters = prose.Count(char.IsLetter);
        if (letters == 0)
        {
            return "none";
        }

        var kana = prose.Count(character => character is >= '\u3040' and < '\u3100');
        var han = prose.Count(character => character is >= '\u4e00' and < '\ua000');
        var hangul = prose.Count(character => character is >= '\uac00' and < '\ud7b0');
        var cyrillic = prose.Count(character => character is >= '\u0400' and < '\u0500');

        // Pasted lines of logs and English terms must not hide a language that has a script of its own.
        return kana > 0 && Counts(kana + han, letters) ? "ja"
            : Counts(han, letters) ? "zh"
            : Counts(hangul, letters) ? "ko"
            : Counts(cyrillic, letters) ? "ru"
            : OfLatin(prose.ToLowerInvariant());
    }

    private static bool Counts(int ofScript, int letters) => ofScript >= 10 || ofScript > letters * 0.1;

    private static string OfLatin(string prose)
    {
        var words = Word().Matches(prose).Select(match => match.Value).ToArray();
        var best = Latin
            .Select(language => (language.Language, Score: Score(words, language.Letters, language.Words)))
            .MaxBy(score => score.Score);
        return best.Score > 0 ? best.Language
            : words.Length <= 12 ? "en"
            : "unknown";
    }

    private static double Score(string[] words, string letters, string[] common) =>
        words.Count(word => common.Contains(word)) + (1.5 * words.Count(word => word.AsSpan().IndexOfAny(letters) >= 0));

    private static string[] Split(string words) => words.Split(' ');

    [GeneratedRegex(@"```[\s\S]*?(?:```|\z)|`[^`]*`|https?://\S+|[!-~]*[/\\_][!-~]*|[!-~]+\.[A-Za-z0-9]{1,5}\b|<\w+>")]
    private static partial Regex NotProse();

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();
}
