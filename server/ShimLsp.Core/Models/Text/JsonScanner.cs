using System.Buffers;

namespace ShimLsp.Core.Models.Text;

/// <summary>Finds the tokens of a text, and reports what is wrong inside one. It looks at each byte a fixed number of times.</summary>
/// <param name="utf8">The text.</param>
/// <param name="faults">Where to report.</param>
internal ref struct JsonScanner(ReadOnlySpan<byte> utf8, SyntaxFaults faults)
{
    private static readonly SearchValues<byte> WordEnds = SearchValues.Create(" \t\r\n{}[]:,\"/"u8);

    private readonly ReadOnlySpan<byte> text = utf8;
    private readonly SyntaxFaults faults = faults;

    /// <summary>The offset of the next token, once <see cref="Peek"/> was called.</summary>
    public int Offset { get; private set; }

    /// <summary>Skips white space and comments.</summary>
    /// <returns>The first byte of the next token; -1 at the end.</returns>
    public int Peek()
    {
        while (Offset < text.Length)
        {
            var next = text[Offset];
            if (next is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            {
                Offset++;
            }
            else if (next != '/' || !SkipComment())
            {
                return next;
            }
        }

        return -1;
    }

    /// <summary>Moves behind some bytes.</summary>
    public void Skip(int count) => Offset += count;

    /// <summary>Moves to the end: nothing behind is read.</summary>
    public void SkipRest() => Offset = text.Length;

    /// <summary>Whether nothing but white space follows.</summary>
    public readonly bool IsRestBlank(int from) => text[from..].IndexOfAnyExcept(" \t\r\n"u8) < 0;

    /// <summary>Reads a string in double quotes, or in single ones.</summary>
    public JsonStringToken String()
    {
        var start = Offset;
        var quote = text[start];
        var inside = start + 1;
        var at = inside;
        var isPlain = quote == '"';
        if (!isPlain)
        {
            faults.Add(SyntaxFaultKind.SingleQuotes, start, start + 1);
        }

        while (true)
        {
            var stop = isPlain || quote == '"' ? text[at..].IndexOfAny(JsonStrings.Stops) : text[at..].IndexOfAny(JsonStrings.SingleStops);
            at = stop < 0 ? text.Length : at + stop;
            if (at < text.Length && text[at] == quote)
            {
                Offset = at + 1;
                return new JsonStringToken(start, Offset, inside, at, isPlain);
            }

            if (at == text.Length || text[at] is (byte)'\n' or (byte)'\r')
            {
                return Unclosed(start, at, isPlain);
            }

            isPlain = false;
            at = text[at] == '\\' ? SkipEscape(at) : SkipControl(at);
        }
    }

    /// <summary>The end of the run of bytes that starts here and is neither white space nor punctuation.</summary>
    public readonly int EndOfWord()
    {
        var end = text[(Offset + 1)..].IndexOfAny(WordEnds);
        return end < 0 ? text.Length : Offset + 1 + end;
    }

    /// <summary>Skips a container that is not read, however deep it is.</summary>
    /// <returns>The offset after its end.</returns>
    public int SkipContainer()
    {
        var depth = 0;
        do
        {
            switch (Peek())
            {
                case -1:
                    return text.Length;
                case '{' or '[':
                    depth++;
                    Offset++;
                    break;
                case '}' or ']':
                    depth--;
                    Offset++;
                    break;
                case '"':
                    String();
                    break;
                default:
                    Offset++;
                    break;
            }
        } while (depth > 0);
        return Offset;
    }

    /// <summary>A string ends with its line, before a comma that ends the line: the quote is what was forgotten.</summary>
    private JsonStringToken Unclosed(int start, int lineEnd, bool isPlain)
    {
        var end = start + 1 + text[(start + 1)..lineEnd].TrimEnd(" \t"u8).Length;
        if (end > start + 1 && text[end - 1] == ',')
        {
            end--;
        }

        faults.Add(SyntaxFaultKind.UnclosedString, start, end);
        Offset = end;
        return new JsonStringToken(start, end, start + 1, end, isPlain);
    }

    private readonly int SkipControl(int at)
    {
        faults.Add(SyntaxFaultKind.BadCharacter, at, at + 1);
        return at + 1;
    }

    private readonly int SkipEscape(int at)
    {
        var length = JsonStrings.EscapeLength(text[at..]);
        if (length > 0)
        {
            return at + length;
        }

        var end = at + 1 < text.Length && text[at + 1] > ' ' && text[at + 1] < 0x7F && text[at + 1] != '"' ? at + 2 : at + 1;
        faults.Add(SyntaxFaultKind.BadEscape, at, end);
        return end;
    }

    private bool SkipComment()
    {
        var rest = text[Offset..];
        if (rest.StartsWith("//"u8))
        {
            var lineEnd = rest.IndexOfAny((byte)'\n', (byte)'\r');
            var comment = lineEnd < 0 ? rest : rest[..lineEnd];
            ReportSeparators(comment);
            Offset += comment.Length;
            return true;
        }

        if (!rest.StartsWith("/*"u8))
        {
            return false;
        }

        var end = rest[2..].IndexOf("*/"u8);
        if (end < 0)
        {
            faults.Add(SyntaxFaultKind.UnclosedComment, Offset, Offset + 2);
        }

        Offset = end < 0 ? text.Length : Offset + 2 + end + 2;
        return true;
    }

    // U+2028 and U+2029 end a line for some readers of JSON and not for others, so the comment ends in two places.
    private readonly void ReportSeparators(ReadOnlySpan<byte> comment)
    {
        var at = comment.IndexOf("\u2028"u8) is var line and >= 0 ? line : comment.IndexOf("\u2029"u8);
        if (at >= 0)
        {
            faults.Add(SyntaxFaultKind.UnexpectedText, Offset + at, Offset + at + 3);
        }
    }
}

/// <summary>A string as it is written.</summary>
/// <param name="Start">The offset of the opening quote.</param>
/// <param name="End">The offset after the closing quote.</param>
/// <param name="ContentStart">The offset after the opening quote.</param>
/// <param name="ContentEnd">The offset of the closing quote, or of the end if it is not there.</param>
/// <param name="IsPlain">Whether it has no escapes and no control characters.</param>
internal readonly record struct JsonStringToken(int Start, int End, int ContentStart, int ContentEnd, bool IsPlain);
