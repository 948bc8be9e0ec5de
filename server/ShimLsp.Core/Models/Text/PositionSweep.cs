using System.Text;

namespace ShimLsp.Core.Models.Text;

/// <summary>
/// Turns byte offsets into lines and UTF-16 columns. It only moves forward: any number of offsets in rising order costs one pass over the
/// text, even if the text is a single line.
/// </summary>
/// <param name="utf8">The text, valid UTF-8 up to the last offset asked for.</param>
internal ref struct PositionSweep(ReadOnlySpan<byte> utf8)
{
    private readonly ReadOnlySpan<byte> utf8 = utf8;
    private int offset;
    private int line;
    private int column;

    /// <summary>The zero-based position of an offset.</summary>
    /// <param name="target">The offset. It must not be before an earlier one.</param>
    public (int Line, int Column) At(int target)
    {
        target = Math.Min(target, utf8.Length);
        while (offset < target)
        {
            var rest = utf8[offset..target];
            var lineEnd = rest.IndexOfAny((byte)'\r', (byte)'\n');
            if (lineEnd < 0)
            {
                column += Encoding.UTF8.GetCharCount(rest);
                offset = target;
                break;
            }

            // As in LSP, a line ends with \n, \r\n or \r. In \r\n only the last byte starts a new line.
            var at = offset + lineEnd;
            var isFirstOfPair = utf8[at] == '\r' && at + 1 < utf8.Length && utf8[at + 1] == '\n';
            offset = at + 1;
            if (!isFirstOfPair)
            {
                line++;
                column = 0;
            }
        }

        return (line, column);
    }
}
