using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Gateway.Work.Writing;

namespace ShimLsp.Server.Gateway.Work.Responses;

/// <summary>A message, or a model's thoughts, while it is streamed.</summary>
/// <param name="events">Where to write.</param>
/// <param name="isThought">Whether it is thoughts.</param>
/// <param name="place">The item's place in the output.</param>
internal sealed class OpenText(ResponseEvents events, bool isThought, int place)
{
    private readonly ReplyTextBuilder text = new();
    private readonly string id = ReplyId.New(isThought ? "rs_" : "msg_");

    /// <summary>Whether it is thoughts.</summary>
    public bool IsThought => isThought;

    /// <summary>The item's place in the output.</summary>
    public int Place => place;

    /// <summary>It begins.</summary>
    public void Begin()
    {
        events.Item("response.output_item.added"u8, place, Item(ReplyText.Empty, isDone: false));
        Part(isThought ? "response.reasoning_summary_part.added"u8 : "response.content_part.added"u8, ReplyText.Empty);
    }

    /// <summary>More of it.</summary>
    /// <param name="more">The text.</param>
    public void Add(string more)
    {
        text.Append(more);
        var json = InPart(isThought ? "response.reasoning_summary_text.delta"u8 : "response.output_text.delta"u8);
        json.WriteString("delta"u8, more);
        EndOfText(json);
    }

    /// <summary>It is complete.</summary>
    public OutputItem End()
    {
        var whole = text.Build();
        var json = InPart(isThought ? "response.reasoning_summary_text.done"u8 : "response.output_text.done"u8);
        json.WriteText("text"u8, whole);
        EndOfText(json);
        Part(isThought ? "response.reasoning_summary_part.done"u8 : "response.content_part.done"u8, whole);
        var item = Item(whole, isDone: true);
        events.Item("response.output_item.done"u8, place, item);
        return item;
    }

    private OutputItem Item(ReplyText whole, bool isDone) =>
        isThought ? new OutputItem.Reasoning(id, whole, ReturnedText.Prefix) : new OutputItem.Message(id, whole, isDone);

    private void EndOfText(Utf8JsonWriter json)
    {
        if (!isThought)
        {
            json.WriteStartArray("logprobs"u8);
            json.WriteEndArray();
        }

        events.Close();
    }

    private void Part(ReadOnlySpan<byte> type, ReplyText whole)
    {
        var json = InPart(type);
        json.WritePropertyName("part"u8);
        if (isThought)
        {
            OutputItem.Reasoning.WritePart(json, whole);
        }
        else
        {
            OutputItem.Message.WritePart(json, whole);
        }

        events.Close();
    }

    private Utf8JsonWriter InPart(ReadOnlySpan<byte> type)
    {
        var json = events.Open(type, id, place);
        json.WriteNumber(isThought ? "summary_index"u8 : "content_index"u8, 0);
        return json;
    }
}
