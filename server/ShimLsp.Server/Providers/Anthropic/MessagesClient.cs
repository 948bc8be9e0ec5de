using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;

namespace ShimLsp.Server.Providers.Anthropic;

/// <summary>
/// A chat client of the Messages shape. The pieces of a streamed call to a tool are in their update's raw representation, as
/// <see cref="Core.Upstream.ChatEvent.ToolCall"/>: its library has no piece of one.
/// </summary>
/// <param name="model">The model.</param>
/// <param name="http">What carries out a call.</param>
/// <param name="address">Where to ask.</param>
/// <param name="conversation">What to ask: the library's own messages and options hold less, and are not looked at.</param>
internal sealed class MessagesClient(ModelSpec model, HttpMessageHandler http, Uri address, ChatConversation conversation) : IChatClient
{
    private readonly HttpMessageInvoker invoker = new(http, disposeHandler: false);

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        using var response = await SendAsync(streams: false, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
        return WholeReply.Of(JsonSerializer.Deserialize(body, MessagesJson.Default.WireMessage));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        using var response = await SendAsync(streams: true, cancellationToken).ConfigureAwait(false);
        var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        var reply = new StreamedReply();
        var events = SseParser.Create(body, static (_, data) => JsonSerializer.Deserialize(data, MessagesJson.Default.WireEvent));
        await foreach (var item in events.EnumerateAsync(cancellationToken).ConfigureAwait(false))
        {
            if (item.Data is { } read && reply.Take(read) is { } update)
            {
                yield return update;
            }

            if (reply.IsStopped)
            {
                break;
            }
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    /// <inheritdoc/>
    public void Dispose() => invoker.Dispose();

    private async Task<HttpResponseMessage> SendAsync(bool streams, CancellationToken cancellationToken)
    {
        var body = MessagesRequest.Write(model, conversation, streams);
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = new("application/json") } },
        };
        return await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
