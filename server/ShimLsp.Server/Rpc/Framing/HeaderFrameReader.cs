using System.Buffers;
using System.IO.Pipelines;

namespace ShimLsp.Server.Rpc.Framing;

/// <summary>
/// LSP's base protocol. If the peer and this reader disagree about where a frame starts, it searches for the next <c>Content-Length</c>
/// line anywhere, because bodies do not end with a line end.
/// </summary>
internal sealed class HeaderFrameReader(PipeReader input, int maxFrameBytes) : FrameReader(input)
{
    /// <summary>All headers of one frame together; real ones need under 100 bytes.</summary>
    public const int MaxHeaderBytes = 8 * 1024;

    private Reading reading = Reading.Headers;
    private long headerBytes;
    private long? contentLength;

    /// <summary>While lost: how many bytes certainly belong to a body that is passed over; beyond any input if not known.</summary>
    private long toSkip;

    private enum Reading
    {
        Headers,
        Body,
        Lost,
    }

    protected override bool TryCut(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> body, out string? complaint)
    {
        body = default;
        complaint = null;
        while (true)
        {
            switch (reading)
            {
                case Reading.Headers when !TryReadHeaders(ref buffer, out complaint):
                case Reading.Lost when !TryFindWay(ref buffer):
                    return false;

                case Reading.Headers when complaint is not null:
                    return true;

                case Reading.Body when buffer.Length < contentLength:
                    return false;

                case Reading.Body:
                    body = buffer.Slice(0, contentLength!.Value);
                    buffer = buffer.Slice(body.End);
                    ExpectHeaders();
                    return true;
            }
        }
    }

    protected override FrameKind Finish(in ReadOnlySequence<byte> rest) =>
        reading == Reading.Headers && headerBytes == 0 && rest.IsEmpty ? FrameKind.CleanEnd : FrameKind.BrokenEnd;

    /// <summary>Takes whole lines until a block of headers is complete, or until a line is not a header.</summary>
    private bool TryReadHeaders(ref ReadOnlySequence<byte> buffer, out string? complaint)
    {
        complaint = null;
        while (reading == Reading.Headers)
        {
            SequencePosition? lineEnd = buffer.PositionOf((byte)'\n');
            ReadOnlySequence<byte> line = lineEnd is { } end ? buffer.Slice(0, end) : buffer;
            if (headerBytes + line.Length > MaxHeaderBytes)
            {
                complaint = LoseWay($"The headers of a message may have at most {MaxHeaderBytes} bytes.");
                return true;
            }

            if (lineEnd is null)
            {
                return false;
            }

            HeaderLineKind kind = HeaderLine.Read(line.IsSingleSegment ? line.FirstSpan : line.ToArray(), out long length);
            complaint = Take(kind, length);
            if (kind == HeaderLineKind.Garbage)
            {
                // The line stays: it may be the tail of a body with the next frame's Content-Length behind it.
                return true;
            }

            // A blank line before any header is harmless: some peers end a body with one.
            headerBytes += kind == HeaderLineKind.Blank ? 0 : line.Length + 1;
            buffer = buffer.Slice(buffer.GetPosition(1, lineEnd.Value));
        }

        return true;
    }

    /// <summary>Acts on one line; the result is a complaint to send, or <c>null</c>.</summary>
    private string? Take(HeaderLineKind kind, long length)
    {
        switch (kind)
        {
            case HeaderLineKind.Garbage:
                return LoseWay("A header 'Content-Length: N' was expected.");

            case HeaderLineKind.BadLength:
                return LoseWay("The value of Content-Length is not a number of bytes.");

            case HeaderLineKind.Length when contentLength is { } earlier && earlier != length:
                return LoseWay("The headers give two values of Content-Length.");

            case HeaderLineKind.Length:
                contentLength = length;
                return null;

            case HeaderLineKind.Blank when headerBytes > 0:
                return EndHeaders();

            default:
                return null;
        }
    }

    private string? EndHeaders()
    {
        if (contentLength is not { } length)
        {
            return LoseWay("The headers of a message have no Content-Length.");
        }

        if (length > maxFrameBytes)
        {
            return LoseWay($"A message may have at most {maxFrameBytes} bytes.", length);
        }

        reading = Reading.Body;
        return null;
    }

    /// <summary>
    /// Skips bytes until the end of a body that should be there, or until a plausible Content-Length line shows that there was no body.
    /// </summary>
    private bool TryFindWay(ref ReadOnlySequence<byte> buffer)
    {
        ReadOnlySequence<byte> window = buffer.Slice(0, Math.Min(buffer.Length, toSkip));
        if (FindPlausibleHeader(window) is { } start)
        {
            buffer = buffer.Slice(start);
            ExpectHeaders();
            return true;
        }

        if (window.Length == toSkip)
        {
            buffer = buffer.Slice(window.End);
            ExpectHeaders();
            return true;
        }

        // The tail may be the first half of such a line.
        long through = Math.Max(0, window.Length - HeaderLine.LongestPlausible);
        toSkip -= through;
        buffer = buffer.Slice(through);
        return false;
    }

    private static long? FindPlausibleHeader(in ReadOnlySequence<byte> window)
    {
        Span<byte> text = stackalloc byte[HeaderLine.LongestPlausible];
        var reader = new SequenceReader<byte>(window);
        while (reader.TryAdvanceTo((byte)'\n'))
        {
            long lineEnd = reader.Consumed - 1;
            int length = (int)Math.Min(lineEnd, text.Length);
            window.Slice(lineEnd - length, length).CopyTo(text);
            if (HeaderLine.PlausibleStart(text[..length]) is >= 0 and int start)
            {
                return lineEnd - length + start;
            }
        }

        return null;
    }

    private string LoseWay(string complaint, long bodyBytes = long.MaxValue)
    {
        reading = Reading.Lost;
        toSkip = bodyBytes;
        return complaint;
    }

    private void ExpectHeaders()
    {
        reading = Reading.Headers;
        headerBytes = 0;
        contentLength = null;
    }
}
