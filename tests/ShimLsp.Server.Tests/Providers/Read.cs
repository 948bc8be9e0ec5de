using System.Text;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Providers;
using ShimLsp.Server.Providers.Anthropic;
using ShimLsp.Server.Providers.OpenAi;
using ShimLsp.Server.Providers.Replies;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>Reads a reply's bytes as a call does, without a connection.</summary>
internal static class Read
{
    /// <summary>The reply; null if it is broken.</summary>
    public static async Task<ChatReply?> ReplyAsync(ModelProvider provider, Stream body)
    {
        var model = new ModelSpec
        {
            Slug = new("m"),
            Model = "m",
            DisplayName = "m",
            Provider = provider,
            BaseUrl = new("http://mock.invalid/v1"),
        };
        IReplyReader reader = provider is ModelProvider.Anthropic ? new MessagesReply(model) : new CompletionReply(model);
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

    public static Task<ChatReply?> ReplyAsync(ModelProvider provider, string body) =>
        ReplyAsync(provider, new MemoryStream(Encoding.UTF8.GetBytes(body)));
}
