using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Providers.Http;
using ShimLsp.Server.Providers.Replies;

namespace ShimLsp.Server.Providers.Anthropic;

/// <summary>
/// Reads a reply of the Messages shape. Pings, and kinds of blocks and events that are not known, are passed over: the shape's
/// documentation says that new ones may come.
/// </summary>
/// <param name="model">The model that is asked.</param>
internal sealed class MessagesReply(ModelSpec model) : IReplyReader
{
    private readonly CallPieces calls = new();
    private readonly ThoughtBlocks thoughts = new();
    private readonly Counts counts = new();
    private TextPieces text;
    private TextPieces thinking;
    private string? reason;
    private bool isStopped;

    /// <inheritdoc/>
    public bool IsComplete => reason is not null;

    /// <inheritdoc/>
    public bool IsEnded => isStopped;

    /// <inheritdoc/>
    public void ReadDone() => isStopped = true; // some gateways end every stream so

    /// <inheritdoc/>
    public void ReadWhole(JsonElement reply, ReplyPieces into)
    {
        Refuse(reply);
        if (LenientJson.Find(reply, "content"u8) is not { ValueKind: JsonValueKind.Array } content)
        {
            throw new FormatException();
        }

        var index = 0;
        foreach (var block in content.EnumerateArray())
        {
            Start(index++, ObjectOf(block), into);
        }

        counts.Take(LenientJson.Find(reply, "usage"u8));
        reason = FinishReason.Of(LenientJson.Find(reply, "stop_reason"u8)) ?? (index > 0 ? "stop" : throw new FormatException());
        isStopped = true;
    }

    /// <inheritdoc/>
    public void ReadEvent(JsonElement @event, ReplyPieces into)
    {
        switch (TextOf(@event, "type"u8))
        {
            case "message_start":
                counts.Take(Field(LenientJson.Find(@event, "message"u8), "usage"u8));
                break;
            case "content_block_start":
                Start(IndexOf(@event), ObjectOf(LenientJson.Find(@event, "content_block"u8)), into);
                break;
            case "content_block_delta":
                Add(IndexOf(@event), ObjectOf(LenientJson.Find(@event, "delta"u8)), into);
                break;
            case "content_block_stop" or "ping":
                break;
            case "message_delta":
                counts.Take(LenientJson.Find(@event, "usage"u8));
                reason = FinishReason.Of(Field(LenientJson.Find(@event, "delta"u8), "stop_reason"u8)) ?? reason;
                break;
            case "message_stop":
                isStopped = true;
                break;
            case "error":
                throw KnownErrors.OfError(LenientJson.Find(@event, "error"u8)).ToException();
            case null: // it is of no known shape, so it may be a server's own error
                Refuse(@event);
                throw new FormatException();
            default:
                Refuse(@event);
                break;
        }
    }

    /// <inheritdoc/>
    public void End(ReplyPieces into)
    {
        if (text.End() is { Length: > 0 } rest)
        {
            into.Add(new ChatEvent.Text(rest));
        }

        Think(thinking.End(), into);
        calls.End(into);
        into.Add(
            new ChatEvent.Finished(FinishReason.OfReply(reason, calls.Any), counts.ToUsage())
            {
                ProviderData = thoughts.Any ? ProviderData.Write(model, thoughts.Write) : null,
            }
        );
    }

    private static void Refuse(JsonElement told)
    {
        if (KnownErrors.Find(told) is { } error)
        {
            throw error.ToException();
        }
    }

    private void Start(int index, JsonElement block, ReplyPieces into)
    {
        switch (TextOf(block, "type"u8))
        {
            case "text":
                Say(LenientJson.Find(block, "text"u8), into);
                break;
            case "thinking":
                thoughts.Start(index, block);
                Think(thinking.Take(TextOf(block, "thinking"u8) ?? ""), into);
                break;
            case "redacted_thinking":
                thoughts.Start(index, block);
                break;
            case "tool_use":
                // The arguments follow in pieces. Some servers give them at once, as the object or as its text.
                var arguments = LenientJson.Find(block, "input"u8) switch
                {
                    { ValueKind: JsonValueKind.Object } input when input.EnumerateObject().MoveNext() => input,
                    { ValueKind: JsonValueKind.String } written => written,
                    _ => (JsonElement?)null,
                };
                calls.Take(new(TextOf(block, "id"u8), index, TextOf(block, "name"u8), arguments, IsWhole: true), into);
                break;
        }
    }

    private void Add(int index, JsonElement delta, ReplyPieces into)
    {
        switch (TextOf(delta, "type"u8))
        {
            case "text_delta":
                Say(Required(delta, "text"u8), into);
                break;
            case "thinking_delta":
                var thought = LenientJson.Text(Required(delta, "thinking"u8));
                thoughts.AddText(index, thought);
                Think(thinking.Take(thought), into);
                break;
            case "signature_delta":
                thoughts.AddSignature(index, LenientJson.Text(Required(delta, "signature"u8)));
                break;
            case "input_json_delta" when calls.Knows(index):
                calls.Take(new(null, index, null, Required(delta, "partial_json"u8)), into);
                break;
        }
    }

    private static JsonElement Required(JsonElement holder, ReadOnlySpan<byte> name) =>
        LenientJson.Find(holder, name) is { ValueKind: JsonValueKind.String } found ? found : throw new FormatException();

    private void Say(JsonElement? said, ReplyPieces into)
    {
        if (said is { ValueKind: JsonValueKind.String } more)
        {
            into.AddText(more, ref text, value => new ChatEvent.Text(value));
        }
    }

    private static void Think(string more, ReplyPieces into)
    {
        if (more.Length > 0)
        {
            into.Add(new ChatEvent.Reasoning(more));
        }
    }

    private static int IndexOf(JsonElement @event) =>
        LenientJson.Find(@event, "index"u8) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var index)
            ? index
            : throw new FormatException();

    private static JsonElement ObjectOf(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Object } found ? found : throw new FormatException();

    private static JsonElement? Field(JsonElement? holder, ReadOnlySpan<byte> name) =>
        holder is { ValueKind: JsonValueKind.Object } found ? LenientJson.Find(found, name) : null;

    private static string? TextOf(JsonElement holder, ReadOnlySpan<byte> name) =>
        LenientJson.Find(holder, name) is { ValueKind: JsonValueKind.String } text ? LenientJson.Text(text) : null;

    /// <summary>
    /// The counts so far. The start of a stream tells the input and the end tells the output; either may tell the other too. What the
    /// prompt cache had or took counts as input, as in every other shape.
    /// </summary>
    private sealed class Counts
    {
        private long? input;
        private long? cacheRead;
        private long? cacheWritten;
        private long? output;

        public void Take(JsonElement? usage)
        {
            input = TokenCount.In(usage, "input_tokens"u8) ?? input;
            cacheRead = TokenCount.In(usage, "cache_read_input_tokens"u8) ?? cacheRead;
            cacheWritten = TokenCount.In(usage, "cache_creation_input_tokens"u8) ?? cacheWritten;
            output = TokenCount.In(usage, "output_tokens"u8) ?? output;
        }

        public TokenUsage? ToUsage() => TokenCount.Of(input + (cacheRead ?? 0) + (cacheWritten ?? 0), cacheRead, output);
    }
}
