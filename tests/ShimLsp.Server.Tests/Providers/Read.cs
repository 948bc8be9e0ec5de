using System.Text;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Providers;
using ShimLsp.Server.Providers.Anthropic;
using ShimLsp.Server.Providers.OpenAi;
using ShimLsp.Server.Providers.Replies;
using ShimLsp.Server.Providers.Responses;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>Reads a reply's bytes as a call does, without a connection.</summary>
internal static class Read
{
    /// <summary>The reply; null if it is broken.</summary>
    public static async Task<ChatReply?> ReplyAsync(ModelWire wire, Stream body)
    {
        var model = new ModelSpec
        {
            Slug = new("m"),
            Model = "m",
            DisplayName = "m",
            Provider = wire is ModelWire.Messages ? ModelProvider.Anthropic : ModelProvider.GenericChatCompletionApi,
            Wire = wire,
            BaseUrl = new("http://mock.invalid/v1"),
        };
        IReplyReader reader = wire switch
        {
            ModelWire.Messages => new MessagesReply(model),
            ModelWire.Responses => new ResponsesReply(model),
            _ => new CompletionReply(model),
        };
        var reply = new ReplyBuilder();
        var end = new ReplyPieces();
        try
        {
            await foreach (var pieces in ReplyEvents.ReadAsync(body, int.MaxValue, reader, passed: null, CancellationToken.None))
            {
                pieces.ToList().ForEach(reply.Add);
            }

            if (!reader.IsComplete)
            {
                return null;
            }

            reader.End(end);
        }
        catch (Exception failure) when (failure is FormatException or System.Text.Json.JsonException or UpstreamException)
        {
            return null;
        }

        end.ToList().ForEach(reply.Add);
        return reply.Build();
    }

    public static Task<ChatReply?> ReplyAsync(ModelWire wire, string body) =>
        ReplyAsync(wire, new MemoryStream(Encoding.UTF8.GetBytes(body)));

    /// <summary>The reply of a provider that speaks what it always did.</summary>
    public static Task<ChatReply?> ReplyAsync(ModelProvider provider, string body) => ReplyAsync(provider.ToWire(), body);

    /// <summary>The shape of a provider at an address of its own.</summary>
    public static ModelWire ToWire(this ModelProvider provider) =>
        provider is ModelProvider.Anthropic ? ModelWire.Messages : ModelWire.Chat;
}
