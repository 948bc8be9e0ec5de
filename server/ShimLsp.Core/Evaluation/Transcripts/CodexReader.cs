using System.Text.Json;
using ShimLsp.Core.Conversation.Measuring;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Evaluation.Transcripts;

/// <summary>
/// Reads Codex's rollouts, one JSON object a line. A person's message is recorded twice, as an item and as an event; the client's own
/// user messages, such as its instructions, only as an item. Rollouts of early 2025 have bare items and no events.
/// </summary>
internal sealed class CodexReader : JsonLineReader
{
    private bool hasEvents;
    private bool isSubagent;
    private long total;
    private TranscriptEvent.PersonSaid? pending; // an item that may be the client's

    /// <inheritdoc/>
    public override TranscriptClient Client => TranscriptClient.Codex;

    /// <summary>Whether a record is Codex's.</summary>
    public static bool Knows(JsonElement record) =>
        record.Text("type"u8) is "session_meta" or "response_item" or "turn_context" or "event_msg"
        || (record.Text("id"u8) is not null && record.Child("instructions"u8) is not null && record.Text("type"u8) is null);

    /// <inheritdoc/>
    protected override void Read(JsonElement record, ICollection<TranscriptEvent> events)
    {
        hasEvents |= record.Child("payload"u8) is not null;
        var payload = record.Child("payload"u8) ?? record;
        switch (record.Text("type"u8))
        {
            case "session_meta":
                SessionId ??= payload.Text("id"u8);
                isSubagent |= payload.Child("source"u8)?.Child("subagent"u8) is not null || payload.Text("thread_source"u8) is "subagent";
                break;
            case "turn_context":
                Model = payload.Text("model"u8) ?? Model;
                break;
            case "compacted":
                events.Add(new TranscriptEvent.Compacted());
                break;
            case "event_msg":
                ReadEvent(record, payload, events);
                break;
            default:
                ReadItem(record, payload, events);
                break;
        }
    }

    /// <inheritdoc/>
    public override void End(ICollection<TranscriptEvent> events) => Settle(events);

    private void ReadEvent(JsonElement record, JsonElement payload, ICollection<TranscriptEvent> events)
    {
        switch (payload.Text("type"u8))
        {
            case "user_message":
                pending = null;
                var hasImages = payload.Child("images"u8).Items().Any() || payload.Child("local_images"u8).Items().Any();
                Say(payload.Text("message"u8) ?? "", hasImages, record.Time("timestamp"u8), events);
                break;
            case "token_count" when payload.Child("info"u8) is { } info && info.Child("total_token_usage"u8) is { } all:
                // The same count is repeated when limits change.
                var now = all.Count("total_tokens"u8) is > 0 and var sum ? sum : all.Count("input_tokens"u8) + all.Count("output_tokens"u8);
                if (now != total && !isSubagent && info.Child("last_token_usage"u8) is { } last)
                {
                    events.Add(new TranscriptEvent.Used(Model, UsageOf(last)));
                }

                total = now;
                break;
            default:
                break;
        }
    }

    private void ReadItem(JsonElement record, JsonElement item, ICollection<TranscriptEvent> events)
    {
        var type = item.Text("type"u8) ?? "";
        if (type is "message" && item.Text("role"u8) is "user")
        {
            Settle(events);
            var content = item.Child("content"u8);
            var hasImages = content.Items().Any(part => part.Text("type"u8) is "input_image");
            pending = new(content.PartsText(), hasImages, record.Time("timestamp"u8));
            return;
        }

        Settle(events);
        if (isSubagent)
        {
            return;
        }

        if (type is "message" && item.Text("role"u8) is "assistant")
        {
            var text = item.Child("content"u8).PartsText();
            events.Add(new TranscriptEvent.ModelSaid(CutText.Of(text), CutText.BytesOf(text)));
        }
        else if (type.EndsWith("_call", StringComparison.Ordinal))
        {
            var arguments = item.Text("arguments"u8) ?? item.Text("input"u8) ?? item.Child("action"u8)?.GetRawText() ?? "";
            events.Add(
                new TranscriptEvent.ToolCalled(
                    item.Text("call_id"u8),
                    item.Text("name"u8) ?? type[..^"_call".Length],
                    CutText.Of(arguments),
                    CutText.BytesOf(arguments)
                )
            );
        }
        else if (type.EndsWith("_call_output", StringComparison.Ordinal))
        {
            var text = item.Child("output"u8).PartsText();
            events.Add(new TranscriptEvent.ToolReturned(item.Text("call_id"u8), CutText.Of(text), CutText.BytesOf(text), IsError(text)));
        }
    }

    /// <summary>An item without an event is the client's, unless the rollout is of a time that had no events.</summary>
    private void Settle(ICollection<TranscriptEvent> events)
    {
        if (pending is { } said && !hasEvents)
        {
            Say(said.Text, said.HasImages, said.At, events);
        }

        pending = null;
    }

    private void Say(string text, bool hasImages, DateTimeOffset? at, ICollection<TranscriptEvent> events)
    {
        if (!hasImages && ClientText.Peel(text).Length == 0)
        {
            return;
        }

        if (isSubagent)
        {
            SubagentMessages++;
        }
        else
        {
            events.Add(new TranscriptEvent.PersonSaid(text, hasImages, at));
        }
    }

    /// <summary>A command's result is JSON in a text, with its exit code.</summary>
    private static bool IsError(string output) =>
        output.IndexOf("\"exit_code\":", StringComparison.Ordinal) is >= 0 and var at
        && output.AsSpan(at + "\"exit_code\":".Length).TrimStart() is [not '0', ..];

    private static TokenUsage UsageOf(JsonElement usage) =>
        new(usage.Count("input_tokens"u8), usage.Count("cached_input_tokens"u8), usage.Count("output_tokens"u8));
}
