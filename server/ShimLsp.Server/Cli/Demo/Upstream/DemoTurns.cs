using System.Text.Json;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Cli.Demo.Upstream;

/// <summary>The turns of the demonstration as an editor would send them: messages and tools of the chat-completions shape.</summary>
internal static class DemoTurns
{
    /// <summary>The tool that is offered.</summary>
    public const string ToolName = "read_file";

    private const string Tools = $$"""
        [ { "type": "function", "function": { "name": "{{ToolName}}", "description": "Reads a file of the workspace.",
            "parameters": { "type": "object", "properties": { "path": { "type": "string" } }, "required": ["path"] } } } ]
        """;

    /// <summary>One question.</summary>
    /// <param name="text">The question.</param>
    public static JsonElement Question(string text) => JsonElement.Parse($"[{User(text)}]");

    /// <summary>A question, and a tool to answer it with.</summary>
    /// <param name="text">The question.</param>
    public static ChatParams WithTool(string text) => new() { Messages = Question(text), Tools = JsonElement.Parse(Tools) };

    /// <summary>The same turn once more, after the model has called the tool.</summary>
    /// <param name="text">The question.</param>
    /// <param name="call">The call.</param>
    /// <param name="result">What the tool gave.</param>
    public static ChatParams WithResult(string text, ToolCallInfo call, string result) =>
        WithTool(text) with
        {
            Messages = JsonElement.Parse(
                $$"""
                [ {{User(text)}},
                  { "role": "assistant", "tool_calls": [
                    { "id": {{Quoted(call.Id)}}, "type": "function", "function": { "name": {{Quoted(call.Name)}}, "arguments": {{Quoted(
                    call.Arguments
                )}} } } ] },
                  { "role": "tool", "tool_call_id": {{Quoted(call.Id)}}, "content": {{Quoted(result)}} } ]
                """
            ),
        };

    private static string User(string text) => $$"""{ "role": "user", "content": {{Quoted(text)}} }""";

    private static string Quoted(string text) => $"\"{JsonEncodedText.Encode(text)}\"";
}
