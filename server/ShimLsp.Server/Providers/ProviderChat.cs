using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Providers.Anthropic;
using ShimLsp.Server.Providers.Http;
using ShimLsp.Server.Providers.OpenAi;

namespace ShimLsp.Server.Providers;

/// <summary>A conversation, ready to be put to one model after another. Thread-safe.</summary>
/// <param name="conversation">The conversation.</param>
/// <param name="connections">The connections.</param>
/// <param name="keys">The session's keys.</param>
/// <param name="limits">How long a call may take, and how much it may bring.</param>
/// <param name="clock">Time.</param>
internal sealed class ProviderChat(
    ChatConversation conversation,
    Connections connections,
    IKeys keys,
    CallLimits limits,
    TimeProvider clock
) : IChat
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatEvent> AskAsync(
        ModelSpec model,
        bool streams,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var call = new Call(model, keys.Read(model), streams, limits, clock, cancellationToken);
        var exchange = Open(call);
        using var client = exchange.Client;
        if (!streams)
        {
            foreach (var piece in await WholeAsync(call, exchange).ConfigureAwait(false))
            {
                yield return piece;
            }

            yield return exchange.Reader.End();
            yield break;
        }

        var updates = client.GetStreamingResponseAsync(exchange.Messages, exchange.Options, call.Token).GetAsyncEnumerator(call.Token);
        try
        {
            while (await NextAsync(call, exchange.Reader, updates).ConfigureAwait(false) is { } pieces)
            {
                foreach (var piece in pieces)
                {
                    yield return piece;
                    call.Spoke(); // here, since whoever reads slowly is not the model's fault
                }
            }
        }
        finally
        {
            await updates.DisposeAsync().ConfigureAwait(false);
        }

        yield return exchange.Reader.End();
    }

    private Exchange Open(Call call)
    {
        var isAnthropic = call.Model.Provider is ModelProvider.Anthropic;
        var address = Endpoint.Of(call.Model.BaseUrl, isAnthropic ? AnthropicClient.PathAfter(call.Model.BaseUrl) : OpenAiClient.Path);
        var handler = new CallHandler(call, connections.PoolOf(address), address);
        return isAnthropic ? AnthropicClient.Open(call, handler, address, conversation) : OpenAiClient.Open(call, handler, conversation);
    }

    private static async Task<IReadOnlyList<ChatEvent>> WholeAsync(Call call, Exchange exchange)
    {
        try
        {
            var response = await exchange.Client.GetResponseAsync(exchange.Messages, exchange.Options, call.Token).ConfigureAwait(false);
            return [.. exchange.Reader.Read(response)];
        }
        catch (Exception failure) // whatever a library makes of a strange reply is a failed call, and its message may quote the reply
        {
            throw call.Explain(failure);
        }
    }

    /// <summary>The next pieces; null at the end.</summary>
    private static async ValueTask<IReadOnlyList<ChatEvent>?> NextAsync(
        Call call,
        IReplyReader reader,
        IAsyncEnumerator<ChatResponseUpdate> updates
    )
    {
        try
        {
            if (await updates.MoveNextAsync().ConfigureAwait(false))
            {
                List<ChatEvent> pieces = [.. reader.Read(updates.Current)];
                call.IsAtEnd = reader.IsComplete;
                return pieces;
            }
        }
        catch (Exception) when (reader.IsComplete && !call.IsGivenUp)
        {
            return null; // all has been said; what a connection or a library makes of the rest takes nothing back
        }
        catch (Exception failure)
        {
            throw call.Explain(failure);
        }

        return reader.IsComplete ? null : throw call.Explain(new IOException());
    }
}
