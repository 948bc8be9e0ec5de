using System.Text;
using System.Text.Json;

namespace ShimLsp.Mock.Wire;

/// <summary>Anthropic's Messages, as its API reference has them.</summary>
internal sealed class AnthropicShape : WireShape
{
    private const string Id = "msg_mock";
    private const string Signature = "bW9jaw==";

    public override byte[] Whole(Answer answer, string model) =>
        EventWriter.Json(json =>
        {
            json.WriteStartObject();
            Head(json, model);
            json.WriteStartArray("content");
            if (!answer.Thoughts.IsEmpty)
            {
                ThoughtBlock(json, string.Concat(answer.Thoughts), Signature);
            }

            if (!answer.Text.IsEmpty)
            {
                TextBlock(json, string.Concat(answer.Text));
            }

            foreach (var call in answer.ToolCalls)
            {
                ToolBlock(json, call, string.Concat(call.Arguments));
            }

            json.WriteEndArray();
            Stop(json, StopReason(answer));
            if (answer.Usage is { } usage)
            {
                Usage(json, usage, usage.Output);
            }

            json.WriteEndObject();
        });

    public override EncodedStream Stream(Answer answer, string model, bool includeUsage)
    {
        using var writer = new EventWriter();
        var blocks = new AnthropicBlocks(writer);
        writer.Event("message_start"u8, json => Start(json, answer, model));
        if (!answer.Thoughts.IsEmpty)
        {
            blocks.Open(json => ThoughtBlock(json, "", ""));
            foreach (var piece in answer.Thoughts)
            {
                blocks.Piece("thinking_delta", "thinking", piece);
            }

            blocks.Piece("signature_delta", "signature", Signature);
        }

        if (!answer.Text.IsEmpty)
        {
            blocks.Open(json => TextBlock(json, ""));
            foreach (var piece in answer.Text)
            {
                blocks.Piece("text_delta", "text", piece);
            }
        }

        foreach (var call in answer.ToolCalls)
        {
            blocks.Open(json => ToolBlock(json, call, ""));
            foreach (var piece in call.Arguments)
            {
                blocks.Piece("input_json_delta", "partial_json", piece);
            }

            if (call.Arguments.IsEmpty)
            {
                writer.Mark();
            }
        }

        blocks.Close();
        writer.Event(
            "message_delta"u8,
            json =>
            {
                json.WriteStartObject();
                json.WriteString("type", "message_delta");
                json.WriteStartObject("delta");
                Stop(json, StopReason(answer));
                json.WriteEndObject();
                if (answer.Usage is { } usage)
                {
                    json.WriteStartObject("usage");
                    json.WriteNumber("output_tokens", usage.Output);
                    json.WriteEndObject();
                }

                json.WriteEndObject();
            }
        );
        writer.Event("message_stop"u8, """{"type":"message_stop"}"""u8);
        return writer.ToStream();
    }

    public override byte[] Error(int status, string message) =>
        EventWriter.Json(json =>
            Error(
                json,
                message,
                status switch
                {
                    401 => "authentication_error",
                    402 => "billing_error",
                    403 => "permission_error",
                    404 => "not_found_error",
                    413 => "request_too_large",
                    429 => "rate_limit_error",
                    504 => "timeout_error",
                    529 => "overloaded_error",
                    >= 500 => "api_error",
                    _ => "invalid_request_error",
                }
            )
        );

    public override byte[] ErrorEvent(string message)
    {
        using var writer = new EventWriter();
        writer.Event("error"u8, json => Error(json, message, "overloaded_error"));
        return writer.ToArray();
    }

    private static void Error(Utf8JsonWriter json, string message, string type)
    {
        json.WriteStartObject();
        json.WriteString("type", "error");
        json.WriteStartObject("error");
        json.WriteString("type", type);
        json.WriteString("message", message);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Start(Utf8JsonWriter json, Answer answer, string model)
    {
        json.WriteStartObject();
        json.WriteString("type", "message_start");
        json.WriteStartObject("message");
        Head(json, model);
        json.WriteStartArray("content");
        json.WriteEndArray();
        Stop(json, null);
        if (answer.Usage is { } usage)
        {
            Usage(json, usage, Math.Min(1, usage.Output)); // what is said comes after
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Head(Utf8JsonWriter json, string model)
    {
        json.WriteString("id", Id);
        json.WriteString("type", "message");
        json.WriteString("role", "assistant");
        json.WriteString("model", model);
    }

    private static void ThoughtBlock(Utf8JsonWriter json, string text, string signature)
    {
        json.WriteStartObject();
        json.WriteString("type", "thinking");
        json.WriteString("thinking", text);
        json.WriteString("signature", signature);
        json.WriteEndObject();
    }

    private static void TextBlock(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    private static void ToolBlock(Utf8JsonWriter json, MockToolCall call, string arguments)
    {
        json.WriteStartObject();
        json.WriteString("type", "tool_use");
        json.WriteString("id", call.Id);
        json.WriteString("name", call.Name);
        json.WritePropertyName("input");
        json.WriteRawValue(IsObject(arguments) ? arguments : "{}", skipInputValidation: true);
        json.WriteEndObject();
    }

    // Here the arguments are part of the reply's JSON, so arguments that are not an object would break all of it.
    private static bool IsObject(string arguments)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(arguments));
            return reader.Read() && reader.TokenType == JsonTokenType.StartObject && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Stop(Utf8JsonWriter json, string? reason)
    {
        json.WriteString("stop_reason", reason);
        json.WriteNull("stop_sequence");
    }

    private static void Usage(Utf8JsonWriter json, MockUsage usage, int output)
    {
        json.WriteStartObject("usage");
        json.WriteNumber("input_tokens", usage.Input - usage.Cached - usage.CacheWritten);
        json.WriteNumber("cache_creation_input_tokens", usage.CacheWritten);
        json.WriteNumber("cache_read_input_tokens", usage.Cached);
        json.WriteNumber("output_tokens", output);
        json.WriteEndObject();
    }

    private static string StopReason(Answer answer) =>
        answer.FinishReason switch
        {
            null => answer.ToolCalls.IsEmpty ? "end_turn" : "tool_use",
            "stop" => "end_turn",
            "length" => "max_tokens",
            "tool_calls" => "tool_use",
            "content_filter" => "refusal",
            var other => other,
        };
}
