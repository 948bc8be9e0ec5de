using System.Buffers;
using System.Text.Json;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Gateway.Errors;
using ShimLsp.Server.Gateway.Work.Writing;

namespace ShimLsp.Server.Gateway.Work.Responses;

/// <summary>Replies in the shape of Responses.</summary>
/// <param name="output">Where to write.</param>
/// <param name="asked">The model's name as the client asked for it. Codex distrusts a reply that names another.</param>
/// <param name="compacts">Whether the reply is a summary that the client takes in place of the conversation.</param>
/// <param name="clock">Time.</param>
internal sealed class ResponsesWriter(IBufferWriter<byte> output, string asked, bool compacts, TimeProvider clock) : IReplyWriter
{
    private readonly EventWriter json = new(output);
    private string? id;
    private readonly long created = clock.GetUtcNow().ToUnixTimeSeconds();
    private ResponseEvents? events;
    private ResponseItems? items;
    private bool isCreated;
    private bool isPassed;

    private ResponseEvents Events => events ??= new(json);

    private ResponseItems Items => items ??= new(Events);

    public void Begin(ChatStart start) => Create();

    public void Pass() => (isCreated, isPassed) = (true, true);

    public void Add(ChatEvent piece)
    {
        switch (piece)
        {
            case var _ when compacts:
                break; // it is one item, which comes whole
            case ChatEvent.Text text:
                Items.AddText(text.Value);
                break;
            case ChatEvent.Reasoning thought:
                Items.AddThought(thought.Value);
                break;
            case ChatEvent.ToolCall call:
                Items.AddCall(call);
                break;
        }
    }

    public void KeepAlive()
    {
        if (isPassed)
        {
            Events.Open("keepalive"u8); // it names no response, and this one is the provider's
            json.Close();
        }
        else if (isCreated)
        {
            Started("response.in_progress"u8);
        }
        else
        {
            Create();
        }
    }

    public void End(ChatResult.Answered answer)
    {
        if (compacts)
        {
            Items.Compact(answer.Reply.Text);
        }
        else
        {
            Items.End(answer.Reply);
        }

        var status = ResponseJson.StatusOf(answer.Reply);
        var into = Open(status is "completed" ? "response.completed"u8 : "response.incomplete"u8, status);
        ResponseJson.WriteEnd(into, answer, Items.Done);
        json.CloseInner();
    }

    public void Fail(GatewayException error)
    {
        Create();
        var into = Open("response.failed"u8, "failed");
        into.WriteStartObject("error"u8);
        ResponseFailure.Write(into, error);
        into.WriteEndObject();
        into.WriteStartArray("output"u8);
        into.WriteEndArray();
        json.CloseInner();
    }

    public void Whole(ChatResult.Answered answer, ReplyText thoughts)
    {
        var into = json.OpenObject();
        WriteHead(into, ResponseJson.StatusOf(answer.Reply));
        ResponseJson.WriteEnd(
            into,
            answer,
            compacts ? [new OutputItem.Compaction(ReplyId.New("cmp_"), answer.Reply.Text)] : OutputItem.Of(answer.Reply, thoughts)
        );
        json.CloseObject();
    }

    public void Dispose() => json.Dispose();

    private void Create()
    {
        if (!isCreated)
        {
            isCreated = true;
            Started("response.created"u8);
            Started("response.in_progress"u8);
        }
    }

    private void Started(ReadOnlySpan<byte> type)
    {
        var into = Open(type, "in_progress");
        into.WriteNull("error"u8);
        into.WriteNull("incomplete_details"u8);
        into.WriteStartArray("output"u8);
        into.WriteEndArray();
        json.CloseInner();
    }

    private Utf8JsonWriter Open(ReadOnlySpan<byte> type, string status)
    {
        var into = Events.Open(type);
        into.WriteStartObject("response"u8);
        WriteHead(into, status);
        return into;
    }

    private void WriteHead(Utf8JsonWriter into, string status)
    {
        into.WriteString("id"u8, id ??= ReplyId.New("resp_"));
        into.WriteString("object"u8, "response"u8);
        into.WriteNumber("created_at"u8, created);
        into.WriteString("status"u8, status);
        into.WriteString("model"u8, asked);
        into.WriteBoolean("store"u8, false);
        into.WriteNull("previous_response_id"u8);
        into.WriteStartArray("tools"u8);
        into.WriteEndArray();
    }
}
