using System.Buffers;
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

    /// <summary>Reads a reply whose body has all come, and gives what each part of it says.</summary>
    /// <param name="body">The body. It is disposed when it has been read.</param>
    /// <param name="reader">Knows the wire shape.</param>
    /// <param name="passed">Gives what came as it came; null if nobody takes it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <inheritdoc cref="ReadAsync(Stream, int, IReplyReader, PassedReply?, CancellationToken)" path="/exception"/>
    public static IAsyncEnumerable<IEnumerable<ChatEvent>> ReadAsync(
        ReplyBody body,
        IReplyReader reader,
        PassedReply? passed,
        CancellationToken cancellationToken
    )
    {
        var blank = body.Bytes.Span.IndexOfAnyExcept(Blank);
        return blank >= 0 && IsJson(body.Bytes.Span[blank])
            ? ReadWholeAsync(body, reader, passed)
            : ReadEventsAsync(body.ToStream(), body.Bytes.Length, reader, passed: null, cancellationToken); // not what the client asked for
    }

    /// <summary>Reads a reply, and gives what each part of it says as soon as it is read.</summary>
    /// <param name="body">The body.</param>
    /// <param name="most">The most bytes of a reply that is one object.</param>
    /// <param name="reader">Knows the wire shape.</param>
    /// <param name="passed">Gives what came as it came; null if nobody takes it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="FormatException">It is not a reply of that shape.</exception>
    /// <exception cref="JsonException">Likewise.</exception>
    /// <exception cref="UpstreamException">It tells of an error.</exception>
    public static async IAsyncEnumerable<IEnumerable<ChatEvent>> ReadAsync(
        Stream body,
        int most,
        IReplyReader reader,
        PassedReply? passed,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var peeked = new PeekedStream(body, Blank);
        IAsyncEnumerable<IEnumerable<ChatEvent>>? whole = null;
        if (await peeked.FirstByteAsync(cancellationToken).ConfigureAwait(false) is { } first && IsJson(first))
        {
            var whole_ = await ReplyBody.ReadAsync(peeked, null, most, cancellationToken).ConfigureAwait(false);
            whole = ReadWholeAsync(whole_, reader, passed: null); // not what the client asked for
        }

        await foreach (var pieces in (whole ?? ReadEventsAsync(peeked, most, reader, passed, cancellationToken)).ConfigureAwait(false))
        {
            yield return pieces;
        }
    }

    private static async IAsyncEnumerable<IEnumerable<ChatEvent>> ReadEventsAsync(
        Stream body,
        int most,
        IReplyReader reader,
        PassedReply? passed,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        using var events = new ServerSentEvents(body, most);
        while (!reader.IsEnded && await events.NextAsync(cancellationToken).ConfigureAwait(false) is { } data)
        {
            var said = data.Trim(" \t\r\n"u8);
            if (said.Span.SequenceEqual("[DONE]"u8))
            {
                reader.ReadDone();
            }

            var pieces = new ReplyPieces();
            if (said.IsEmpty || reader.IsEnded)
            {
                if (passed is not null)
                {
                    PassedReply.Add(reader.IsEnded ? reader.MissingEnd : default, pieces);
                    PassedReply.Add(events.Raw, pieces);
                }

                yield return pieces; // a sign of life, or the end
                continue;
            }

            await PoolThread.EnterAsync(said.Length).ConfigureAwait(false);
            using var json = new ReplyJson(said);
            passed?.Add(events.Raw, json.Root, pieces);
            reader.ReadEvent(json.Root, pieces);
            yield return pieces;
        }
    }

    private static bool IsJson(byte first) => first is (byte)'{' or (byte)'[';

    private static async IAsyncEnumerable<IEnumerable<ChatEvent>> ReadWholeAsync(ReplyBody body, IReplyReader reader, PassedReply? passed)
    {
        await Task.CompletedTask.ConfigureAwait(false);
        using (body)
        {
            using var json = new ReplyJson(body.Bytes[body.Bytes.Span.IndexOfAnyExcept(Blank)..]);
            var pieces = new ReplyPieces();
            passed?.Add(body.Bytes, json.Root, pieces);
            reader.ReadWhole(json.Root, pieces);
            yield return pieces;
        }
    }
}
