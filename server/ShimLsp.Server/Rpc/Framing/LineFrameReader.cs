using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;

namespace ShimLsp.Server.Rpc.Framing;

/// <summary>One message per line, ended by LF or CRLF. Blank lines are ignored.</summary>
internal sealed class LineFrameReader(PipeReader input, int maxFrameBytes) : FrameReader(input)
{
    /// <summary>
    /// How much of the current line was already searched for its end, so that a long line is not searched again and again.
    /// </summary>
    private long searched;

    /// <summary>The rest of a line that was too long is passed over, not kept.</summary>
    private bool skipping;

    protected override bool TryCut(ref ReadOnlySequence<byte> buffer, out ReadOnlySequence<byte> body, out string? complaint)
    {
        body = default;
        complaint = null;
        while (buffer.Slice(searched).PositionOf((byte)'\n') is { } lineEnd)
        {
            body = buffer.Slice(0, lineEnd);
            buffer = buffer.Slice(buffer.GetPosition(1, lineEnd));
            searched = 0;
            if (skipping)
            {
                skipping = false;
            }
            else if (body.Length > maxFrameBytes)
            {
                complaint = TooLong();
                return true;
            }
            else if (!IsBlank(body))
            {
                return true;
            }
        }

        searched = buffer.Length;
        if (!skipping && searched <= maxFrameBytes)
        {
            return false;
        }

        complaint = skipping ? null : TooLong();
        skipping = true;
        searched = 0;
        buffer = buffer.Slice(buffer.End);
        return complaint is not null;
    }

    /// <summary>A last line without a line end counts if it is complete: `printf` and heredocs write such lines.</summary>
    protected override FrameKind Finish(in ReadOnlySequence<byte> rest)
    {
        searched = 0;
        return skipping ? FrameKind.BrokenEnd
            : IsBlank(rest) ? FrameKind.CleanEnd
            : IsWholeJson(rest) ? FrameKind.Message
            : FrameKind.BrokenEnd;
    }

    private static bool IsBlank(in ReadOnlySequence<byte> line)
    {
        foreach (var segment in line)
        {
            if (segment.Span.ContainsAnyExcept(" \t\r"u8))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsWholeJson(in ReadOnlySequence<byte> bytes)
    {
        // Use one span: with several, a word that is cut between them throws more than JsonException (dotnet/runtime#134448).
        var reader = new Utf8JsonReader(bytes.IsSingleSegment ? bytes.FirstSpan : bytes.ToArray());
        try
        {
            while (reader.Read()) { }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private string TooLong() => $"A message may have at most {maxFrameBytes} bytes.";
}
