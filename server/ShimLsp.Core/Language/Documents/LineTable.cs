using System.Collections.Immutable;
using System.Text;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Language.Documents;

/// <summary>
/// Turns byte offsets into lines and columns and back. A line ends with <c>\n</c>, <c>\r\n</c> or <c>\r</c>. Nothing is out of range: what
/// lies behind a line's end means that end, and what lies inside a character means its start.
/// </summary>
public sealed class LineTable
{
    private const int Step = 512;

    private readonly ReadOnlyMemory<byte> utf8;
    private readonly int[] starts; // of each line
    private readonly bool isAscii;

    /// <summary>The table of a text.</summary>
    /// <param name="utf8">The text.</param>
    public LineTable(ReadOnlyMemory<byte> utf8)
    {
        this.utf8 = utf8;
        isAscii = Ascii.IsValid(utf8.Span);
        starts = Starts(utf8.Span);
    }

    /// <summary>How many lines there are: one more than line ends.</summary>
    public int Count => starts.Length;

    /// <summary>The line and column of an offset.</summary>
    /// <param name="offset">The offset in bytes.</param>
    /// <param name="encoding">What the column counts.</param>
    public TextPosition PositionOf(int offset, PositionEncoding encoding = PositionEncoding.Utf16)
    {
        offset = Math.Clamp(offset, 0, utf8.Length);
        var line = LineOf(offset);
        var start = starts[line];
        var end = StartOfCharacter(start, Math.Min(offset, ContentEnd(line)));
        var column = isAscii || encoding is PositionEncoding.Utf8 ? end - start : Encoding.UTF8.GetCharCount(utf8.Span[start..end]);
        return new TextPosition(line, column);
    }

    /// <summary>The offset of a line and column.</summary>
    /// <param name="position">The position, zero-based. It may lie anywhere.</param>
    /// <param name="encoding">What the column counts.</param>
    public int OffsetOf(TextPosition position, PositionEncoding encoding = PositionEncoding.Utf16)
    {
        if (position.Line < 0 || position.Line >= starts.Length)
        {
            return position.Line < 0 ? 0 : utf8.Length;
        }

        var (start, end) = (starts[position.Line], ContentEnd(position.Line));
        var column = Math.Max(0, position.Column);
        if (isAscii || encoding is PositionEncoding.Utf8)
        {
            return StartOfCharacter(start, column >= end - start ? end : start + column);
        }

        return AfterUnits(start, end, column);
    }

    /// <summary>The offsets where a line starts and where it ends, without its line break.</summary>
    /// <param name="line">The line, zero-based; it must exist.</param>
    public TextSpan Line(int line) => new(starts[line], ContentEnd(line));

    /// <summary>The line of an offset.</summary>
    /// <param name="offset">The offset in bytes, inside the text or at its end.</param>
    public int LineOf(int offset)
    {
        var found = Array.BinarySearch(starts, offset);
        return found >= 0 ? found : ~found - 1;
    }

    private static int[] Starts(ReadOnlySpan<byte> text)
    {
        var starts = ImmutableArray.CreateBuilder<int>();
        starts.Add(0);
        for (var at = 0; ; )
        {
            var next = text[at..].IndexOfAny((byte)'\r', (byte)'\n');
            if (next < 0)
            {
                return [.. starts];
            }

            at += next + 1;
            if (text[at - 1] == '\r' && at < text.Length && text[at] == '\n')
            {
                at++;
            }

            starts.Add(at);
        }
    }

    private int ContentEnd(int line)
    {
        if (line + 1 == starts.Length)
        {
            return utf8.Length;
        }

        var text = utf8.Span;
        var end = starts[line + 1] - 1;
        return end > starts[line] && text[end] == '\n' && text[end - 1] == '\r' ? end - 1 : end;
    }

    /// <summary>The offset itself, or the start of the character that it is in.</summary>
    private int StartOfCharacter(int lineStart, int offset)
    {
        var text = utf8.Span;
        var start = offset;
        while (start > lineStart && offset - start < 3 && start < text.Length && (text[start] & 0xC0) == 0x80)
        {
            start--;
        }

        return start == offset || start + Length(text[start..]) <= offset ? offset : start;
    }

    private int AfterUnits(int start, int end, int units)
    {
        var line = utf8.Span[start..end];
        var at = 0;
        while (units > 0 && at < line.Length)
        {
            var step = StartOfCharacter(start, Math.Min(start + at + Step, end)) - start;
            if (step > at && Encoding.UTF8.GetCharCount(line[at..step]) is var skipped && skipped <= units)
            {
                (units, at) = (units - skipped, step);
                continue;
            }

            Rune.DecodeFromUtf8(line[at..], out var rune, out var length);
            if (rune.Utf16SequenceLength > units)
            {
                break;
            }

            (units, at) = (units - rune.Utf16SequenceLength, at + length);
        }

        return start + at;
    }

    private static int Length(ReadOnlySpan<byte> character)
    {
        Rune.DecodeFromUtf8(character, out _, out var length);
        return length;
    }
}
