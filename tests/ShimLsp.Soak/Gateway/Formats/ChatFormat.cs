using System.Text.Json;
using System.Text.Json.Nodes;

namespace ShimLsp.Soak.Gateway.Formats;

/// <summary>OpenAI's chat completions.</summary>
internal sealed class ChatFormat : ClientFormat
{
    public override string Path => "/v1/chat/completions";

    public override string ConversationHeader => "x-session-id";

    public override JsonObject Request(string model, IEnumerable<Step> steps, bool streams) =>
        new()
        {
            ["model"] = model,
            ["stream"] = streams,
            ["messages"] = new JsonArray([new JsonObject { ["role"] = "system", ["content"] = Instructions }, .. steps.Select(Message)]),
            ["tools"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "function",
                    ["function"] = new JsonObject
                    {
                        ["name"] = Tool,
                        ["description"] = Description,
                        ["parameters"] = Parameters(),
                    },
                }
            ),
        };

    protected override void ReadWhole(JsonElement reply, HeardReply heard) => Read(reply, "message", heard);

    protected override void ReadEvent(JsonElement json, HeardReply heard) => Read(json, "delta", heard);

    private static JsonObject Message(Step step) =>
        step switch
        {
            Step.Person person => new() { ["role"] = "user", ["content"] = person.Text },
            Step.Answer answer => new() { ["role"] = "assistant", ["content"] = answer.Text },
            Step.Result result => new()
            {
                ["role"] = "tool",
                ["tool_call_id"] = result.Id,
                ["content"] = result.Text,
            },
            Step.Call call => new()
            {
                ["role"] = "assistant",
                ["content"] = null,
                ["tool_calls"] = new JsonArray(
                    new JsonObject
                    {
                        ["id"] = call.Id,
                        ["type"] = "function",
                        ["function"] = new JsonObject { ["name"] = Tool, ["arguments"] = call.Arguments },
                    }
                ),
            },
            _ => throw new InvalidOperationException(),
        };

    private static void Read(JsonElement json, string field, HeardReply heard)
    {
        foreach (var choice in json.GetProperty("choices").EnumerateArray())
        {
            heard.IsFinished |= choice.TryGetProperty("finish_reason", out var reason) && reason.ValueKind == JsonValueKind.String;
            var message = choice.GetProperty(field);
            if (message.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.String)
            {
                heard.Text.Append(content.GetString());
            }

            if (message.TryGetProperty("tool_calls", out var calls))
            {
                foreach (var call in calls.EnumerateArray())
                {
                    heard.CallId ??= call.TryGetProperty("id", out var id) ? id.GetString() : null;
                    heard.Arguments.Append(call.GetProperty("function").GetProperty("arguments").GetString());
                }
            }
        }
    }
}
