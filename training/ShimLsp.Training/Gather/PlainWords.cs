using System.Text;

namespace ShimLsp.Training.Gather;

/// <summary>A text without what two writers of the same prompt may differ in.</summary>
internal static class PlainWords
{
    /// <summary>The letters in lower case, with one space for everything between words. Digits are not letters.</summary>
    public static string Of(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsLetter(character) || char.IsSurrogate(character))
            {
                plain.Append(char.ToLowerInvariant(character));
            }
            else if (plain is { Length: > 0 } && plain[^1] != ' ')
            {
                plain.Append(' ');
            }
        }

        return plain.ToString().TrimEnd();
    }

    /// <summary>The beginning of a text.</summary>
    public static string Opening(string text, int characters) => text.Length <= characters ? text : text[..characters];

    /// <summary>The end of a text.</summary>
    public static string Closing(string text, int characters) => text.Length <= characters ? text : text[^characters..];
}
