using System.Text;
using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Providers.Http;
using ShimLsp.Server.Providers.Replies;

namespace ShimLsp.Server.Providers.OpenAi;

/// <summary>Reads a reply of the chat-completions shape.</summary>
/// <param name="model">The model that is asked.</param>
internal sealed class CompletionReply(ModelSpec model) : IReplyReader
{
    private readonly CompletionCalls calls = new(model);
    private readonly CarriedFields carried = new();
    private TextPieces text;
    private TextPieces thoughts;
    private string? id;
    private string? reason;
    private TokenUsage? usage;
    private bool isDone;
    private bool hasSaid;
    private bool isWhole;

    /// <inheritdoc/>
    public bool IsComplete => reason is not null || (isDone && hasSaid);

    /// <inheritdoc/>
    public bool IsEnded => isDone;

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> MissingEnd => reason is null && hasSaid ? Encoding.UTF8.GetBytes($"data: {EndChunk}\n\n") : default;

    /// <inheritdoc/>
    public void ReadDone() => isDone = true;

    /// <inheritdoc/>
    public void ReadWhole(JsonElement reply, ReplyPieces into)
    {
        isWhole = true;
        ReadEvent(reply, into);
        if (!hasSaid)
        {
            throw new FormatException();
        }

        isDone = true;
    }

    /// <inheritdoc/>
    public void ReadEvent(JsonElement @event, ReplyPieces into)
    {
        if (KnownErrors.Find(@event) is { } error)
        {
            throw error.ToException();
        }

        id ??= CompletionCalls.TextOf(LenientJson.Find(@event, "id"u8));
        if (LenientJson.Find(@event, "choices"u8) is { } choices)
        {
            if (choices.ValueKind is not JsonValueKind.Array)
            {
                throw new FormatException();
            }

            foreach (var choice in choices.EnumerateArray())
            {
                ReadChoice(choice, into);
            }
        }
        else if (IsComplaint(@event))
        {
            throw new FormatException();
        }

        if (LenientJson.Find(@event, "usage"u8) is { ValueKind: JsonValueKind.Object } counts)
        {
            usage = TokenCount.Of(
                TokenCount.In(counts, "prompt_tokens"u8),
                TokenCount.In(LenientJson.Find(counts, "prompt_tokens_details"u8), "cached_tokens"u8),
                TokenCount.In(counts, "completion_tokens"u8)
            );
        }
    }

    /// <inheritdoc/>
    public void End(ReplyPieces into)
    {
        Add(text.End(), value => new ChatEvent.Text(value), into);
        Add(thoughts.End(), value => new ChatEvent.Reasoning(value), into);
        calls.End(into);
        into.Add(
            new ChatEvent.Finished(FinishReason.OfReply(reason, calls.Any), usage)
            {
                ProviderData = carried.Any ? ProviderData.Write(model, carried.Write) : null,
            }
        );
    }

    private string EndChunk
    {
        get
        {
            var (of, named) = (JsonEncodedText.Encode(id ?? ""), JsonEncodedText.Encode(model.Slug.Value));
            var choice = $$"""{"index":0,"delta":{},"finish_reason":"{{FinishReason.OfReply(null, calls.Any)}}"}""";
            return $$"""{"id":"{{of}}","object":"chat.completion.chunk","created":0,"model":"{{named}}","choices":[{{choice}}]}""";
        }
    }

    /// <summary>Whether an event without choices tells a person something, as a server's own error does.</summary>
    private static bool IsComplaint(JsonElement @event) =>
        @event.ValueKind is JsonValueKind.Object
        && (
            LenientJson.Find(@event, "message"u8) is { ValueKind: JsonValueKind.String }
            || LenientJson.Find(@event, "msg"u8) is { ValueKind: JsonValueKind.String }
            || LenientJson.Find(@event, "detail"u8) is not null
            || LenientJson.Find(@event, "errors"u8) is not null
        );

    private void ReadChoice(JsonElement choice, ReplyPieces into)
    {
        if (choice.ValueKind is not JsonValueKind.Object)
        {
            throw new FormatException();
        }

        // One reply was asked for. A server that gives several numbers them.
        if (LenientJson.Find(choice, "index"u8) is { ValueKind: JsonValueKind.Number } index && index.TryGetInt32(out var i) && i != 0)
        {
            return;
        }

        switch (LenientJson.Find(choice, "delta"u8) ?? LenientJson.Find(choice, "message"u8))
        {
            case { ValueKind: JsonValueKind.Object } message:
                ReadMessage(message, into);
                break;
            case not null:
                throw new FormatException();
            case null when LenientJson.Find(choice, "text"u8) is { } said: // as in the older completions
                Say(said, into);
                break;
        }

        if (FinishReason.Of(LenientJson.Find(choice, "finish_reason"u8)) is { } told)
        {
            if (FinishReason.IsFailure(told))
            {
                throw (KnownErrors.Find(choice) ?? KnownErrors.OfError(null)).ToException();
            }

            reason ??= told;
            hasSaid = true;
        }
    }

    private void ReadMessage(JsonElement message, ReplyPieces into)
    {
        foreach (var field in message.EnumerateObject())
        {
            var name = LenientJson.Name(field);
            if (name.SequenceEqual("content"u8))
            {
                ReadContent(field.Value, into);
            }
            else if (name.SequenceEqual("refusal"u8))
            {
                Say(field.Value, into);
            }
            else if (name.SequenceEqual("tool_calls"u8))
            {
                hasSaid |= calls.Read(field.Value, isWhole, into);
            }
            else if (name.SequenceEqual("function_call"u8) && field.Value.ValueKind is JsonValueKind.Object)
            {
                hasSaid = true;
                calls.ReadOldest(field.Value, into);
            }
            else if (carried.Take(name, field.Value) is { Length: > 0 } thought)
            {
                Add(thoughts.Take(thought), value => new ChatEvent.Reasoning(value), into);
            }
        }
    }

    /// <summary>Content is a text, or an array of parts. Parts that are not text, such as thoughts, are not part of the answer.</summary>
    private void ReadContent(JsonElement content, ReplyPieces into)
    {
        switch (content.ValueKind)
        {
            case JsonValueKind.Null:
                break;
            case JsonValueKind.String:
                Say(content, into);
                break;
            case JsonValueKind.Array:
                foreach (var part in content.EnumerateArray())
                {
                    ReadPart(part, into);
                }

                break;
            default:
                throw new FormatException();
        }
    }

    private void ReadPart(JsonElement part, ReplyPieces into)
    {
        if (part.ValueKind is JsonValueKind.String)
        {
            Say(part, into);
        }
        else if (part.ValueKind is JsonValueKind.Object)
        {
            if (LenientJson.Find(part, "thinking"u8) is { } thinking)
            {
                hasSaid = true;
                Add(thoughts.Take(TextsOf(thinking)), value => new ChatEvent.Reasoning(value), into);
            }
            else if (LenientJson.Find(part, "text"u8) is { } said)
            {
                Say(said, into);
            }
        }
    }

    private static string TextsOf(JsonElement parts) =>
        parts.ValueKind switch
        {
            JsonValueKind.String => LenientJson.Text(parts),
            JsonValueKind.Array => string.Concat(parts.EnumerateArray().Select(TextsOf)),
            JsonValueKind.Object when LenientJson.Find(parts, "text"u8) is { ValueKind: JsonValueKind.String } text => LenientJson.Text(
                text
            ),
            _ => "",
        };

    private void Say(JsonElement said, ReplyPieces into)
    {
        if (said.ValueKind is JsonValueKind.String)
        {
            hasSaid = true;
            into.AddText(said, ref text, value => new ChatEvent.Text(value));
        }
    }

    private static void Add(string more, Func<string, ChatEvent> kind, ReplyPieces into)
    {
        if (more.Length > 0)
        {
            into.Add(kind(more));
        }
    }
}
