namespace ShimLsp.Server.Cli.Evaluate;

/// <summary>A line of a file.</summary>
/// <param name="Number">Counted from 1, as editors do.</param>
/// <param name="Bytes">Without its end; valid until the next line is asked for.</param>
internal readonly record struct RowLine(int Number, ReadOnlyMemory<byte> Bytes);

/// <summary>
/// Lines one after the other, so that a file of any size is never whole in memory. Blank lines count and are passed over.
/// </summary>
/// <param name="input">Where they come from.</param>
/// <param name="mostBytes">The longest line.</param>
/// <param name="passesOver">Whether a longer line is passed over. If not, the reading stops there.</param>
internal sealed class RowLines(Stream input, int mostBytes, bool passesOver = false)
{
    private byte[] buffer = new byte[64 * 1024];
    private int start;
    private int filled;

    /// <summary>The number of the line that was too long, the last one if several were; null if none was.</summary>
    public int? TooLong { get; private set; }

    /// <summary>How many lines were too long.</summary>
    public int PassedOver { get; private set; }

    /// <summary>Reads them.</summary>
    /// <exception cref="IOException">The input cannot be read on.</exception>
    public IEnumerable<RowLine> Read()
    {
        for (var number = 1; Next() is { } line; number++)
        {
            if (line.Length > mostBytes)
            {
                TooLong = number;
                PassedOver++;
                if (!passesOver)
                {
                    yield break;
                }

                SkipRest();
                continue;
            }

            var bytes = number == 1 ? WithoutMark(line) : line;
            if (bytes.Span.ContainsAnyExcept(" \t\r"u8))
            {
                yield return new(number, bytes);
            }
        }
    }

    /// <summary>Passes over what is left of a line of which a part was taken.</summary>
    private void SkipRest()
    {
        if (buffer[start - 1] == '\n')
        {
            return; // it was taken with its end
        }

        int end;
        while ((end = buffer.AsSpan(start, filled - start).IndexOf((byte)'\n')) < 0)
        {
            start = filled;
            if (!Fill())
            {
                return;
            }
        }

        start += end + 1;
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> line) => line.Span.StartsWith("\uFEFF"u8) ? line[3..] : line;

    /// <summary>The next line, as much of it as a line may have and one byte more; null at the end.</summary>
    private ReadOnlyMemory<byte>? Next()
    {
        for (var searched = 0; ; )
        {
            var end = buffer.AsSpan(start + searched, filled - start - searched).IndexOf((byte)'\n');
            if (end >= 0)
            {
                return Take(searched + end, andEnd: 1);
            }

            searched = filled - start;
            if (searched > mostBytes)
            {
                return Take(searched, andEnd: 0);
            }

            if (!Fill())
            {
                // Without the type, null would be an empty line: an array converts to memory, and null is an array.
                return searched > 0 ? Take(searched, andEnd: 0) : default(ReadOnlyMemory<byte>?);
            }
        }
    }

    private ReadOnlyMemory<byte> Take(int length, int andEnd)
    {
        var line = buffer.AsMemory(start, length);
        start += length + andEnd;
        return line;
    }

    private bool Fill()
    {
        if (filled == buffer.Length)
        {
            var rest = buffer.AsSpan(start, filled - start);
            var roomier = rest.Length > buffer.Length / 2 ? new byte[buffer.Length * 2] : buffer;
            rest.CopyTo(roomier);
            (buffer, start, filled) = (roomier, 0, rest.Length);
        }

        var read = input.Read(buffer, filled, buffer.Length - filled);
        filled += read;
        return read > 0;
    }
}
