using System.Text.Json;
using System.Text.Json.Nodes;
using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Tests.Support;

/// <summary>
/// A request of a coding agent in the middle of a task: calls of tools with their results, written in any of the three formats. Each call
/// has a short name in a test's table, such as <c>test! </c>: see <see cref="Calls"/>.
/// </summary>
internal static class AgentRun
{
    public static readonly string[] Formats = ["chat", "responses", "messages"];

    /// <summary>Tool, arguments, result, whether the client marks it as an error.</summary>
    private static readonly Dictionary<string, (string Tool, string Arguments, string Result, bool IsError)> Calls = new(
        StringComparer.Ordinal
    )
    {
        ["read"] = ("Read", """{"file_path":"/src/pool.py"}""", "class Pool: # raises Error", false),
        ["grep"] = ("Grep", """{"pattern":"Pool","path":"/src"}""", "pool.py:1: class Pool", false),
        ["ls"] = ("Bash", """{"command":"ls -la"}""", "pool.py", false),
        ["test!"] = (
            "Bash",
            """{"command":"pytest -q"}""",
            "FAILED tests/test_pool.py::test_close - assert 3 == 4\n1 failed in 0.12s",
            true
        ),
        ["test?"] = (
            "Bash",
            """{"command":"pytest -q"}""",
            "FAILED tests/test_pool.py::test_open - KeyError: 'x'\n1 failed in 0.12s",
            true
        ),
        ["test"] = ("Bash", """{"command":"pytest -q"}""", "12 passed in 0.30s", false),
        ["a>b"] = ("Edit", """{"file_path":"/src/pool.py","old_string":"n = 1","new_string":"n = 2"}""", "The file was updated.", false),
        ["b>a"] = ("Edit", """{"file_path":"/src/pool.py","old_string":"n = 2","new_string":"n = 1"}""", "The file was updated.", false),
        ["c>d"] = ("Edit", """{"file_path":"/src/pool.py","old_string":"lock()","new_string":"unlock()"}""", "Updated.", false),
        ["e>f"] = ("Edit", """{"file_path":"/src/pool.py","old_string":"wait","new_string":"notify"}""", "Updated.", false),
        ["refused"] = ("Edit", """{"file_path":"/src/pool.py"}""", "<tool_use_error>InputValidationError: old_string is missing", true),
        ["missing"] = (
            "Edit",
            """{"file_path":"/src/a.py","old_string":"zzz"}""",
            "<tool_use_error>String to replace not found in file.",
            true
        ),
        ["run!"] = ("Bash", """{"command":"python app.py"}""", "Traceback (most recent call last):\nTypeError: f() takes 1 argument", true),
        ["run"] = ("Bash", """{"command":"python app.py"}""", "ready", false),
        ["wait"] = ("BashOutput", """{"bash_id":"1"}""", "still running", false),
        ["stopped"] = (
            "Edit",
            """{"file_path":"/src/x.py","old_string":"a"}""",
            "The user doesn't want to proceed with this tool use.",
            true
        ),
    };

    /// <summary>A request of an agent.</summary>
    /// <param name="format">One of <see cref="Formats"/>.</param>
    /// <param name="task">The person's task.</param>
    /// <param name="calls">
    /// The calls, each a name of the table; <c>read7</c> is the same call about another file, <c>run!7</c> the same with other arguments.
    /// What stands in quotation marks is a message of the person.
    /// </param>
    public static RouteRequest Request(string format, string task, string calls, string? conversation = null)
    {
        var turns = new JsonArray { Says(format, "user", task) };
        var number = 0;
        foreach (var word in calls.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (word[0] == '"')
            {
                turns.Add(Says(format, "assistant", "I have changed it."));
                turns.Add(Says(format, "user", word.Trim('"').Replace('_', ' ')));
                continue;
            }

            var name = word.TrimEnd("0123456789".ToCharArray());
            var (tool, arguments, result, isError) = Calls[name];
            var other = word[name.Length..];
            Add(
                turns,
                format,
                $"c{number++}",
                tool,
                other.Length == 0 ? arguments : arguments.Replace(".py", $"{other}.py"),
                result,
                isError
            );
        }

        var body = new JsonObject { [format == "responses" ? "input" : "messages"] = turns };
        if (format == "messages")
        {
            body["max_tokens"] = 100;
            body["system"] = "You are an agent.";
        }

        return new()
        {
            Body = JsonElement.Parse(body.ToJsonString()),
            ConversationId = conversation,
            InputTokens = 1_000,
        };
    }

    private static JsonObject Says(string format, string role, string text) =>
        format == "responses"
            ? new()
            {
                ["type"] = "message",
                ["role"] = role,
                ["content"] = new JsonArray(Text(role == "user" ? "input_text" : "output_text", text)),
            }
            : new() { ["role"] = role, ["content"] = text };

    private static JsonObject Text(string type, string text) => new() { ["type"] = type, ["text"] = text };

    private static void Add(JsonArray turns, string format, string id, string tool, string arguments, string result, bool isError)
    {
        switch (format)
        {
            case "chat":
                var function = new JsonObject { ["name"] = tool, ["arguments"] = arguments };
                var call = new JsonObject
                {
                    ["id"] = id,
                    ["type"] = "function",
                    ["function"] = function,
                };
                turns.Add(
                    new JsonObject
                    {
                        ["role"] = "assistant",
                        ["content"] = null,
                        ["tool_calls"] = new JsonArray(call),
                    }
                );
                turns.Add(
                    new JsonObject
                    {
                        ["role"] = "tool",
                        ["tool_call_id"] = id,
                        ["content"] = WithCode(result, isError),
                    }
                );
                break;
            case "responses":
                turns.Add(
                    new JsonObject
                    {
                        ["type"] = "function_call",
                        ["call_id"] = id,
                        ["name"] = tool,
                        ["arguments"] = arguments,
                    }
                );
                turns.Add(
                    new JsonObject
                    {
                        ["type"] = "function_call_output",
                        ["call_id"] = id,
                        ["output"] = WithCode(result, isError),
                    }
                );
                break;
            default:
                var use = new JsonObject
                {
                    ["type"] = "tool_use",
                    ["id"] = id,
                    ["name"] = tool,
                    ["input"] = JsonNode.Parse(arguments),
                };
                var back = new JsonObject
                {
                    ["type"] = "tool_result",
                    ["tool_use_id"] = id,
                    ["content"] = result,
                    ["is_error"] = isError,
                };
                turns.Add(new JsonObject { ["role"] = "assistant", ["content"] = new JsonArray(use) });
                turns.Add(new JsonObject { ["role"] = "user", ["content"] = new JsonArray(back) });
                break;
        }
    }

    // Clients of OpenAI's formats say in the text that a command failed.
    private static string WithCode(string result, bool isError) => isError && !result.StartsWith('<') ? $"Exit code: 1\n{result}" : result;
}
