using ShimLsp.Core.Conversation;
using ShimLsp.Server.Providers.Http;

namespace ShimLsp.Server.Providers.Anthropic;

/// <summary>Models of the Messages shape. A client is cheap, and lives as long as its call.</summary>
internal static class AnthropicClient
{
    /// <summary>The path after the base URL. Some base URLs contain the version.</summary>
    /// <param name="baseUrl">The base URL.</param>
    public static string PathAfter(Uri baseUrl) =>
        baseUrl.AbsolutePath.TrimEnd('/').EndsWith("/v1", StringComparison.Ordinal) ? "messages" : "v1/messages";

    /// <summary>Prepares a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="http">What carries it out: the key and the address are its business.</param>
    /// <param name="address">Where to ask.</param>
    /// <param name="conversation">What is asked.</param>
    public static Exchange Open(Call call, HttpMessageHandler http, Uri address, ChatConversation conversation) =>
        new(new MessagesClient(call.Model, http, address, conversation), [], new(), new MessagesReply());
}
