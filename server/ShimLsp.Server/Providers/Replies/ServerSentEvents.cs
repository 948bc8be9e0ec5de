using System.Runtime.CompilerServices;
using ShimLsp.Server.Providers.Http;

namespace ShimLsp.Server.Providers.Replies;

/// <summary>
/// Cuts a body into server-sent events, and gives the data of each. The data is not copied: it is valid until the next event is asked for.
/// Fields other than <c>data</c> are passed over. An event that the end of the body cuts off is none. Not thread-safe.
/// </summary>
/// <remarks>
/// The runtime's own parser keeps a buffer as large as the largest event in the shared pool of arrays, and its data must be copied to be
/// read as JSON.
/// </remarks>
/// <param name="body">The body. The caller closes it.</param>
/// <param name="most">The most bytes that it has.</param>
internal sealed class ServerSentEvents(Stream body, int most) : IDisposable
{
    private readonly ReplyBuffer buffer = new(most);
    private int end; // of what has been read
    private int line; // where the line begins that is not complete yet
    private int searched; // no line ends between its beginning and here
    private int block; // where the event itself begins
    private int data; // where its data begins
    private int? length; // of the event's data; null for none yet
    private bool isAfterReturn; // a line feed after a carriage return belongs to it
    private bool isStarted;

    /// <summary>
    /// The last event as it came, with its empty line, and with comments and empty events before it. Its data, if it is in one line, is a
    /// part of these bytes.
    /// </summary>
    public ReadOnlyMemory<byte> Raw { get; private set; }

    /// <summary>The data of the next event; null at the end.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // each event of a stream waits here
    public async ValueTask<ReadOnlyMemory<byte>?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryCut() is { } found)
            {
                return found;
            }

            MakeRoom();
            var read = await body.ReadAsync(buffer.Memory[end..], cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return null;
            }

            end += read;
            SkipByteOrderMark();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => buffer.Dispose();

    private ReadOnlyMemory<byte>? TryCut()
    {
        var bytes = buffer.Memory.Span[..end];
        while (true)
        {
            if (isAfterReturn && line < end)
            {
                isAfterReturn = false;
                line += bytes[line] == '\n' ? 1 : 0;
                searched = line;
            }

            var at = bytes[searched..].IndexOfAny((byte)'\r', (byte)'\n');
            if (at < 0)
            {
                searched = end;
                return null;
            }

            var lineEnd = searched + at;
            var start = line;
            var isPair = bytes[lineEnd] == '\r' && lineEnd + 1 < end && bytes[lineEnd + 1] == '\n';
            isAfterReturn = bytes[lineEnd] == '\r' && !isPair;
            line = searched = lineEnd + (isPair ? 2 : 1);
            if (start < lineEnd)
            {
                TakeLine(bytes, start, lineEnd);
            }
            else if (length is { } count)
            {
                length = null;
                (Raw, block) = (buffer.Memory[block..line], line);
                return buffer.Memory.Slice(data, count);
            }
        }
    }

    private void TakeLine(Span<byte> bytes, int start, int lineEnd)
    {
        var content = bytes[start..lineEnd];
        if (!content.StartsWith("data"u8) || (content.Length > 4 && content[4] != ':'))
        {
            return;
        }

        var value = start + Math.Min(content.Length, content is [_, _, _, _, _, (byte)' ', ..] ? 6 : 5);
        if (length is not { } before)
        {
            (data, length) = (value, lineEnd - value);
            return;
        }

        // The next line of the same data: it moves up to the last one.
        bytes[data + before] = (byte)'\n';
        bytes[value..lineEnd].CopyTo(bytes[(data + before + 1)..]);
        length = before + 1 + lineEnd - value;
    }

    private void MakeRoom()
    {
        var first = block;
        if (first == end)
        {
            buffer.Shrink();
            isStarted |= end > 0;
            (end, line, searched, block) = (0, 0, 0, 0);
        }
        else if (end == buffer.Memory.Length)
        {
            if (first < end / 2)
            {
                buffer.Grow();
                return;
            }

            buffer.Memory.Span[first..end].CopyTo(buffer.Memory.Span);
            (end, line, searched, block, data) = (end - first, line - first, searched - first, 0, data - first);
        }
    }

    private void SkipByteOrderMark()
    {
        if (!isStarted && end >= 3)
        {
            isStarted = true;
            if (line == 0 && buffer.Memory.Span.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            {
                line = searched = block = 3;
            }
        }
    }
}
