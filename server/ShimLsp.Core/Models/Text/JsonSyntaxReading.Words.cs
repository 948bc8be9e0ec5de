using System.Buffers.Text;
using System.Text;

namespace ShimLsp.Core.Models.Text;

/// <content>Tokens without quotes: numbers, the three words that JSON knows, and what people write instead.</content>
internal ref partial struct JsonSyntaxReading
{
    private const int MostExactDigits = 15;

    private void Word()
    {
        var start = scanner.Offset;
        var end = scanner.EndOfWord();
        var word = text[start..end];
        var first = word[0];
        var isNumber = char.IsAsciiDigit((char)first) || first is (byte)'-' or (byte)'+' or (byte)'.';
        if (!isNumber && !IsLetter(first) || (expected is Expected.Separator && start == lastEnd))
        {
            Unexpected(end);
            return;
        }

        BeforeItem();
        scanner.Skip(word.Length);
        if (expected is Expected.Name)
        {
            faults.Add(SyntaxFaultKind.UnquotedName, start, end);
            Name(tree.Share(word), start, end);
            return;
        }

        BeforeValue();
        Value(isNumber ? Number(word, start, end) : Literal(word, start, end));
    }

    private readonly JsonSyntax Literal(ReadOnlySpan<byte> word, int start, int end)
    {
        if (word.SequenceEqual("true"u8) || word.SequenceEqual("false"u8))
        {
            return new BooleanSyntax(start, end, word[0] == 't');
        }

        if (word.SequenceEqual("null"u8))
        {
            return new NullSyntax(start, end);
        }

        faults.Add(SyntaxFaultKind.UnquotedText, start, end);
        if (Ascii.EqualsIgnoreCase(word, "true"u8) || Ascii.EqualsIgnoreCase(word, "false"u8))
        {
            return new BooleanSyntax(start, end, (word[0] | 0x20) == 't');
        }

        return IsNothing(word) ? new MissingSyntax(start, end) : new StringSyntax(start, end, Encoding.UTF8.GetString(word));
    }

    private readonly JsonSyntax Number(ReadOnlySpan<byte> word, int start, int end)
    {
        if (!IsNumber(word, out var isShortWhole))
        {
            faults.Add(SyntaxFaultKind.BadNumber, start, end);
            return new MissingSyntax(start, end);
        }

        if (isShortWhole)
        {
            var whole = 0L;
            foreach (var digit in word)
            {
                whole = (whole * 10) + (digit - '0');
            }

            return new NumberSyntax(start, end, whole);
        }

        return new NumberSyntax(
            start,
            end,
            Utf8Parser.TryParse(word, out double value, out var read) && read == word.Length ? value : double.PositiveInfinity
        );
    }

    /// <summary>Whether a word is a number as JSON has it: <c>-12.5e+3</c>, without zeros before the first digit.</summary>
    private static bool IsNumber(ReadOnlySpan<byte> word, out bool isShortWhole)
    {
        var at = word[0] == '-' ? 1 : 0;
        var digits = Digits(word, ref at);
        isShortWhole = digits == word.Length && digits <= MostExactDigits;
        if (digits == 0 || (digits > 1 && word[at - digits] == '0'))
        {
            return false;
        }

        if (at < word.Length && word[at] == '.')
        {
            at++;
            if (Digits(word, ref at) == 0)
            {
                return false;
            }
        }

        if (at < word.Length && word[at] is (byte)'e' or (byte)'E')
        {
            at++;
            at += at < word.Length && word[at] is (byte)'+' or (byte)'-' ? 1 : 0;
            if (Digits(word, ref at) == 0)
            {
                return false;
            }
        }

        return at == word.Length;
    }

    private static int Digits(ReadOnlySpan<byte> word, ref int at)
    {
        var start = at;
        while (at < word.Length && char.IsAsciiDigit((char)word[at]))
        {
            at++;
        }

        return at - start;
    }

    private static bool IsNothing(ReadOnlySpan<byte> word) =>
        Ascii.EqualsIgnoreCase(word, "null"u8)
        || Ascii.EqualsIgnoreCase(word, "none"u8)
        || Ascii.EqualsIgnoreCase(word, "nil"u8)
        || Ascii.EqualsIgnoreCase(word, "nan"u8)
        || Ascii.EqualsIgnoreCase(word, "undefined"u8)
        || Ascii.EqualsIgnoreCase(word, "infinity"u8);

    private static bool IsLetter(byte first) => char.IsAsciiLetter((char)first) || first is (byte)'_' or (byte)'$' or > 0x7F;
}
