using System.Text.Json;
using System.Text.Json.Nodes;

namespace ShimLsp.Soak.Gateway.Formats;

/// <summary>OpenAI's Responses.</summary>
internal sealed class ResponsesFormat : ClientFormat
{
    public override string Path => "/v1/responses";

    public override string ConversationHeader => "thread-id";

    public override JsonObject Request(string model, IEnumerable<Step> steps, bool streams) =>
        new()
        {
            ["model"] = model,
            ["stream"] = streams,
            ["store"] = false,
            ["instructions"] = Instructions,
            ["input"] = new JsonArray([.. steps.Select(Item)]),
            ["tools"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "function",
                    ["name"] = Tool,
                    ["description"] = Description,
                    ["parameters"] = Parameters(),
                }
            ),
        };

    protected override void ReadWhole(JsonElement reply, HeardReply heard)
    {
        heard.IsFinished = reply.GetProperty("status").ValueEquals("completed");
        foreach (var item in reply.GetProperty("output").EnumerateArray())
        {
            ReadItem(item, heard);
        }
    }

    protected override void ReadEvent(JsonElement json, HeardReply heard)
    {
        switch (json.GetProperty("type").GetString())
        {
            case "response.output_item.done":
                ReadItem(json.GetProperty("item"), heard);
                break;
            case "response.completed":
                heard.IsFinished = heard.IsClosed = true;
                break;
        }
    }

    private static void ReadItem(JsonElement item, HeardReply heard)
    {
        if (item.GetProperty("type").ValueEquals("message"))
        {
            foreach (var part in item.GetProperty("content").EnumerateArray())
            {
                heard.Text.Append(part.GetProperty("text").GetString());
            }
        }
        else if (item.GetProperty("type").ValueEquals("function_call"))
        {
            heard.CallId = item.GetProperty("call_id").GetString();
            heard.Arguments.Append(item.GetProperty("arguments").GetString());
        }
    }

    private static JsonObject Item(Step step) =>
        step switch
        {
            Step.Person person => Message("user", "input_text", person.Text),
            Step.Answer answer => Message("assistant", "output_text", answer.Text),
            Step.Call call => new()
            {
                ["type"] = "function_call",
                ["call_id"] = call.Id,
                ["name"] = Tool,
                ["arguments"] = call.Arguments,
            },
            Step.Result result => new()
            {
                ["type"] = "function_call_output",
                ["call_id"] = result.Id,
                ["output"] = result.Text,
            },
            _ => throw new InvalidOperationException(),
        };

    private static JsonObject Message(string role, string type, string text) =>
        new()
        {
            ["type"] = "message",
            ["role"] = role,
            ["content"] = new JsonArray(new JsonObject { ["type"] = type, ["text"] = text }),
        };
}
