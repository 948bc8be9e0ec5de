using System.Text.Json;
using Microsoft.Extensions.AI;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Providers.Requests;

/// <summary>
/// Reads the turns of a conversation: messages, or the items of a Responses request. What a model thought is left out on purpose: it is
/// signed for the one model that thought it. Everything else is carried, or is a fault.
/// </summary>
/// <param name="faults">Takes what is wrong.</param>
/// <param name="turns">Takes what was read.</param>
internal sealed class TurnReader(RequestFaults faults, Turns turns)
{
    private readonly MediaReader media = new(faults);
    private readonly ToolTurns tools = new(faults, new MediaReader(faults));

    /// <summary>Reads an array of turns.</summary>
    /// <param name="items">The array.</param>
    /// <param name="path">Where it is.</param>
    public void ReadAll(JsonElement items, string path)
    {
        var i = 0;
        foreach (var item in items.EnumerateArray())
        {
            Read(item, $"{path}[{i++}]");
        }
    }

    /// <summary>Reads a system prompt: a text, or an array of text parts.</summary>
    /// <param name="prompt">The prompt.</param>
    /// <param name="path">Where it is.</param>
    public void ReadSystem(JsonElement prompt, string path)
    {
        List<AIContent> contents = [];
        Contents(prompt, path, contents, isText: true);
        turns.Add(ChatRole.System, contents);
    }

    private void Read(JsonElement item, string path)
    {
        if (!faults.IsObject(item, path))
        {
            return;
        }

        switch (faults.OptionalText(item, "type"u8, path + ".type"), LenientJson.Find(item, "role"u8))
        {
            case (null or "message", _):
                ReadMessage(item, path);
                break;
            case ("function_call", _):
                turns.AddCall(tools.FunctionCall(item, path));
                break;
            case ("function_call_output", _):
                turns.AddResult(tools.Result(item, "call_id", "output", path));
                break;
            case ("reasoning", _):
                break;
            case ("item_reference", _):
                faults.Add(path, "An item that one provider has stored cannot be carried: give the item itself.");
                break;
            default:
                faults.Add(path, "This kind of item cannot be carried: use messages, function calls and their outputs.");
                break;
        }
    }

    private void ReadMessage(JsonElement message, string path)
    {
        if (LenientJson.Find(message, "images"u8) is { ValueKind: JsonValueKind.Array } images && images.GetArrayLength() > 0)
        {
            faults.Add(path + ".images", "Give images as parts of the content, of type image_url.");
        }

        var contents = new List<AIContent>();
        switch (faults.Text(message, "role"u8, path + ".role"))
        {
            case "system" or "developer":
                Content(message, path, contents, isText: true);
                turns.Add(ChatRole.System, contents);
                break;
            case "user":
                Content(message, path, contents);
                turns.Add(ChatRole.User, contents);
                break;
            case "assistant":
                Content(message, path, contents, isOptional: true);
                Calls(message, path, contents);
                turns.Add(ChatRole.Assistant, contents);
                break;
            case "tool":
                turns.AddResult(tools.Result(message, "tool_call_id", "content", path));
                break;
            default:
                faults.Add(path + ".role", "Must be system, developer, user, assistant or tool.");
                break;
        }
    }

    private void Calls(JsonElement message, string path, List<AIContent> contents)
    {
        if (LenientJson.Find(message, "function_call"u8) is not null)
        {
            faults.Add(path + ".function_call", "Use tool_calls.");
        }

        if (LenientJson.Find(message, "tool_calls"u8) is not { } calls)
        {
            return;
        }

        path += ".tool_calls";
        if (calls.ValueKind is not JsonValueKind.Array)
        {
            faults.Add(path, "Must be an array.");
            return;
        }

        var i = 0;
        foreach (var call in calls.EnumerateArray())
        {
            if (tools.ToolCall(call, $"{path}[{i++}]") is { } read)
            {
                contents.Add(read);
            }
        }
    }

    private void Content(JsonElement message, string path, List<AIContent> contents, bool isText = false, bool isOptional = false)
    {
        if (LenientJson.Find(message, "content"u8) is { } content)
        {
            Contents(content, path + ".content", contents, isText);
        }
        else if (!isOptional)
        {
            faults.Add(path + ".content", "Must be a string or an array of parts.");
        }
    }

    private void Contents(JsonElement content, string path, List<AIContent> contents, bool isText)
    {
        switch (content.ValueKind)
        {
            case JsonValueKind.String:
                contents.Add(new TextContent(JsonText.Of(content)));
                break;
            case JsonValueKind.Array:
                var i = 0;
                foreach (var part in content.EnumerateArray())
                {
                    var here = $"{path}[{i++}]";
                    if (Part(part, here) is not { } read)
                    {
                        continue;
                    }

                    if (isText && read is not TextContent)
                    {
                        faults.Add(here, "A system prompt holds text only.");
                    }

                    contents.Add(read);
                }

                break;
            default:
                faults.Add(path, "Must be a string or an array of parts.");
                break;
        }
    }

    /// <summary>Reads a part; null where it is a tool's result, which goes to a message of its own, a thought, or a fault.</summary>
    private AIContent? Part(JsonElement part, string path)
    {
        if (media.TryTextOrImage(part, path, out var kind, out var content))
        {
            return content;
        }

        switch (kind)
        {
            case "refusal":
                return new TextContent(faults.Text(part, "refusal"u8, path + ".refusal"));
            case "document":
                return media.Document(part, path);
            case "input_file":
                return media.FileData(part, path);
            case "file":
                var file = LenientJson.Find(part, "file"u8);
                return faults.IsObject(file, path + ".file") ? media.FileData(file.Value, path + ".file") : null;
            case "tool_use":
                return tools.ToolUse(part, path);
            case "tool_result":
                turns.AddResult(tools.Result(part, "tool_use_id", "content", path));
                return null;
            case "thinking" or "redacted_thinking" or "reasoning":
                return null;
            default:
                faults.Add(path, "This kind of part cannot be carried: use text, an image or a PDF file, a tool's call or its result.");
                return null;
        }
    }
}
