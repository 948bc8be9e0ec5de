using System.Buffers;

namespace ShimLsp.Core.Conversation.Asking;

/// <summary>Cuts a message into words. Punctuation and pictures are passed over.</summary>
internal static class Words
{
    private static readonly SearchValues<char> OfNames = SearchValues.Create("._/\\:@#");

    /// <summary>Takes the next word from the text.</summary>
    /// <param name="text">The text; what remains of it.</param>
    /// <param name="says">What the word says.</param>
    /// <param name="isName">Whether it is the name of a file, an address or a number.</param>
    /// <returns>False at the end of the text.</returns>
    public static bool TryTake(ref ReadOnlySpan<char> text, out Says says, out bool isName)
    {
        var start = 0;
        while (start < text.Length && !char.IsLetterOrDigit(text[start]))
        {
            start++;
        }

        text = text[start..];
        (says, isName) = (Says.Itself, false);
        if (text.IsEmpty)
        {
            return false;
        }

        var length = LengthOf(text);
        if (FollowUpPhrases.IsOf(text[0]))
        {
            says = FollowUpPhrases.Next(text, out length);
        }
        else
        {
            isName = IsName(text[..length]);
            says = isName ? Says.Itself : FollowUpWords.Of(text[..length]);
        }

        text = text[length..];
        return true;
    }

    private static int LengthOf(ReadOnlySpan<char> text)
    {
        var length = 1;
        while (length < text.Length && (IsOfWord(text[length]) || Joins(text, length)))
        {
            length++;
        }

        return length;
    }

    private static bool IsOfWord(char character) => char.IsLetterOrDigit(character) && !FollowUpPhrases.IsOf(character);

    // A mark inside of a name or a word. One at the end of a word is punctuation.
    private static bool Joins(ReadOnlySpan<char> text, int at) =>
        (text[at] is '\'' or '’' or '-' or '_' or '.' or '@' && at + 1 < text.Length && char.IsLetterOrDigit(text[at + 1]))
        || (text[at] is '/' or '\\' or ':' or '#' && at + 1 < text.Length && IsOfAddress(text[at + 1]));

    private static bool IsOfAddress(char character) => char.IsLetterOrDigit(character) || character is '/' or '\\' or '.' or '_' or '-';

    // A letter alone names a choice, or a thing to rename, unless it is a word.
    private static bool IsName(ReadOnlySpan<char> word) =>
        word.ContainsAny(OfNames) || ((word.Length == 1 || word.ContainsAnyInRange('0', '9')) && FollowUpWords.Of(word) == Says.Itself);
}
