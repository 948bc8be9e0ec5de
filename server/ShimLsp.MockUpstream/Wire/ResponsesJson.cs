using System.Text.Json;

namespace ShimLsp.Mock.Wire;

/// <summary>Writes the objects of the Responses shape.</summary>
internal static class ResponsesJson
{
    private const long Created = 1_700_000_000; // a reply's bytes are to be the same on every day

    /// <summary>A response.</summary>
    public static void Response(Utf8JsonWriter json, Answer answer, string model, string status, IReadOnlyList<ResponsesItem> output)
    {
        json.WriteStartObject();
        json.WriteString("id", "resp_mock");
        json.WriteString("object", "response");
        json.WriteNumber("created_at", Created);
        json.WriteString("status", status);
        Error(json, answer, status);
        json.WritePropertyName("incomplete_details");
        if (status == "incomplete")
        {
            json.WriteStartObject();
            json.WriteString("reason", answer.FinishReason is "length" ? "max_output_tokens" : answer.FinishReason);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteString("model", model);
        json.WriteStartArray("output");
        foreach (var item in output)
        {
            item.Write(json, isWhole: true);
        }

        json.WriteEndArray();
        json.WriteBoolean("parallel_tool_calls", true);
        json.WriteBoolean("store", false);
        json.WritePropertyName("usage");
        Usage(json, status == "in_progress" ? null : answer.Usage);
        json.WriteEndObject();
    }

    /// <summary>A part of a message, or of a summary.</summary>
    public static void Part(Utf8JsonWriter json, string type, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", type);
        json.WriteString("text", text);
        if (type == "output_text")
        {
            json.WriteStartArray("annotations");
            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void Error(Utf8JsonWriter json, Answer answer, string status)
    {
        json.WritePropertyName("error");
        if (status != "failed")
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteString("code", answer.FinishReason is "error" ? "server_error" : answer.FinishReason);
        json.WriteString("message", answer.ErrorMessage ?? "The mock was told to fail.");
        json.WriteEndObject();
    }

    private static void Usage(Utf8JsonWriter json, MockUsage? usage)
    {
        if (usage is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteNumber("input_tokens", usage.Input);
        json.WriteStartObject("input_tokens_details");
        json.WriteNumber("cached_tokens", usage.Cached);
        json.WriteEndObject();
        json.WriteNumber("output_tokens", usage.Output);
        json.WriteStartObject("output_tokens_details");
        json.WriteNumber("reasoning_tokens", 0);
        json.WriteEndObject();
        json.WriteNumber("total_tokens", usage.Input + usage.Output);
        json.WriteEndObject();
    }
}
