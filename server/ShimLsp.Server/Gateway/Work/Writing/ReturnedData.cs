using ShimLsp.Core.Conversation;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Gateway.Work.Writing;

/// <summary>What a provider wants back with a reply, for a client of another shape.</summary>
internal static class ReturnedData
{
    /// <summary>The text that the client keeps; null if the provider wants nothing back.</summary>
    /// <param name="reply">The reply.</param>
    public static string? Of(ChatReply reply) =>
        ReturnedText.Of(
            reply.ProviderData,
            [
                .. reply
                    .ToolCalls.Where(call => call.ProviderData is not null)
                    .Select(call => KeyValuePair.Create(call.Id, call.ProviderData!.Value)),
            ]
        );
}
