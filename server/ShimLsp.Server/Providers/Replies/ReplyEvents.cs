using System.Buffers;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Providers.Http;

namespace ShimLsp.Server.Providers.Replies;

/// <summary>
/// Reads a reply by what it is, not by what was asked: one JSON object, or a stream of server-sent events. Events are read strictly in
/// order, so that an end mark counts only after everything before it has been read and understood.
/// </summary>
internal static class ReplyEvents
{
    // A byte order mark and white space, which mean nothing in front of a reply.
    private static readonly SearchValues<byte> Blank = SearchValues.Create([0xEF, 0xBB, 0xBF, .. " \t\r\n"u8]);

    private static JsonDocumentOptions Lenient => new() { AllowDuplicateProperties = true, MaxDepth = 128 };

    /// <summary>Reads a reply whose body has all come, and gives what each part of it says.</summary>
    /// <param name="body">The body.</param>
    /// <param name="reader">Knows the wire shape.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <inheritdoc cref="ReadAsync(Stream, int, IReplyReader, CancellationToken)" path="/exception"/>
    public static IAsyncEnumerable<IReadOnlyList<ChatEvent>> ReadAsync(
        ArraySegment<byte> body,
        IReplyReader reader,
        CancellationToken cancellationToken
    )
    {
        var blank = body.AsSpan().IndexOfAnyExcept(Blank);
        return blank >= 0 && IsJson(body[blank])
            ? Once(ReadWhole(body[blank..], reader))
            : ReadEventsAsync(new MemoryStream(body.Array!, body.Offset, body.Count, writable: false), reader, cancellationToken);
    }

    /// <summary>Reads a reply, and gives what each part of it says as soon as it is read.</summary>
    /// <param name="body">The body.</param>
    /// <param name="most">The most bytes of a reply that is one object.</param>
    /// <param name="reader">Knows the wire shape.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="FormatException">It is not a reply of that shape.</exception>
    /// <exception cref="JsonException">Likewise.</exception>
    /// <exception cref="UpstreamException">It tells of an error.</exception>
    public static async IAsyncEnumerable<IReadOnlyList<ChatEvent>> ReadAsync(
        Stream body,
        int most,
        IReplyReader reader,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var peeked = new PeekedStream(body, Blank);
        if (await peeked.FirstByteAsync(cancellationToken).ConfigureAwait(false) is { } first && IsJson(first))
        {
            yield return ReadWhole(await ReplyBody.ReadAsync(peeked, null, most, cancellationToken).ConfigureAwait(false), reader);
            yield break;
        }

        await foreach (var pieces in ReadEventsAsync(peeked, reader, cancellationToken).ConfigureAwait(false))
        {
            yield return pieces;
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<ChatEvent>> ReadEventsAsync(
        Stream body,
        IReplyReader reader,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var events = SseParser.Create(body, (_, data) => Read(reader, data));
        await foreach (var item in events.EnumerateAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return item.Data;
            if (reader.IsEnded)
            {
                yield break;
            }
        }
    }

    private static bool IsJson(byte first) => first is (byte)'{' or (byte)'[';

    private static async IAsyncEnumerable<IReadOnlyList<ChatEvent>> Once(IReadOnlyList<ChatEvent> pieces)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        yield return pieces;
    }

    private static List<ChatEvent> ReadWhole(ReadOnlyMemory<byte> body, IReplyReader reader)
    {
        using var document = JsonDocument.Parse(body, Lenient);
        List<ChatEvent> pieces = [];
        reader.ReadWhole(ObjectOf(document), pieces);
        return pieces;
    }

    private static List<ChatEvent> Read(IReplyReader reader, ReadOnlySpan<byte> data)
    {
        List<ChatEvent> pieces = [];
        data = data.Trim(" \t\r\n"u8);
        if (data.IsEmpty)
        {
            return pieces; // a sign of life
        }

        if (data.SequenceEqual("[DONE]"u8))
        {
            reader.ReadDone();
            return pieces;
        }

        var copy = data.ToArray(); // the buffer is the parser's
        using var document = JsonDocument.Parse(copy, Lenient);
        reader.ReadEvent(ObjectOf(document), pieces);
        return pieces;
    }

    private static JsonElement ObjectOf(JsonDocument document) =>
        document.RootElement switch
        {
            { ValueKind: JsonValueKind.Object } root => root,
            // One gateway wraps its errors so.
            { ValueKind: JsonValueKind.Array } array when array.GetArrayLength() == 1 && array[0].ValueKind is JsonValueKind.Object =>
                array[0],
            _ => throw new FormatException(),
        };
}
