using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Providers.Anthropic;
using ShimLsp.Server.Providers.Http;
using ShimLsp.Server.Providers.OpenAi;
using ShimLsp.Server.Providers.PassThrough;
using ShimLsp.Server.Providers.Replies;
using ShimLsp.Server.Providers.Responses;
using ShimLsp.Server.Providers.Rules;

namespace ShimLsp.Server.Providers;

/// <summary>A conversation, ready to be put to one model after another. Thread-safe.</summary>
/// <param name="conversation">The conversation.</param>
/// <param name="connections">The connections.</param>
/// <param name="keys">The session's keys.</param>
/// <param name="limits">How long a call may take, and how much it may bring.</param>
/// <param name="clock">Time.</param>
/// <param name="learned">What the session learned of its models.</param>
/// <param name="memory">The memory that all replies share.</param>
internal sealed class ProviderChat(
    ChatConversation conversation,
    Connections connections,
    IKeys keys,
    CallLimits limits,
    TimeProvider clock,
    SessionNotes learned,
    ReplyMemory memory
) : IChat
{
    private const int MostOptionsRefused = 4;

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatEvent> AskAsync(
        ModelSpec model,
        bool streams,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var call = new Call(model, keys.Read(model), streams, limits, clock, cancellationToken);
        using var share = memory.Open();
        var names = ToolNameRules.Of(conversation, model.Wire);
        var calls = new RestoredCalls(names);
        var reader = ReaderOf(model);
        var parts = ReadAsync(call, names, reader, share).GetAsyncEnumerator(call.Token);
        try
        {
            while (await NextAsync(call, reader, parts).ConfigureAwait(false) is { } pieces)
            {
                foreach (var piece in calls.Restore(pieces))
                {
                    yield return piece;
                    if (piece is not ChatEvent.Reasoning)
                    {
                        call.Spoke(); // here, since a client that reads slowly is not the model's fault
                    }
                }
            }
        }
        finally
        {
            await parts.DisposeAsync().ConfigureAwait(false);
        }

        foreach (var piece in calls.Restore(End(call, reader)))
        {
            yield return piece;
        }

        if (share.IsLarge)
        {
            await Task.Yield(); // what was called on the way here may still hold the reply's buffers
        }
    }

    private static IReplyReader ReaderOf(ModelSpec model) =>
        model.Wire switch
        {
            ModelWire.Messages => new MessagesReply(model),
            ModelWire.Responses => new ResponsesReply(model),
            _ => new CompletionReply(model),
        };

    private async IAsyncEnumerable<IEnumerable<ChatEvent>> ReadAsync(
        Call call,
        ToolNameRules? names,
        IReplyReader reader,
        ReplyMemory.Share share
    )
    {
        var (sent, isPassed) = await SendAsync(call, names).ConfigureAwait(false);
        using var response = sent;
        var passed = isPassed ? new PassedReply(call.Model.Slug) : null;
        var raw = await response.Content.ReadAsStreamAsync(call.Token).ConfigureAwait(false);
        var body = new MeteredStream(ReplyEncoding.Decode(response, raw) ?? throw ConnectionFailure.UnknownEncoding(), call, share);
        await using var closing = body.ConfigureAwait(false);
        var parts = call.Streams
            ? ReadStream(call, body, reader, passed)
            : await ReadWholeAsync(call, response, body, reader, passed).ConfigureAwait(false);
        await foreach (var pieces in parts.ConfigureAwait(false))
        {
            call.IsAtEnd = reader.IsComplete;
            yield return pieces;
        }
    }

    private static IAsyncEnumerable<IEnumerable<ChatEvent>> ReadStream(Call call, Stream body, IReplyReader reader, PassedReply? passed)
    {
        var stream = new ReplyStream(body, call);
        call.Hold(stream);
        return ReplyEvents.ReadAsync(stream, call.Limits.MostReplyBytes, reader, passed, call.Token);
    }

    /// <summary>All of it counts against one limit of time, so it is read before any of it is looked at.</summary>
    private static async Task<IAsyncEnumerable<IEnumerable<ChatEvent>>> ReadWholeAsync(
        Call call,
        HttpResponseMessage response,
        Stream body,
        IReplyReader reader,
        PassedReply? passed
    )
    {
        var length = response.Content.Headers.ContentLength;
        var whole = await ReplyBody.ReadAsync(body, length, call.Limits.MostReplyBytes, call.Token).ConfigureAwait(false);
        call.Rest();
        return ReplyEvents.ReadAsync(whole, reader, passed, call.Token);
    }

    /// <summary>Sends the request; once more without an option, or without thoughts, if the answer refuses those.</summary>
    /// <returns>The answer, and whether the client's own body was passed on.</returns>
    private async Task<(HttpResponseMessage Answer, bool IsPassed)> SendAsync(Call call, ToolNameRules? names)
    {
        for (var refused = 0; ; refused++)
        {
            var asked = learned.Foreign.Without(conversation, call.Model);
            try
            {
                var omitted = learned.Quirks.Of(call.Model);
                var passed = ReferenceEquals(asked, conversation) ? PassedBody(call.Model, omitted) : null;
                var headers = passed is null ? [] : conversation.PassedHeaders ?? [];
                headers = omitted.IsEmpty ? headers : headers.RemoveAll(header => omitted.Contains(header.Key));
                var body = passed ?? TranslatedBody(call, asked, names, omitted);
                var address = connections.AddressOf(call.Model, PathOf(call.Model));
                return (await CallSender.SendAsync(call, connections, address, body, headers).ConfigureAwait(false), passed is not null);
            }
            catch (UpstreamException) when (refused < MostOptionsRefused && learned.Quirks.Learn(call.Model, call.Refused)) { }
            catch (UpstreamException) when (call.RefusedThoughts && learned.Foreign.Learn(asked, call.Model)) { }
        }
    }

    private OutgoingBody? PassedBody(ModelSpec model, ImmutableSortedSet<string> omitted) =>
        conversation is { PassedHeaders: not null, Frame: { } frame }
            ? PassedRequest.Of(frame, conversation.Bytes, FormatOf(model), model, omitted)
            : null;

    private ReadOnlyMemory<byte> TranslatedBody(
        Call call,
        ChatConversation translated,
        ToolNameRules? names,
        ImmutableSortedSet<string> omitted
    )
    {
        var model = call.Model;
        learned.Dropped.Note(translated, model);
        var asked = ShapeRules.Apply(names?.Apply(translated) ?? translated, model, omitted);
        return model.Wire switch
        {
            ModelWire.Messages => MessagesRequest.Write(model, asked, call.Streams, omitted),
            ModelWire.Responses => ResponsesRequest.Write(model, asked, call.Streams, omitted),
            _ => CompletionRequest.Write(model, asked, call.Streams, omitted),
        };
    }

    private static RequestFormat FormatOf(ModelSpec model) =>
        model.Wire switch
        {
            ModelWire.Messages => RequestFormat.AnthropicMessages,
            ModelWire.Responses => RequestFormat.Responses,
            _ => RequestFormat.ChatCompletions,
        };

    private static string PathOf(ModelSpec model) =>
        model.Wire switch
        {
            ModelWire.Messages => MessagesRequest.PathAfter(model.BaseUrl),
            ModelWire.Responses => ResponsesRequest.Path,
            _ => CompletionRequest.Path,
        };

    /// <summary>The next pieces; null at the end.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // each event of a stream waits here
    private static async ValueTask<IEnumerable<ChatEvent>?> NextAsync(
        Call call,
        IReplyReader reader,
        IAsyncEnumerator<IEnumerable<ChatEvent>> parts
    )
    {
        try
        {
            if (await parts.MoveNextAsync().ConfigureAwait(false))
            {
                return parts.Current;
            }
        }
        catch (Exception failure) when (reader.IsComplete && !call.IsGivenUp && call.IsOfTheConnection(failure))
        {
            return null; // the model has said why it ended: what becomes of the connection after that takes nothing back
        }
        catch (Exception failure) // a strange reply is a failed call, and a library's message may quote the reply
        {
            throw call.Explain(failure);
        }

        return reader.IsComplete ? null : throw call.Explain(new IOException());
    }

    private static ReplyPieces End(Call call, IReplyReader reader)
    {
        try
        {
            var pieces = new ReplyPieces();
            reader.End(pieces);
            return pieces;
        }
        catch (FormatException failure)
        {
            throw call.Explain(failure);
        }
    }
}
