using System.Text.Json;

namespace ShimLsp.Mock.Wire;

/// <summary>OpenAI's chat completions, as its API reference has them.</summary>
internal sealed class OpenAiShape : WireShape
{
    private const string Id = "chatcmpl-mock";
    private const long Created = 1_700_000_000; // a reply's bytes are to be the same on every day

    public override byte[] Whole(Answer answer, string model) =>
        EventWriter.Json(json =>
        {
            json.WriteStartObject();
            Head(json, "chat.completion", model);
            json.WriteStartArray("choices");
            json.WriteStartObject();
            json.WriteNumber("index", 0);
            json.WriteStartObject("message");
            json.WriteString("role", "assistant");
            if (!answer.Thoughts.IsEmpty)
            {
                json.WriteString("reasoning_content", string.Concat(answer.Thoughts));
            }

            Content(json, answer, string.Concat(answer.Text));
            json.WriteNull("refusal");
            Calls(json, answer);
            json.WriteStartArray("annotations");
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteNull("logprobs");
            json.WriteString("finish_reason", Finish(answer));
            json.WriteEndObject();
            json.WriteEndArray();
            if (answer.Usage is { } usage)
            {
                json.WritePropertyName("usage");
                Usage(json, usage);
            }

            json.WriteString("service_tier", "default");
            json.WriteEndObject();
        });

    public override EncodedStream Stream(Answer answer, string model, bool includeUsage)
    {
        using var writer = new EventWriter();
        var isTold = includeUsage && answer.Usage is not null;
        Chunk(json =>
        {
            json.WriteString("role", "assistant");
            Content(json, answer, "");
            json.WriteNull("refusal");
        });
        writer.Mark();
        foreach (var piece in answer.Thoughts)
        {
            Chunk(json => json.WriteString("reasoning_content", piece));
            writer.Mark();
        }

        foreach (var piece in answer.Text)
        {
            Chunk(json => json.WriteString("content", piece));
            writer.Mark();
        }

        for (var index = 0; index < answer.ToolCalls.Length; index++)
        {
            var (at, call) = (index, answer.ToolCalls[index]);
            Chunk(json => CallDelta(json, at, call, ""));
            foreach (var piece in call.Arguments)
            {
                Chunk(json => CallDelta(json, at, null, piece));
                writer.Mark();
            }

            if (call.Arguments.IsEmpty)
            {
                writer.Mark();
            }
        }

        Chunk(_ => { }, Finish(answer));
        if (isTold)
        {
            writer.Event(
                [],
                json =>
                {
                    json.WriteStartObject();
                    Head(json, "chat.completion.chunk", model);
                    json.WriteStartArray("choices");
                    json.WriteEndArray();
                    json.WritePropertyName("usage");
                    Usage(json, answer.Usage!);
                    json.WriteEndObject();
                }
            );
        }

        writer.Event([], "[DONE]"u8);
        return writer.ToStream();

        void Chunk(Action<Utf8JsonWriter> delta, string? finish = null) =>
            writer.Event(
                [],
                json =>
                {
                    json.WriteStartObject();
                    Head(json, "chat.completion.chunk", model);
                    json.WriteStartArray("choices");
                    json.WriteStartObject();
                    json.WriteNumber("index", 0);
                    json.WriteStartObject("delta");
                    delta(json);
                    json.WriteEndObject();
                    json.WriteNull("logprobs");
                    json.WriteString("finish_reason", finish);
                    json.WriteEndObject();
                    json.WriteEndArray();
                    if (isTold)
                    {
                        json.WriteNull("usage"); // "All other chunks will also include a usage field, but with a null value."
                    }

                    json.WriteEndObject();
                }
            );
    }

    public override byte[] Error(int status, string message) =>
        EventWriter.Json(json =>
            Error(
                json,
                message,
                status switch
                {
                    401 => ("invalid_request_error", "invalid_api_key"),
                    404 => ("invalid_request_error", "model_not_found"),
                    429 => ("requests", "rate_limit_exceeded"),
                    >= 500 => ("server_error", null),
                    _ => ("invalid_request_error", null),
                }
            )
        );

    public override byte[] ErrorEvent(string message)
    {
        using var writer = new EventWriter();
        writer.Event([], json => Error(json, message, ("server_error", null)));
        return writer.ToArray();
    }

    private static void Error(Utf8JsonWriter json, string message, (string Type, string? Code) kind)
    {
        json.WriteStartObject();
        json.WriteStartObject("error");
        json.WriteString("message", message);
        json.WriteString("type", kind.Type);
        json.WriteNull("param");
        json.WriteString("code", kind.Code);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Head(Utf8JsonWriter json, string kind, string model)
    {
        json.WriteString("id", Id);
        json.WriteString("object", kind);
        json.WriteNumber("created", Created);
        json.WriteString("model", model);
    }

    // A reply that calls tools and says nothing has null, not an empty text.
    private static void Content(Utf8JsonWriter json, Answer answer, string text) =>
        json.WriteString("content", answer is { Text.IsEmpty: true, ToolCalls.IsEmpty: false } ? null : text);

    private static void Calls(Utf8JsonWriter json, Answer answer)
    {
        if (answer.ToolCalls.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("tool_calls");
        foreach (var call in answer.ToolCalls)
        {
            json.WriteStartObject();
            Call(json, call, string.Concat(call.Arguments));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void CallDelta(Utf8JsonWriter json, int index, MockToolCall? begun, string arguments)
    {
        json.WriteStartArray("tool_calls");
        json.WriteStartObject();
        json.WriteNumber("index", index);
        Call(json, begun, arguments);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void Call(Utf8JsonWriter json, MockToolCall? call, string arguments)
    {
        if (call is not null)
        {
            json.WriteString("id", call.Id);
            json.WriteString("type", "function");
        }

        json.WriteStartObject("function");
        if (call is not null)
        {
            json.WriteString("name", call.Name);
        }

        json.WriteString("arguments", arguments);
        json.WriteEndObject();
    }

    private static void Usage(Utf8JsonWriter json, MockUsage usage)
    {
        json.WriteStartObject();
        json.WriteNumber("prompt_tokens", usage.Input);
        json.WriteNumber("completion_tokens", usage.Output);
        json.WriteNumber("total_tokens", usage.Input + usage.Output);
        json.WriteStartObject("prompt_tokens_details");
        json.WriteNumber("cached_tokens", usage.Cached);
        json.WriteNumber("audio_tokens", 0);
        json.WriteEndObject();
        json.WriteStartObject("completion_tokens_details");
        json.WriteNumber("reasoning_tokens", 0);
        json.WriteNumber("audio_tokens", 0);
        json.WriteNumber("accepted_prediction_tokens", 0);
        json.WriteNumber("rejected_prediction_tokens", 0);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string Finish(Answer answer) => answer.FinishReason ?? (answer.ToolCalls.IsEmpty ? "stop" : "tool_calls");
}
