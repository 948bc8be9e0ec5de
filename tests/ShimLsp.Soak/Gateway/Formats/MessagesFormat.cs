using System.Text.Json;
using System.Text.Json.Nodes;

namespace ShimLsp.Soak.Gateway.Formats;

/// <summary>Anthropic's Messages.</summary>
internal sealed class MessagesFormat : ClientFormat
{
    public override string Path => "/v1/messages";

    public override string ConversationHeader => "x-claude-code-session-id";

    public override JsonObject Request(string model, IEnumerable<Step> steps, bool streams) =>
        new()
        {
            ["model"] = model,
            ["max_tokens"] = 1000,
            ["stream"] = streams,
            ["system"] = Instructions,
            ["messages"] = new JsonArray([.. steps.Select(Message)]),
            ["tools"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = Tool,
                    ["description"] = Description,
                    ["input_schema"] = Parameters(),
                }
            ),
        };

    protected override void ReadWhole(JsonElement reply, HeardReply heard)
    {
        heard.IsFinished = reply.GetProperty("stop_reason").ValueKind == JsonValueKind.String;
        foreach (var block in reply.GetProperty("content").EnumerateArray())
        {
            if (block.GetProperty("type").ValueEquals("text"))
            {
                heard.Text.Append(block.GetProperty("text").GetString());
            }
            else if (block.GetProperty("type").ValueEquals("tool_use"))
            {
                heard.CallId = block.GetProperty("id").GetString();
                heard.Arguments.Append(block.GetProperty("input").GetRawText());
            }
        }
    }

    protected override void ReadEvent(JsonElement json, HeardReply heard)
    {
        switch (json.GetProperty("type").GetString())
        {
            case "content_block_start" when json.GetProperty("content_block") is var block && block.TryGetProperty("id", out var id):
                heard.CallId = id.GetString();
                break;
            case "content_block_delta" when json.GetProperty("delta").TryGetProperty("text", out var text):
                heard.Text.Append(text.GetString());
                break;
            case "content_block_delta" when json.GetProperty("delta").TryGetProperty("partial_json", out var arguments):
                heard.Arguments.Append(arguments.GetString());
                break;
            case "message_delta":
                heard.IsFinished = json.GetProperty("delta").GetProperty("stop_reason").ValueKind == JsonValueKind.String;
                break;
            case "message_stop":
                heard.IsClosed = true;
                break;
        }
    }

    private static JsonObject Message(Step step) =>
        step switch
        {
            Step.Person person => Of("user", new() { ["type"] = "text", ["text"] = person.Text }),
            Step.Answer answer => Of("assistant", new() { ["type"] = "text", ["text"] = answer.Text }),
            Step.Call call => Of(
                "assistant",
                new()
                {
                    ["type"] = "tool_use",
                    ["id"] = call.Id,
                    ["name"] = Tool,
                    ["input"] = JsonNode.Parse(call.Arguments),
                }
            ),
            Step.Result result => Of(
                "user",
                new()
                {
                    ["type"] = "tool_result",
                    ["tool_use_id"] = result.Id,
                    ["content"] = result.Text,
                }
            ),
            _ => throw new InvalidOperationException(),
        };

    private static JsonObject Of(string role, JsonObject block) => new() { ["role"] = role, ["content"] = new JsonArray(block) };
}
