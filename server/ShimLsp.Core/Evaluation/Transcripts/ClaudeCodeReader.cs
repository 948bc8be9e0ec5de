using System.Text.Json;
using ShimLsp.Core.Conversation.Measuring;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Evaluation.Transcripts;

/// <summary>
/// Reads Claude Code's records, one JSON object a line. Each block of a reply is a record of its own with the reply's id, and all of them
/// repeat its usage. A session that was resumed may begin with copies of another file's records.
/// </summary>
/// <param name="isNew">Whether an id is seen for the first time in this run.</param>
internal sealed class ClaudeCodeReader(Func<string, bool> isNew) : JsonLineReader
{
    /// <summary>The name that Claude Code gives to replies that no model wrote.</summary>
    private const string NoModel = "<synthetic>";

    private readonly HashSet<string> replies = []; // of this file
    private (string Id, TokenUsage Usage)? open;

    /// <inheritdoc/>
    public override TranscriptClient Client => TranscriptClient.ClaudeCode;

    /// <summary>Whether a record is Claude Code's.</summary>
    public static bool Knows(JsonElement record) =>
        record.Text("sessionId"u8) is not null && record.Text("type"u8) is not null
        || record.Text("type"u8) is "summary" or "file-history-snapshot";

    /// <inheritdoc/>
    protected override void Read(JsonElement record, ICollection<TranscriptEvent> events)
    {
        SessionId ??= record.Text("sessionId"u8);
        switch (record.Text("type"u8))
        {
            case "user" when record.Child("message"u8) is { } message:
                ReadUser(record, message, events);
                break;
            case "assistant" when record.Child("message"u8) is { } message:
                ReadReply(record, message, events);
                break;
            case "system" when record.Text("subtype"u8) is "compact_boundary":
                Close(events);
                events.Add(new TranscriptEvent.Compacted());
                break;
            default:
                break;
        }
    }

    /// <inheritdoc/>
    public override void End(ICollection<TranscriptEvent> events) => Close(events);

    private void ReadUser(JsonElement record, JsonElement message, ICollection<TranscriptEvent> events)
    {
        var content = message.Child("content"u8);
        var results = content.Items().Where(part => part.Text("type"u8) is "tool_result").ToArray();
        if (record.IsTrue("isSidechain"u8))
        {
            SubagentMessages += results.Length == 0 ? 1 : 0;
            return;
        }

        if (record.Text("uuid"u8) is { } id && !isNew(id))
        {
            RepeatedMessages++;
            return;
        }

        foreach (var result in results)
        {
            var text = result.Child("content"u8).PartsText();
            events.Add(
                new TranscriptEvent.ToolReturned(
                    result.Text("tool_use_id"u8),
                    CutText.Of(text),
                    CutText.BytesOf(text),
                    result.IsTrue("is_error"u8)
                )
            );
        }

        if (results.Length == 0 && IsOfPerson(record))
        {
            var text = content.PartsText();
            var hasImages = content.Items().Any(part => part.Text("type"u8) is "image");
            if (hasImages || ClientText.Peel(text).Length > 0)
            {
                Close(events);
                events.Add(new TranscriptEvent.PersonSaid(text, hasImages, record.Time("timestamp"u8)));
            }
        }
    }

    private static bool IsOfPerson(JsonElement record) =>
        !record.IsTrue("isMeta"u8)
        && !record.IsTrue("isCompactSummary"u8)
        && (record.Child("origin"u8)?.Text("kind"u8) ?? "human") is "human"
        && record.Text("promptSource"u8) is not "system";

    private void ReadReply(JsonElement record, JsonElement message, ICollection<TranscriptEvent> events)
    {
        if (record.IsTrue("isSidechain"u8) || message.Text("model"u8) is NoModel)
        {
            return;
        }

        var id = message.Text("id"u8) ?? record.Text("uuid"u8) ?? "";
        if (open?.Id != id)
        {
            Close(events);
            if (replies.Add(id) && !isNew(id))
            {
                replies.Remove(id);
                RepeatedMessages++;
                return;
            }
        }

        Model = message.Text("model"u8) ?? Model;
        foreach (var block in message.Child("content"u8).Items())
        {
            Add(block, events);
        }

        if (message.Child("usage"u8) is { } usage)
        {
            var read = UsageOf(usage);
            open = (id, open is { } before && before.Usage.Output > read.Output ? before.Usage : read);
        }
    }

    private static void Add(JsonElement block, ICollection<TranscriptEvent> events)
    {
        if (block.Text("type"u8) is "tool_use" && block.Text("name"u8) is { } name)
        {
            var arguments = block.Child("input"u8)?.GetRawText() ?? "{}";
            events.Add(new TranscriptEvent.ToolCalled(block.Text("id"u8), name, CutText.Of(arguments), CutText.BytesOf(arguments)));
        }
        else if ((block.Text("text"u8) ?? block.Text("thinking"u8)) is { } text)
        {
            events.Add(new TranscriptEvent.ModelSaid(block.Text("text"u8) is null ? "" : CutText.Of(text), CutText.BytesOf(text)));
        }
    }

    private void Close(ICollection<TranscriptEvent> events)
    {
        if (open is { } done)
        {
            events.Add(new TranscriptEvent.Used(Model, done.Usage));
            open = null;
        }
    }

    private static TokenUsage UsageOf(JsonElement usage)
    {
        var cached = usage.Count("cache_read_input_tokens"u8);
        return new(
            usage.Count("input_tokens"u8) + usage.Count("cache_creation_input_tokens"u8) + cached,
            cached,
            usage.Count("output_tokens"u8)
        );
    }
}
