using System.Collections.Frozen;

namespace ShimLsp.Core.Conversation.Measuring;

/// <summary>
/// Whether a message means nothing alone, such as "yes", "2" or "still failing". It continues the task before it, and its few letters say
/// nothing about how hard that is.
/// </summary>
internal static class Continuation
{
    private const int LongestText = 60;
    private const int MostWords = 6;
    private const int MostDigits = 2; // the number of a choice; longer ones are lines or issues

    /// <summary>Yes and no, go on, again, it still fails, thanks: in the ten languages that are used most.</summary>
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = string.Join(
            ' ',
            "yes y yep yeah yup ok okay k sure please go ahead on continue proceed do it that this again try retry next keep going resume",
            "no nope n not yet still failing fails failed broken the same error doesn't does didn't did",
            "work working works worked wrong fix is",
            "thanks thank you good great perfect nice lgtm fine correct right exactly agreed approved approve accept and now then all",
            "ja nein weiter mach machen bitte gerne passt genau immer noch nicht geht danke",
            "oui non vas-y continuez d'accord merci encore sí si dale adelante sigue continúa continua gracias vale",
            "sim não nao segue obrigado pode vai sì avanti procedi grazie ancora",
            "да нет продолжай продолжить давай ок хорошо спасибо дальше",
            "好 好的 是 是的 继续 可以 行 不",
            "はい いいえ 続けて お願いします そう",
            "네 예 아니요 계속 계속해 해줘 좋아"
        )
        .Split(' ')
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the text means nothing without what came before it.</summary>
    /// <param name="text">A person's message.</param>
    public static bool Is(ReadOnlySpan<char> text)
    {
        if (text.Length > LongestText)
        {
            return false;
        }

        var words = 0;
        while (true)
        {
            text = TrimStart(text);
            if (text.IsEmpty)
            {
                return true;
            }

            var length = 0;
            while (length < text.Length && IsOfWord(text, length))
            {
                length++;
            }

            if (++words > MostWords || !MeansNothing(text[..length]))
            {
                return false;
            }

            text = text[length..];
        }
    }

    private static bool MeansNothing(ReadOnlySpan<char> word) =>
        Words.Contains(word) || (word.Length <= MostDigits && !word.ContainsAnyExceptInRange('0', '9'));

    private static ReadOnlySpan<char> TrimStart(ReadOnlySpan<char> text)
    {
        var start = 0;
        while (start < text.Length && !char.IsLetterOrDigit(text[start]))
        {
            start++;
        }

        return text[start..];
    }

    private static bool IsOfWord(ReadOnlySpan<char> text, int at) =>
        char.IsLetterOrDigit(text[at])
        || (text[at] is '\'' or '’' or '-' or '_' or '.' or '/' && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]));
}
