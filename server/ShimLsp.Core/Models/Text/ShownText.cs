namespace ShimLsp.Core.Models.Text;

/// <summary>A person's text as a message may show it: short and on one line.</summary>
internal static class ShownText
{
    private const int Longest = 40;

    /// <summary>The text in double quotes. A long text is cut, and control characters become <c>?</c>.</summary>
    /// <param name="text">The text. It must not be a key or a header value.</param>
    public static string Quote(string text)
    {
        var shown = text.Length <= Longest ? text : text[..Longest];
        var clean = string.Create(
            shown.Length,
            shown,
            static (target, source) =>
            {
                for (var at = 0; at < source.Length; at++)
                {
                    // A cut can leave half of a surrogate pair at the end.
                    target[at] =
                        char.IsControl(source[at]) || (at == source.Length - 1 && char.IsHighSurrogate(source[at])) ? '?' : source[at];
                }
            }
        );
        return text.Length <= Longest ? $"\"{clean}\"" : $"\"{clean}...\"";
    }

    /// <summary>Whether the text contains a control character, such as a line break.</summary>
    public static bool HasControl(string text)
    {
        foreach (var letter in text)
        {
            if (char.IsControl(letter))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the text contains white space.</summary>
    public static bool HasWhiteSpace(string text)
    {
        foreach (var letter in text)
        {
            if (char.IsWhiteSpace(letter))
            {
                return true;
            }
        }

        return false;
    }
}
