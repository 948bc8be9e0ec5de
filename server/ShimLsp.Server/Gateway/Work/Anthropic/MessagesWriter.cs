using System.Buffers;
using System.Text.Json;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Gateway.Errors;
using ShimLsp.Server.Gateway.Work.Writing;

namespace ShimLsp.Server.Gateway.Work.Anthropic;

/// <summary>
/// Replies in the shape of Messages. Every event has its <c>event:</c> line: without it Claude Code throws the stream away.
/// </summary>
/// <param name="output">Where to write.</param>
/// <param name="asked">The model's name as the client asked for it.</param>
internal sealed class MessagesWriter(IBufferWriter<byte> output, string asked) : IReplyWriter
{
    private readonly EventWriter events = new(output);
    private string? id;
    private string model = asked;
    private MessagesBlocks? blocks;

    private MessagesBlocks Blocks => blocks ??= new(events);

    public void Begin(ChatStart start)
    {
        model = start.Model.Slug.Value;
        var json = events.Open("message_start"u8);
        json.WriteString("type"u8, "message_start"u8);
        json.WriteStartObject("message"u8);
        WriteHead(json);
        json.WriteStartArray("content"u8);
        json.WriteEndArray();
        json.WriteNull("stop_reason"u8);
        json.WriteNull("stop_sequence"u8);
        MessagesJson.WriteUsage(json, new(start.InputTokens(), null, 1)); // a client shows no context if it is 0
        json.WriteEndObject();
        events.Close();
    }

    public void Pass() { }

    public void Add(ChatEvent piece) => Blocks.Add(piece);

    public void KeepAlive()
    {
        var json = events.Open("ping"u8);
        json.WriteString("type"u8, "ping"u8);
        events.Close();
    }

    public void End(ChatResult.Answered answer)
    {
        Blocks.End(answer.Reply);
        var json = events.Open("message_delta"u8);
        json.WriteString("type"u8, "message_delta"u8);
        json.WriteStartObject("delta"u8);
        json.WriteString("stop_reason"u8, MessagesJson.StopOf(answer.Reply));
        json.WriteNull("stop_sequence"u8);
        json.WriteEndObject();
        MessagesJson.WriteUsage(json, answer.Usage);
        events.Close();

        json = events.Open("message_stop"u8);
        json.WriteString("type"u8, "message_stop"u8);
        events.Close();
    }

    public void Fail(GatewayException error)
    {
        var json = events.Open("error"u8);
        ErrorShape.OfMessages.WriteFields(json, error);
        events.Close();
    }

    public void Whole(ChatResult.Answered answer, ReplyText thoughts)
    {
        model = answer.Model.Slug.Value;
        var json = events.OpenObject();
        WriteHead(json);
        json.WriteStartArray("content"u8);
        MessagesJson.WriteContent(json, answer.Reply, thoughts);
        json.WriteEndArray();
        json.WriteString("stop_reason"u8, MessagesJson.StopOf(answer.Reply));
        json.WriteNull("stop_sequence"u8);
        MessagesJson.WriteUsage(json, answer.Usage);
        events.CloseObject();
    }

    public void Dispose() => events.Dispose();

    private void WriteHead(Utf8JsonWriter json)
    {
        json.WriteString("id"u8, id ??= ReplyId.New("msg_"));
        json.WriteString("type"u8, "message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("model"u8, model);
    }
}
