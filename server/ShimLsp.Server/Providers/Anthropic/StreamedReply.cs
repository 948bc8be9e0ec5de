using System.Text.Json;
using Microsoft.Extensions.AI;
using ShimLsp.Core.Models.Text;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Providers.Http;

namespace ShimLsp.Server.Providers.Anthropic;

/// <summary>Reads a streamed reply of the Messages shape, event by event. It ignores thoughts, pings and unknown events.</summary>
internal sealed class StreamedReply
{
    private readonly Dictionary<int, Call> calls = [];
    private WireUsage? usage;

    /// <summary>Whether the last event has come.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Processes an event.</summary>
    /// <param name="event">The event.</param>
    /// <returns>What it adds to the reply; null for nothing.</returns>
    /// <exception cref="UpstreamException">The event reports an error.</exception>
    public ChatResponseUpdate? Take(WireEvent @event)
    {
        switch (@event.Type)
        {
            case "message_start":
                usage = @event.Message?.Usage;
                return null;
            case "content_block_start" when @event is { Index: { } index, ContentBlock: { } block }:
                return Start(index, block);
            case "content_block_delta" when @event is { Index: { } index, Delta: { } delta }:
                return Add(index, delta);
            case "content_block_stop" when @event.Index is { } index && calls.TryGetValue(index, out var call) && !call.HasArguments:
                return Piece(new(call.Number, null, null, "{}")); // a tool that takes none
            case "message_delta":
                return Finish(@event);
            case "message_stop":
                IsStopped = true;
                return null;
            case "error":
                throw KnownErrors.OfError(@event.Error).ToException();
            default:
                return null;
        }
    }

    private ChatResponseUpdate? Start(int index, WireBlock block)
    {
        if (block is { Type: "text", Text: { } text })
        {
            return TextOf(text);
        }

        if (block.Type is not "tool_use")
        {
            return null;
        }

        // The arguments follow in pieces; some servers give them at once.
        var whole =
            block.Input is { ValueKind: JsonValueKind.Object } input && input.EnumerateObject().MoveNext() ? input.GetRawText() : null;
        var call = calls[index] = new(calls.Count) { HasArguments = whole is not null };
        return Piece(new(call.Number, block.Id ?? "", block.Name ?? "", whole));
    }

    private ChatResponseUpdate? Add(int index, WireDelta delta)
    {
        if (delta is { Type: "text_delta", Text: { } text })
        {
            return TextOf(text);
        }

        if (
            delta is not { Type: "input_json_delta", PartialJson: { ValueKind: JsonValueKind.String } json }
            || LenientJson.Text(json) is not { Length: > 0 } arguments
            || !calls.TryGetValue(index, out var call)
        )
        {
            return null;
        }

        call.HasArguments = true;
        return Piece(new(call.Number, null, null, arguments));
    }

    private ChatResponseUpdate? Finish(WireEvent @event)
    {
        usage = @event.Usage is { } counted ? UsageCount.Merge(usage, counted) : usage;
        var update = new ChatResponseUpdate { FinishReason = @event.Delta?.StopReason is { } reason ? StopReasons.Of(reason) : null };
        if (usage is not null)
        {
            update.Contents.Add(new UsageContent(UsageCount.Of(usage)));
        }

        return update;
    }

    private static ChatResponseUpdate? TextOf(JsonElement text) =>
        text.ValueKind is JsonValueKind.String && LenientJson.Text(text) is { Length: > 0 } more ? new(ChatRole.Assistant, more) : null;

    private static ChatResponseUpdate Piece(ChatEvent.ToolCall piece) => new(ChatRole.Assistant, []) { RawRepresentation = piece };

    private sealed class Call(int number)
    {
        public int Number => number;

        public bool HasArguments { get; set; }
    }
}
