using Microsoft.Extensions.AI;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers.Anthropic;

/// <summary>Reads what <see cref="MessagesClient"/> gives.</summary>
internal sealed class MessagesReply : IReplyReader
{
    private string? reason;
    private TokenUsage? usage;

    /// <inheritdoc/>
    public bool IsComplete => reason is not null;

    /// <inheritdoc/>
    public IEnumerable<ChatEvent> Read(ChatResponseUpdate update)
    {
        if (update.RawRepresentation is ChatEvent.ToolCall piece)
        {
            yield return piece;
        }

        foreach (var content in update.Contents)
        {
            if (content is TextContent { Text: { Length: > 0 } text })
            {
                yield return new ChatEvent.Text(text);
            }
            else if (content is UsageContent { Details: var details })
            {
                usage = UsageOf(details);
            }
        }

        reason = update.FinishReason?.Value ?? reason;
    }

    /// <inheritdoc/>
    public IEnumerable<ChatEvent> Read(ChatResponse response)
    {
        if (response.Text is { Length: > 0 } text)
        {
            yield return new ChatEvent.Text(text);
        }

        var index = 0;
        foreach (var call in response.Messages.SelectMany(message => message.Contents).OfType<FunctionCallContent>())
        {
            yield return new ChatEvent.ToolCall(index++, call.CallId, call.Name, call.RawRepresentation as string);
        }

        reason = response.FinishReason?.Value;
        usage = response.Usage is { } details ? UsageOf(details) : null;
    }

    /// <inheritdoc/>
    public ChatEvent.Finished End() => new(reason ?? ChatFinishReason.Stop.Value, usage);

    private static TokenUsage UsageOf(UsageDetails details) =>
        new(details.InputTokenCount ?? 0, details.CachedInputTokenCount, details.OutputTokenCount ?? 0);
}
