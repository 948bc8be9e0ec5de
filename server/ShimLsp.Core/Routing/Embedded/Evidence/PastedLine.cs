using System.Buffers;

namespace ShimLsp.Core.Routing.Embedded.Evidence;

/// <summary>A line, and what tells prose from what a machine wrote. Each measure is taken once.</summary>
internal readonly ref struct PastedLine
{
    private static readonly SearchValues<char> AllSymbols = SearchValues.Create("(){}[]<>=;_*&|+/\\\"#@%$^~");
    private static readonly SearchValues<char> EndsOfWord = SearchValues.Create(" \t(:,;=<[{.");

    /// <summary>Looks at a line.</summary>
    /// <param name="line">The line as it is written.</param>
    /// <param name="trimmed">The same without the blanks around it; not empty.</param>
    /// <param name="before">What the line before it is.</param>
    /// <param name="isBehindBlank">Whether an empty line is between them.</param>
    public PastedLine(ReadOnlySpan<char> line, ReadOnlySpan<char> trimmed, EvidenceKind before, bool isBehindBlank)
    {
        Text = trimmed;
        Before = before;
        IsBehindBlank = isBehindBlank;
        IsIndented = line.Length > 1 && line[0] is ' ' or '\t' && (line[0] == '\t' || line[1] is ' ');
        Symbols = trimmed.CountAny(AllSymbols);
        Spaces = CharacterCount.Of(trimmed, ' ');
        var end = trimmed.IndexOfAny(EndsOfWord);
        FirstWord = end < 0 ? trimmed : trimmed[..end];
    }

    /// <summary>The line without the blanks around it.</summary>
    public ReadOnlySpan<char> Text { get; }

    /// <summary>What the line before it is.</summary>
    public EvidenceKind Before { get; }

    /// <summary>Whether an empty line is between them.</summary>
    public bool IsBehindBlank { get; }

    /// <summary>Whether it begins with a tab or two blanks.</summary>
    public bool IsIndented { get; }

    /// <summary>How many symbols are in it that code has more of than prose.</summary>
    public int Symbols { get; }

    /// <summary>How many blanks are in it.</summary>
    public int Spaces { get; }

    /// <summary>What is before the first blank or mark.</summary>
    public ReadOnlySpan<char> FirstWord { get; }

    /// <summary>What follows the first word; a line's end if nothing does.</summary>
    public char AfterFirstWord => FirstWord.Length < Text.Length ? Text[FirstWord.Length] : '\n';

    /// <summary>Whether the line right before it is pasted, with no empty line between.</summary>
    public bool Continues => Before is not EvidenceKind.None && !IsBehindBlank;

    /// <summary>Whether the line begins so.</summary>
    public bool Starts(string with) => Text.StartsWith(with, StringComparison.Ordinal);

    /// <summary>Whether this is somewhere in the line.</summary>
    public bool Has(string words) => Text.Contains(words, StringComparison.Ordinal);

    /// <summary>Whether the line ends so.</summary>
    public bool Ends(string with) => Text.EndsWith(with, StringComparison.Ordinal);

    /// <summary>Whether it reads as a sentence: several words, hardly a symbol.</summary>
    public bool IsSentence => Spaces >= 3 && Symbols <= 1 && Text[^1] is not (':' or ',' or '\\') && Text.Length < 8 * (Spaces + 4);

    /// <summary>Whether it is prose for sure: a sentence with no symbol that ends as sentences do and begins as no message does.</summary>
    public bool IsPlainSentence =>
        Symbols == 0
        && Spaces >= 3
        && !IsIndented
        && Text[^1] is '.' or '?' or '!'
        && char.IsAsciiLetter(Text[0])
        && char.IsAsciiLetterLower(Text[1])
        && AfterFirstWord is ' ' or ','
        && Text[FirstWord.Length + 1] is not (>= '0' and <= '9');

    /// <summary>The first token, up to a blank.</summary>
    public ReadOnlySpan<char> FirstToken => Text.IndexOf(' ') is var end and >= 0 ? Text[..end] : Text;

    /// <summary>How many digits it begins with.</summary>
    public int LeadingDigits => Text.IndexOfAnyExceptInRange('0', '9') is var digits and >= 0 ? digits : Text.Length;

    /// <summary>Whether the text names a place in a file: a name with a dot or a slash, a colon or bracket, and a line's number.</summary>
    public static bool HasPlace(ReadOnlySpan<char> text)
    {
        for (var at = 0; text[at..].IndexOfAny(':', '(') is var next and >= 0; )
        {
            at += next + 1;
            if (at < text.Length && char.IsAsciiDigit(text[at]) && at > 2 && text[..(at - 1)].ContainsAny('.', '/', '\\'))
            {
                return true;
            }
        }

        return false;
    }
}
