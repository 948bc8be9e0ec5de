using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ShimLsp.Bench.Gateway.Streams;

/// <summary>
/// Reads one streamed reply as it comes over HTTP/1.1, of any of the formats. Its pieces must be the numbers from 0: none may be missing,
/// come twice or out of order.
/// </summary>
internal sealed class NumberedReply
{
    private readonly ArrayBufferWriter<byte> frame = new(); // a line of HTTP that has not all come
    private readonly ArrayBufferWriter<byte> said = new(); // a line of the reply that has not all come
    private Part part;
    private bool isChunked;
    private int left; // of the chunk

    private enum Part
    {
        Status,
        Headers,
        Size,
        Body,
        Over,
    }

    /// <summary>How many pieces have come.</summary>
    public int Count { get; private set; }

    /// <summary>Whether the reply has ended.</summary>
    public bool IsOver => part == Part.Over;

    /// <summary>Reads on.</summary>
    /// <param name="bytes">What came.</param>
    /// <exception cref="InvalidDataException">It is not the reply that it should be.</exception>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty && !IsOver)
        {
            if (part == Part.Body)
            {
                var some = isChunked ? Math.Min(left, bytes.Length) : bytes.Length;
                Read(bytes[..some]);
                bytes = bytes[some..];
                left -= some;
                part = isChunked && left == 0 ? Part.Size : part;
            }
            else if (Line(frame, ref bytes) is { } line)
            {
                TakeFrame(line.TrimEnd('\r'));
            }
        }
    }

    private void TakeFrame(string line)
    {
        switch (part)
        {
            case Part.Status:
                part = line.Contains(" 200 ", StringComparison.Ordinal)
                    ? Part.Headers
                    : throw new InvalidDataException($"A stream was answered with {line}.");
                break;
            case Part.Headers when line.Length == 0:
                part = isChunked ? Part.Size : Part.Body;
                break;
            case Part.Headers:
                isChunked |= line.Equals("transfer-encoding: chunked", StringComparison.OrdinalIgnoreCase);
                break;
            case Part.Size when line.Length > 0: // an empty line ends the chunk before
                left = int.Parse(line.Split(';')[0], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                part = left == 0 ? Part.Over : Part.Body;
                break;
        }
    }

    private void Read(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (said.WrittenCount == 0 && bytes.IndexOf((byte)'\n') is >= 0 and var end)
            {
                TakeSaid(bytes[..end]); // most events come whole
                bytes = bytes[(end + 1)..];
            }
            else if (Line(said, ref bytes) is { } line)
            {
                TakeSaid(Encoding.UTF8.GetBytes(line));
            }
        }
    }

    private void TakeSaid(ReadOnlySpan<byte> line)
    {
        if ((Number(line, "\"content\":\""u8) ?? Number(line, "\"text\":\""u8)) is not { } number)
        {
            return;
        }

        if (number != Count)
        {
            throw new InvalidDataException($"Piece {number} came in place of {Count}.");
        }

        Count++;
    }

    private static int? Number(ReadOnlySpan<byte> line, ReadOnlySpan<byte> field) =>
        line.IndexOf(field) is >= 0 and var at && Utf8Parser.TryParse(line[(at + field.Length)..], out int number, out _) ? number : null;

    /// <summary>The line that ends in these bytes, with what came of it before; null if it does not end yet.</summary>
    private static string? Line(ArrayBufferWriter<byte> begun, ref ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        begun.Write(end < 0 ? bytes : bytes[..end]);
        bytes = end < 0 ? [] : bytes[(end + 1)..];
        if (end < 0)
        {
            return null;
        }

        var line = Encoding.UTF8.GetString(begun.WrittenSpan);
        begun.ResetWrittenCount();
        return line;
    }
}
