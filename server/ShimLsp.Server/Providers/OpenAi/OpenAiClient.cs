using System.ClientModel.Primitives;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using ShimLsp.Core.Conversation;
using ShimLsp.Server.Providers.Http;

namespace ShimLsp.Server.Providers.OpenAi;

/// <summary>Models of the chat-completions shape, asked through the OpenAI client. One is cheap, and lives as long as its call.</summary>
internal static class OpenAiClient
{
    /// <summary>The path after the base URL.</summary>
    public const string Path = "chat/completions";

    /// <summary>Prepares a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="http">What carries it out: the key and the address are its business.</param>
    /// <param name="conversation">What is asked.</param>
    public static Exchange Open(Call call, HttpMessageHandler http, ChatConversation conversation)
    {
        var wire = new OpenAiWire(http);
        var options = new OpenAIClientOptions
        {
            Endpoint = call.Model.BaseUrl,
            Transport = new HttpClientPipelineTransport(
                new HttpClient(wire, disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan },
                enableLogging: false,
                loggerFactory: null
            ),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0), // the next attempt is another model's
            NetworkTimeout = Timeout.InfiniteTimeSpan, // the call has its own time
            ClientLoggingOptions = new() { EnableLogging = false },
        };
#pragma warning disable OPENAI001 // the only way to a client without a key
        var client = new ChatClient(call.Model.Model, new NoAuthentication(), options);
#pragma warning restore OPENAI001
        return new(
            client.AsIChatClient(),
            OpenAiMessages.Of(conversation.Turns),
            OpenAiOptions.Of(conversation.Options, call.Model),
            new OpenAiReply(wire)
        );
    }

    /// <summary>Leaves the key to the handler: here it would pass through a library's exceptions.</summary>
    private sealed class NoAuthentication : AuthenticationPolicy
    {
        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
            ProcessNext(message, pipeline, currentIndex);

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex) =>
            ProcessNextAsync(message, pipeline, currentIndex);
    }
}
