using System.Collections.Immutable;
using System.Text.Json;

namespace ShimLsp.Mock.Wire;

/// <summary>An item of a reply of the Responses shape.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Pieces">The pieces of its text, its thoughts or its arguments.</param>
/// <param name="Call">The call that it is; null for none.</param>
internal sealed record ResponsesItem(string Id, string Type, ImmutableArray<string> Pieces, MockToolCall? Call = null)
{
    /// <summary>The item with all that it says, or as it begins.</summary>
    public void Write(Utf8JsonWriter json, bool isWhole)
    {
        var said = isWhole ? string.Concat(Pieces) : "";
        json.WriteStartObject();
        json.WriteString("id", Id);
        json.WriteString("type", Type);
        switch (Type)
        {
            case "reasoning":
                json.WriteStartArray("summary");
                if (isWhole)
                {
                    ResponsesJson.Part(json, "summary_text", said);
                }

                json.WriteEndArray();
                json.WriteString("encrypted_content", isWhole ? "bW9jaw==" : "");
                break;
            case "message":
                json.WriteString("status", isWhole ? "completed" : "in_progress");
                json.WriteString("role", "assistant");
                json.WriteStartArray("content");
                if (isWhole)
                {
                    ResponsesJson.Part(json, "output_text", said);
                }

                json.WriteEndArray();
                break;
            default:
                json.WriteString("status", isWhole ? "completed" : "in_progress");
                json.WriteString("call_id", Call!.Id);
                json.WriteString("name", Call.Name);
                if (Call.Namespace is { } space)
                {
                    json.WriteString("namespace", space);
                }

                json.WriteString(Call.IsCustom ? "input" : "arguments", said);
                break;
        }

        json.WriteEndObject();
    }
}

/// <summary>The items of an answer.</summary>
internal static class ResponsesItems
{
    /// <summary>The items: thoughts, text, calls.</summary>
    /// <param name="answer">The answer.</param>
    public static ImmutableArray<ResponsesItem> Of(Answer answer)
    {
        var items = ImmutableArray.CreateBuilder<ResponsesItem>();
        if (!answer.Thoughts.IsEmpty)
        {
            items.Add(new("rs_mock", "reasoning", answer.Thoughts));
        }

        if (!answer.Text.IsEmpty)
        {
            items.Add(new("msg_mock", "message", answer.Text));
        }

        foreach (var call in answer.ToolCalls)
        {
            var (prefix, type) = call.IsCustom ? ("ctc", "custom_tool_call") : ("fc", "function_call");
            items.Add(new($"{prefix}_mock{items.Count}", type, call.Arguments, call));
        }

        return items.ToImmutable();
    }
}
