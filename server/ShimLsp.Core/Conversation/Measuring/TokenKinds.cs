using System.Buffers;

namespace ShimLsp.Core.Conversation.Measuring;

/// <summary>The kinds of characters that a tokenizer treats alike.</summary>
internal enum TokenKind : byte
{
    /// <summary>No character of its own, such as the second half of a pair.</summary>
    None,

    /// <summary>a to z.</summary>
    Lower,

    /// <summary>A to Z.</summary>
    Upper,

    /// <summary>A Latin letter with an accent.</summary>
    Accented,

    /// <summary>A Latin letter with two, as Vietnamese has.</summary>
    TwiceAccented,

    /// <summary>0 to 9.</summary>
    Digit,

    /// <summary>A blank or a tab.</summary>
    Space,

    /// <summary>An end of a line.</summary>
    Line,

    /// <summary>Any other character of ASCII.</summary>
    Mark,

    /// <summary>Cyrillic.</summary>
    Cyrillic,

    /// <summary>Cyrillic letters that Ukrainian has and Russian has not: words with them are taken apart.</summary>
    Ukrainian,

    /// <summary>Greek, Hebrew, Arabic and other alphabets of two bytes a letter.</summary>
    OtherAlphabet,

    /// <summary>Japanese syllables.</summary>
    Kana,

    /// <summary>Chinese characters.</summary>
    Han,

    /// <summary>Chinese characters that only the traditional script has: they are seldom one token with their neighbours.</summary>
    TraditionalHan,

    /// <summary>Korean syllables.</summary>
    Hangul,

    /// <summary>Devanagari, Thai and their kin.</summary>
    Indic,

    /// <summary>Punctuation and symbols beyond ASCII.</summary>
    Sign,

    /// <summary>Emoji and whatever else takes four bytes.</summary>
    Pictogram,
}

/// <summary>Tells the kind of a character.</summary>
internal static class TokenKinds
{
    // The most frequent ones. Texts in the simplified script have none of them.
    private const string Traditional =
        "資料個這來會時庫為過題對點伺於樹計統間應數設寫試並複問體讀後結內實進動關將從尋學請與節習當儲該種訊構記負透網經們務傳發單"
        + "現雜決開讓沒態處陣樣說載許較運層裡語導識類憶則標優圖無機戶書幾擴軟連組檔著變佇況別離兩東確練線選執麼錯課幫師廣論碼夠鍵規"
        + "徑測參還遲轉刪範電擇詢狀難紅證減錄備換隨腦訪驗際門長話費業援適聯責誤製簡呼續輸見邊議級舉認須終稱遞頁預討給順義強產滿迴鄰"
        + "調嗎針覺裝額協碟歡頂階歷專頸區視邏輯縮畫屬僅術準賴觀筆礎釋條權漸檢價顯遺鐘斷儘緩響獨維邦緒遠詞積紹劃織係編環爾銷員繼職圍";

    private static readonly SearchValues<char> TraditionalOnly = SearchValues.Create(Traditional);

    /// <summary>The kind of a character.</summary>
    /// <param name="unit">The character, or the first half of a pair.</param>
    public static TokenKind Of(char unit) =>
        unit switch
        {
            >= 'a' and <= 'z' => TokenKind.Lower,
            >= 'A' and <= 'Z' => TokenKind.Upper,
            >= '0' and <= '9' => TokenKind.Digit,
            ' ' or '\t' => TokenKind.Space,
            '\n' or '\r' => TokenKind.Line,
            < '\u0080' => TokenKind.Mark,
            < '\u00C0' => TokenKind.Sign,
            < '\u0250' => TokenKind.Accented,
            'і' or 'ї' or 'є' or 'ґ' or 'І' or 'Ї' or 'Є' or 'Ґ' => TokenKind.Ukrainian,
            >= '\u0400' and < '\u0530' => TokenKind.Cyrillic,
            < '\u0800' => TokenKind.OtherAlphabet,
            < '\u1E00' => TokenKind.Indic,
            < '\u1F00' => TokenKind.TwiceAccented,
            >= '\u3040' and < '\u3100' => TokenKind.Kana,
            >= '\u3400' and < '\uA000' => TraditionalOnly.Contains(unit) ? TokenKind.TraditionalHan : TokenKind.Han,
            >= '\uAC00' and < '\uD7B0' => TokenKind.Hangul,
            _ when char.IsHighSurrogate(unit) => TokenKind.Pictogram,
            _ when char.IsLowSurrogate(unit) => TokenKind.None,
            _ => TokenKind.Sign,
        };
}
