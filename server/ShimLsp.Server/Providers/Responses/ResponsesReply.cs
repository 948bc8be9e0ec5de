using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;
using ShimLsp.Core.Models.Text;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Providers.Http;
using ShimLsp.Server.Providers.Replies;

namespace ShimLsp.Server.Providers.Responses;

/// <summary>
/// Reads a reply of the Responses shape. Only <c>response.completed</c> and <c>response.incomplete</c> end a stream. Servers leave out any
/// of the other events, so an item that comes whole says what no event said of it. Unknown events and items are passed over.
/// </summary>
/// <param name="model">The model that is asked.</param>
internal sealed class ResponsesReply(ModelSpec model) : IReplyReader
{
    private readonly CallPieces calls = new();
    private readonly ResponsesItems items = new();
    private readonly ReturnedItems returned = new(model);
    private TextPieces text;
    private TextPieces thoughts;
    private string? reason;
    private TokenUsage? usage;
    private bool isEnded;

    /// <inheritdoc/>
    public bool IsComplete => reason is not null;

    /// <inheritdoc/>
    public bool IsEnded => isEnded;

    /// <inheritdoc/>
    public void ReadDone() => isEnded = true; // some gateways end every stream so

    /// <inheritdoc/>
    public void ReadWhole(JsonElement reply, ReplyPieces into)
    {
        Refuse(reply);
        if (LenientJson.Find(reply, "output"u8) is not { ValueKind: JsonValueKind.Array })
        {
            throw new FormatException();
        }

        Close(reply, TextOf(reply, "status"u8), into);
    }

    /// <inheritdoc/>
    public void ReadEvent(JsonElement @event, ReplyPieces into)
    {
        switch (TextOf(@event, "type"u8))
        {
            case "response.output_item.added":
                Begin(items.Of(@event), ObjectOf(@event, "item"u8), into);
                break;
            case "response.output_item.done":
                Finish(items.Of(@event), ObjectOf(@event, "item"u8), into);
                break;
            case "response.output_text.delta" or "response.refusal.delta":
                Say(items.Of(@event), Required(@event, "delta"u8), into);
                break;
            case "response.function_call_arguments.delta" or "response.custom_tool_call_input.delta":
                Continue(items.Of(@event), Required(@event, "delta"u8), into);
                break;
            case "response.reasoning_summary_part.added" when items.Of(@event) is { HasSaid: true }:
                Think("\n\n", into);
                break;
            case "response.reasoning_summary_text.delta" or "response.reasoning_text.delta":
                items.Of(@event).HasSaid = true;
                Think(LenientJson.Text(Required(@event, "delta"u8)), into);
                break;
            case "response.completed":
                Close(ObjectOf(@event, "response"u8), "completed", into);
                break;
            case "response.incomplete":
                Close(ObjectOf(@event, "response"u8), "incomplete", into);
                break;
            case "response.failed" or "response.cancelled":
                throw KnownErrors.OfError(Field(LenientJson.Find(@event, "response"u8), "error"u8)).ToException();
            case "error":
                throw KnownErrors.OfError(LenientJson.Find(@event, "error"u8) ?? @event).ToException();
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

        if (thoughts.End() is { Length: > 0 } thought)
        {
            into.Add(new ChatEvent.Reasoning(thought));
        }

        calls.End(into);
        into.Add(new ChatEvent.Finished(FinishReason.OfReply(reason, calls.Any), usage) { ProviderData = returned.OfTurn() });
    }

    private static void Refuse(JsonElement told)
    {
        if (KnownErrors.Find(told) is { } error)
        {
            throw error.ToException();
        }
    }

    /// <summary>Ends the reply with the response that the provider repeats at the end.</summary>
    private void Close(JsonElement response, string? status, ReplyPieces into)
    {
        if (items.IsEmpty && LenientJson.Find(response, "output"u8) is { ValueKind: JsonValueKind.Array } output)
        {
            foreach (var item in output.EnumerateArray())
            {
                Finish(items.Next(), item.ValueKind is JsonValueKind.Object ? item : throw new FormatException(), into);
            }
        }

        var counts = LenientJson.Find(response, "usage"u8);
        usage = TokenCount.Of(
            TokenCount.In(counts, "input_tokens"u8),
            TokenCount.In(Field(counts, "input_tokens_details"u8), "cached_tokens"u8),
            TokenCount.In(counts, "output_tokens"u8)
        );
        reason = status switch
        {
            "completed" or null => "stop",
            "incomplete" => FinishReason.Of(Field(LenientJson.Find(response, "incomplete_details"u8), "reason"u8)) ?? "length",
            "failed" or "cancelled" => throw KnownErrors.OfError(LenientJson.Find(response, "error"u8)).ToException(),
            _ => throw new FormatException(), // it goes on in the provider's background
        };
        isEnded = true;
    }

    private void Begin(ResponsesItem item, JsonElement written, ReplyPieces into)
    {
        item.Id ??= TextOf(written, "id"u8);
        switch (TextOf(written, "type"u8))
        {
            case "message":
                returned.GiveToTurn();
                break;
            case "function_call":
                Call(item, written, null, ToolKind.Function, into);
                break;
            case "custom_tool_call":
                Call(item, written, null, ToolKind.Custom, into);
                break;
        }
    }

    private void Finish(ResponsesItem item, JsonElement written, ReplyPieces into)
    {
        switch (TextOf(written, "type"u8))
        {
            case "message":
                returned.GiveToTurn();
                if (!item.HasSaid)
                {
                    SayAll(item, LenientJson.Find(written, "content"u8), into);
                }

                break;
            case "function_call":
                Call(item, written, LenientJson.Find(written, "arguments"u8), ToolKind.Function, into);
                break;
            case "custom_tool_call":
                Call(item, written, LenientJson.Find(written, "input"u8), ToolKind.Custom, into);
                break;
            case "reasoning":
                if (!item.HasSaid)
                {
                    Think(TextsOf(LenientJson.Find(written, "summary"u8)), into);
                    Think(TextsOf(LenientJson.Find(written, "content"u8)), into);
                }

                returned.Take(written);
                break;
            case "compaction":
                returned.Take(written);
                break;
        }
    }

    /// <summary>Begins a call, or completes it with what its item says and no event said.</summary>
    private void Call(ResponsesItem item, JsonElement written, JsonElement? arguments, ToolKind kind, ReplyPieces into)
    {
        var isNew = !calls.Knows(item.Number);
        if (!isNew && (item.HasSaid || arguments is null))
        {
            return;
        }

        item.HasSaid |= arguments is not null;
        calls.Take(
            new(
                isNew ? TextOf(written, "call_id"u8) ?? TextOf(written, "id"u8) : null,
                item.Number,
                isNew ? TextOf(written, "name"u8) : null,
                arguments,
                isNew ? returned.OfCall() : null,
                IsWhole: isNew,
                kind,
                TextOf(written, "namespace"u8)
            ),
            into
        );
    }

    /// <summary>More of a call. One whose beginning did not come waits for its whole item.</summary>
    private void Continue(ResponsesItem item, JsonElement more, ReplyPieces into)
    {
        if (calls.Knows(item.Number))
        {
            item.HasSaid = true;
            calls.Take(new(null, item.Number, null, more), into);
        }
    }

    private void SayAll(ResponsesItem item, JsonElement? content, ReplyPieces into)
    {
        if (content is { ValueKind: JsonValueKind.String } alone)
        {
            Say(item, alone, into);
        }

        if (content is not { ValueKind: JsonValueKind.Array } parts)
        {
            return;
        }

        foreach (var part in parts.EnumerateArray())
        {
            if ((Field(part, "text"u8) ?? Field(part, "refusal"u8)) is { ValueKind: JsonValueKind.String } said)
            {
                Say(item, said, into);
            }
        }
    }

    private void Say(ResponsesItem item, JsonElement said, ReplyPieces into)
    {
        item.HasSaid = true;
        into.AddText(said, ref text, value => new ChatEvent.Text(value));
    }

    private void Think(string more, ReplyPieces into)
    {
        if (thoughts.Take(more) is { Length: > 0 } shown)
        {
            into.Add(new ChatEvent.Reasoning(shown));
        }
    }

    private static string TextsOf(JsonElement? parts) =>
        parts is { ValueKind: JsonValueKind.Array } array
            ? string.Join(
                "\n\n",
                array.EnumerateArray().Select(part => Field(part, "text"u8)).Select(TextOf).Where(said => said.Length > 0)
            )
            : "";

    private static string TextOf(JsonElement? field) => field is { ValueKind: JsonValueKind.String } said ? LenientJson.Text(said) : "";

    private static JsonElement Required(JsonElement holder, ReadOnlySpan<byte> name) =>
        LenientJson.Find(holder, name) is { ValueKind: JsonValueKind.String } found ? found : throw new FormatException();

    private static JsonElement ObjectOf(JsonElement holder, ReadOnlySpan<byte> name) =>
        LenientJson.Find(holder, name) is { ValueKind: JsonValueKind.Object } found ? found : throw new FormatException();

    private static JsonElement? Field(JsonElement? holder, ReadOnlySpan<byte> name) =>
        holder is { ValueKind: JsonValueKind.Object } found ? LenientJson.Find(found, name) : null;

    private static string? TextOf(JsonElement holder, ReadOnlySpan<byte> name) =>
        LenientJson.Find(holder, name) is { ValueKind: JsonValueKind.String } said ? JsonText.Of(said) : null;
}
