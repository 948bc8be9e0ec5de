using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers.OpenAi;

/// <summary>Reads a reply of the chat-completions shape, whole or piece by piece.</summary>
/// <param name="wire">Knows what the client library does not report.</param>
internal sealed class OpenAiReply(OpenAiWire wire) : IReplyReader
{
    private readonly Dictionary<int, (int Number, string? Id)> calls = []; // by the index that the wire gives them
    private string? reason;
    private TokenUsage? usage;
    private int next;

    /// <inheritdoc/>
    public bool IsComplete => reason is not null || wire.IsDone;

    /// <inheritdoc/>
    public IEnumerable<ChatEvent> Read(ChatResponseUpdate update)
    {
        if (update.RawRepresentation is not StreamingChatCompletionUpdate raw)
        {
            yield break; // all calls once more, put together
        }

        foreach (var part in raw.ContentUpdate)
        {
            if (part.Text is { Length: > 0 } text)
            {
                yield return new ChatEvent.Text(text);
            }
        }

        if (raw.RefusalUpdate is { Length: > 0 } refusal)
        {
            yield return new ChatEvent.Text(refusal);
        }

        foreach (var piece in raw.ToolCallUpdates)
        {
            yield return new ChatEvent.ToolCall(
                NumberOf(piece.Index, OrNull(piece.ToolCallId)),
                OrNull(piece.ToolCallId),
                OrNull(piece.FunctionName),
                OrNull(piece.FunctionArgumentsUpdate?.ToString())
            );
        }

        reason ??= update.FinishReason?.Value;
        usage = update.Contents.OfType<UsageContent>().LastOrDefault() is { } last ? UsageOf(last.Details) : usage;
    }

    /// <inheritdoc/>
    public IEnumerable<ChatEvent> Read(ChatResponse response)
    {
        var raw = (ChatCompletion)response.RawRepresentation!;
        if (string.Concat(raw.Content.Select(part => part.Text)) + raw.Refusal is { Length: > 0 } text)
        {
            yield return new ChatEvent.Text(text);
        }

        for (var i = 0; i < raw.ToolCalls.Count; i++)
        {
            var call = raw.ToolCalls[i];
            yield return new ChatEvent.ToolCall(i, call.Id, call.FunctionName, OrNull(call.FunctionArguments?.ToString()));
        }

        reason = response.FinishReason?.Value;
        usage = response.Usage is { } details ? UsageOf(details) : null;
    }

    /// <inheritdoc/>
    public ChatEvent.Finished End() => new(wire.OwnReason ?? reason ?? "stop", usage);

    /// <summary>Our own number of a call. Some servers give all calls of a reply one index, but another id is still another call.</summary>
    private int NumberOf(int index, string? id)
    {
        if (!calls.TryGetValue(index, out var known) || (id is not null && known.Id is not null && id != known.Id))
        {
            known = (next++, id);
        }

        calls[index] = known with { Id = known.Id ?? id };
        return known.Number;
    }

    private static string? OrNull(string? text) => text is { Length: > 0 } ? text : null;

    private static TokenUsage UsageOf(UsageDetails details) =>
        new(details.InputTokenCount ?? 0, details.CachedInputTokenCount, details.OutputTokenCount ?? 0);
}
