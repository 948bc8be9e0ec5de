namespace ShimLsp.Core.Routing.Embedded;

/// <summary>What a character may mean in a token, so that one look-up says what the token needs.</summary>
[Flags]
internal enum CharacterKind : byte
{
    /// <summary>Punctuation.</summary>
    None = 0,

    /// <summary>A letter or a digit.</summary>
    Word = 1,

    /// <summary>White space.</summary>
    Space = 2,

    /// <summary>It occurs inside names of code and files, and never inside a word.</summary>
    Inner = 4,

    /// <summary>A quotation may begin with it.</summary>
    Quote = 8,

    /// <summary>A backtick.</summary>
    Tick = 16,

    /// <summary>A token ends with it even if no space follows, as in Chinese.</summary>
    Last = 32,
}

/// <summary>Finds the kind of a character.</summary>
internal static class CharacterKinds
{
    private static ReadOnlySpan<byte> Ascii =>
        [
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            2,
            2,
            2,
            2,
            2,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            2,
            0,
            8,
            0,
            0,
            0,
            0,
            8,
            4,
            0,
            0,
            0,
            0,
            0,
            4,
            4,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            4,
            0,
            0,
            4,
            0,
            0,
            0,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            0,
            4,
            0,
            0,
            4,
            16,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            1,
            0,
            0,
            0,
            0,
            0,
        ];

    /// <summary>The kind of a character.</summary>
    public static CharacterKind Of(char character)
    {
        var ascii = Ascii;
        return character < ascii.Length ? (CharacterKind)ascii[character] : OfOther(character);
    }

    private static CharacterKind OfOther(char character) =>
        character switch
        {
            // kana, han, hangul, Cyrillic: letters all
            >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF' or >= '\uAC00' and <= '\uD7A3' => CharacterKind.Word,
            >= 'А' and <= 'я' => CharacterKind.Word,
            '“' or '‘' or '«' or '„' or '「' or '『' => CharacterKind.Quote,
            '。' or '，' or '、' or '！' or '？' or '；' or '：' or '」' or '』' or '”' => CharacterKind.Last,
            _ when char.IsWhiteSpace(character) => CharacterKind.Space,
            _ when char.IsLetterOrDigit(character) => CharacterKind.Word,
            _ => CharacterKind.None,
        };
}
