using System.Text.Json.Nodes;

namespace ShimLsp.Bench.Micro;

/// <summary>Requests as agents send them: a system prompt, a tool, and turns of the person, the model and a tool by turns.</summary>
internal static class Bodies
{
    private const int Turns = 20;

    /// <summary>A body as JSON.</summary>
    /// <param name="shape">Whose shape.</param>
    /// <param name="characters">The characters of its turns together.</param>
    public static string Make(string shape, int characters)
    {
        var texts = Tasks.Make(Turns, characters / Turns);
        JsonNode[] turns = [.. texts.Select((text, at) => Turn(shape, at, text))];
        JsonObject body = shape switch
        {
            "Anthropic body" => new()
            {
                ["system"] = "You edit code.",
                ["messages"] = new JsonArray(turns),
                ["tools"] = new JsonArray(new JsonObject { ["name"] = "read", ["input_schema"] = Schema() }),
            },
            "Responses body" => new()
            {
                ["instructions"] = "You edit code.",
                ["input"] = new JsonArray(turns),
                ["tools"] = new JsonArray(Function()),
            },
            _ => new()
            {
                ["messages"] = new JsonArray([Message("system", "You edit code."), .. turns]),
                ["tools"] = new JsonArray(new JsonObject { ["type"] = "function", ["function"] = Function() }),
            },
        };
        return body.ToJsonString();
    }

    // The last turn is a tool's, as it is while an agent works on a task.
    private static JsonObject Turn(string shape, int at, string text) =>
        (at % 4, shape) switch
        {
            (0, "Anthropic body") => Message("user", new JsonArray(new JsonObject { ["type"] = "text", ["text"] = text })),
            (0, "Responses body") => Message("user", new JsonArray(new JsonObject { ["type"] = "input_text", ["text"] = text })),
            (0, _) => Message("user", text),
            (3, "Anthropic body") => Message(
                "user",
                new JsonArray(
                    new JsonObject
                    {
                        ["type"] = "tool_result",
                        ["tool_use_id"] = $"call-{at}",
                        ["content"] = text,
                    }
                )
            ),
            (3, "Responses body") => new()
            {
                ["type"] = "function_call_output",
                ["call_id"] = $"call-{at}",
                ["output"] = text,
            },
            (3, _) => new()
            {
                ["role"] = "tool",
                ["tool_call_id"] = $"call-{at}",
                ["content"] = text,
            },
            _ => Message("assistant", text),
        };

    private static JsonObject Message(string role, JsonNode content) => new() { ["role"] = role, ["content"] = content };

    private static JsonObject Function() => new() { ["name"] = "read", ["parameters"] = Schema() };

    private static JsonObject Schema() =>
        new()
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["path"] = new JsonObject { ["type"] = "string" } },
        };
}
