using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Upstream;
using ShimLsp.Server.Gateway.Errors;

namespace ShimLsp.Server.Gateway.Work.OpenAi;

/// <summary>Replies in the shape of chat completions.</summary>
/// <param name="asked">The model's name as the client asked for it.</param>
/// <param name="clock">Time.</param>
internal sealed class CompletionWriter(string asked, TimeProvider clock) : IReplyWriter
{
    // No page is made of it.
    private static JsonWriterOptions Relaxed => new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string id = $"chatcmpl-{Guid.NewGuid():N}";
    private readonly long created = clock.GetUtcNow().ToUnixTimeSeconds();

    public void Begin(IBufferWriter<byte> output, ChatStart start) =>
        Chunk(
            output,
            json =>
            {
                json.WriteString("role"u8, "assistant"u8);
                json.WriteString("content"u8, ""u8);
            }
        );

    public void Add(IBufferWriter<byte> output, ChatEvent piece)
    {
        switch (piece)
        {
            case ChatEvent.Text text:
                Chunk(output, json => json.WriteString("content"u8, text.Value));
                break;
            case ChatEvent.Reasoning thought:
                Chunk(output, json => json.WriteString("reasoning_content"u8, thought.Value));
                break;
            case ChatEvent.ToolCall call:
                Chunk(
                    output,
                    json =>
                    {
                        json.WriteStartArray("tool_calls"u8);
                        json.WriteStartObject();
                        json.WriteNumber("index"u8, call.Index);
                        if (call.Id is not null)
                        {
                            json.WriteString("id"u8, call.Id);
                            json.WriteString("type"u8, "function"u8);
                        }

                        json.WriteStartObject("function"u8);
                        if (call.Name is not null)
                        {
                            json.WriteString("name"u8, call.Name);
                        }

                        json.WriteString("arguments"u8, call.ArgumentsDelta ?? "");
                        json.WriteEndObject();
                        json.WriteEndObject();
                        json.WriteEndArray();
                    }
                );
                break;
        }
    }

    public void KeepAlive(IBufferWriter<byte> output) => Chunk(output, _ => { });

    public void End(IBufferWriter<byte> output, ChatResult.Answered answer)
    {
        Chunk(output, _ => { }, answer.Reply.FinishReason ?? "stop", answer.Usage);
        output.Write("data: [DONE]\n\n"u8);
    }

    public void Fail(IBufferWriter<byte> output, GatewayException error)
    {
        output.Write("data: "u8);
        using (var json = new Utf8JsonWriter(output, Relaxed))
        {
            ErrorShape.Of("/v1/chat/completions").Write(json, error.Kind, error.Message);
        }

        output.Write("\n\n"u8);
    }

    public void Whole(IBufferWriter<byte> output, ChatResult.Answered answer)
    {
        using var json = new Utf8JsonWriter(output, Relaxed);
        json.WriteStartObject();
        WriteHead(json, "chat.completion"u8);
        json.WriteStartArray("choices"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        json.WriteStartObject("message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("content"u8, answer.Reply.Text.ToString());
        if (!answer.Reply.ToolCalls.IsEmpty)
        {
            json.WriteStartArray("tool_calls"u8);
            foreach (var call in answer.Reply.ToolCalls)
            {
                json.WriteStartObject();
                json.WriteString("id"u8, call.Id);
                json.WriteString("type"u8, "function"u8);
                json.WriteStartObject("function"u8);
                json.WriteString("name"u8, call.Name);
                json.WriteString("arguments"u8, call.Arguments.ToString());
                json.WriteEndObject();
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteString("finish_reason"u8, answer.Reply.FinishReason ?? "stop");
        json.WriteEndObject();
        json.WriteEndArray();
        WriteUsage(json, answer.Usage);
        json.WriteEndObject();
    }

    private void Chunk(IBufferWriter<byte> output, Action<Utf8JsonWriter> delta, string? finish = null, TokenUsage? usage = null)
    {
        output.Write("data: "u8);
        using (var json = new Utf8JsonWriter(output, Relaxed))
        {
            json.WriteStartObject();
            WriteHead(json, "chat.completion.chunk"u8);
            json.WriteStartArray("choices"u8);
            json.WriteStartObject();
            json.WriteNumber("index"u8, 0);
            json.WriteStartObject("delta"u8);
            delta(json);
            json.WriteEndObject();
            json.WriteString("finish_reason"u8, finish);
            json.WriteEndObject();
            json.WriteEndArray();
            if (usage is { } counted)
            {
                WriteUsage(json, counted);
            }

            json.WriteEndObject();
        }

        output.Write("\n\n"u8);
    }

    private void WriteHead(Utf8JsonWriter json, ReadOnlySpan<byte> kind)
    {
        json.WriteString("id"u8, id);
        json.WriteString("object"u8, kind);
        json.WriteNumber("created"u8, created);
        json.WriteString("model"u8, asked);
    }

    private static void WriteUsage(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, usage.Input);
        json.WriteNumber("completion_tokens"u8, usage.Output);
        json.WriteNumber("total_tokens"u8, usage.Input + usage.Output);
        json.WriteEndObject();
    }
}
