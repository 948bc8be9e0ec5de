using System.Buffers;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Gateway.Errors;
using ShimLsp.Server.Gateway.Work.Writing;

namespace ShimLsp.Server.Gateway.Work.OpenAi;

/// <summary>Replies in the shape of chat completions.</summary>
/// <param name="output">Where to write.</param>
/// <param name="asked">The model's name as the client asked for it.</param>
/// <param name="wantsUsage">Whether a stream is to tell the usage: <c>stream_options.include_usage</c>.</param>
/// <param name="clock">Time.</param>
internal sealed class CompletionWriter(IBufferWriter<byte> output, string asked, bool wantsUsage, TimeProvider clock) : IReplyWriter
{
    private readonly EventWriter events = new(output);
    private string? id;
    private readonly long created = clock.GetUtcNow().ToUnixTimeSeconds();
    private string model = asked;

    public void Begin(ChatStart start)
    {
        model = start.Model.Slug.Value;
        var json = OpenDelta();
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("content"u8, ""u8);
        CloseDelta(json, finish: null);
    }

    public void Pass() { }

    public void Add(ChatEvent piece)
    {
        var json = OpenDelta();
        switch (piece)
        {
            case ChatEvent.Text text:
                json.WriteString("content"u8, text.Value);
                break;
            case ChatEvent.Reasoning thought:
                json.WriteString("reasoning_content"u8, thought.Value);
                break;
            case ChatEvent.ToolCall call:
                WriteCall(json, call);
                break;
        }

        CloseDelta(json, finish: null);
    }

    public void KeepAlive() => CloseDelta(OpenDelta(), finish: null);

    public void End(ChatResult.Answered answer)
    {
        var json = OpenDelta();
        CompletionJson.WriteReturned(json, answer.Reply.ProviderData);
        CloseDelta(json, CompletionJson.FinishOf(answer.Reply));
        if (wantsUsage)
        {
            json = events.Open(default);
            WriteHead(json, "chat.completion.chunk"u8);
            json.WriteStartArray("choices"u8);
            json.WriteEndArray();
            CompletionJson.WriteUsage(json, answer.Usage);
            events.Close();
        }

        events.WriteDone();
    }

    public void Fail(GatewayException error)
    {
        var json = events.Open(default);
        ErrorShape.OfChat.WriteFields(json, error);
        events.Close();
    }

    public void Whole(ChatResult.Answered answer, ReplyText thoughts)
    {
        model = answer.Model.Slug.Value;
        var json = events.OpenObject();
        WriteHead(json, "chat.completion"u8);
        json.WriteStartArray("choices"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        CompletionJson.WriteMessage(json, answer.Reply, thoughts);
        json.WriteNull("logprobs"u8);
        json.WriteString("finish_reason"u8, CompletionJson.FinishOf(answer.Reply));
        json.WriteEndObject();
        json.WriteEndArray();
        CompletionJson.WriteUsage(json, answer.Usage);
        events.CloseObject();
    }

    public void Dispose() => events.Dispose();

    private static void WriteCall(Utf8JsonWriter json, ChatEvent.ToolCall call)
    {
        // Only the first piece names the tool. The pieces after it are of a function or of a custom tool, which look alike to a client:
        // it goes by the index.
        var isCustom = call.Kind is ToolKind.Custom;
        json.WriteStartArray("tool_calls"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, call.Index);
        if (call.Id is not null)
        {
            json.WriteString("id"u8, call.Id);
            json.WriteString("type"u8, isCustom ? "custom"u8 : "function"u8);
        }

        json.WriteStartObject(isCustom ? "custom"u8 : "function"u8);
        if (call.Name is not null)
        {
            json.WriteString("name"u8, call.Name);
        }

        json.WriteString(isCustom ? "input"u8 : "arguments"u8, call.ArgumentsDelta ?? "");
        json.WriteEndObject();
        CompletionJson.WriteReturned(json, call.ProviderData);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private Utf8JsonWriter OpenDelta()
    {
        var json = events.Open(default);
        WriteHead(json, "chat.completion.chunk"u8);
        json.WriteStartArray("choices"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        json.WriteStartObject("delta"u8);
        return json;
    }

    private void CloseDelta(Utf8JsonWriter json, string? finish)
    {
        json.WriteEndObject();
        json.WriteString("finish_reason"u8, finish);
        json.WriteEndObject();
        json.WriteEndArray();
        events.Close();
    }

    private void WriteHead(Utf8JsonWriter json, ReadOnlySpan<byte> kind)
    {
        json.WriteString("id"u8, id ??= ReplyId.New("chatcmpl-"));
        json.WriteString("object"u8, kind);
        json.WriteNumber("created"u8, created);
        json.WriteString("model"u8, model);
    }
}
