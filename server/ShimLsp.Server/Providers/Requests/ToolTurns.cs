using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Providers.Requests;

/// <summary>Reads calls to tools and their results, in the shapes of all three request formats.</summary>
/// <param name="faults">Takes what is wrong.</param>
/// <param name="media">Reads images in results.</param>
internal sealed class ToolTurns(RequestFaults faults, MediaReader media)
{
    /// <summary>The field of a result's additional properties that says that the tool failed.</summary>
    public const string IsError = "is_error";

    /// <summary>Chat completions: an element of <c>tool_calls</c>.</summary>
    public FunctionCallContent? ToolCall(JsonElement call, string path)
    {
        if (!faults.IsObject(call, path))
        {
            return null;
        }

        var function = LenientJson.Find(call, "function"u8);
        return faults.IsObject(function, path + ".function")
            ? Call(faults.Name(call, "id"u8, path + ".id"), function.Value, "arguments"u8, path + ".function")
            : null;
    }

    /// <summary>Responses: an item <c>{"type":"function_call","call_id","name","arguments"}</c>.</summary>
    public FunctionCallContent FunctionCall(JsonElement item, string path) =>
        Call(faults.Name(item, "call_id"u8, path + ".call_id"), item, "arguments"u8, path);

    /// <summary>Messages: a block <c>{"type":"tool_use","id","name","input"}</c>.</summary>
    public FunctionCallContent ToolUse(JsonElement block, string path) =>
        Call(faults.Name(block, "id"u8, path + ".id"), block, "input"u8, path);

    /// <summary>A result, whose content is a text or an array of texts and images.</summary>
    /// <param name="holder">The message, item or block.</param>
    /// <param name="id">The field that names the call.</param>
    /// <param name="content">The field that holds the content.</param>
    /// <param name="path">Where the holder is.</param>
    public FunctionResultContent Result(JsonElement holder, string id, string content, string path)
    {
        var result = new FunctionResultContent(
            faults.Name(holder, Encoding.UTF8.GetBytes(id), $"{path}.{id}"),
            Contents(LenientJson.Find(holder, Encoding.UTF8.GetBytes(content)), $"{path}.{content}")
        );
        if (faults.OptionalBool(holder, "is_error"u8, path + ".is_error") is true)
        {
            result.AdditionalProperties = new() { [IsError] = true };
        }

        return result;
    }

    private FunctionCallContent Call(string id, JsonElement call, ReadOnlySpan<byte> arguments, string path) =>
        new(id, faults.Name(call, "name"u8, path + ".name"))
        {
            // As the model wrote them: they may be no JSON at all, and then they must still come back as they were.
            RawRepresentation = LenientJson.Find(call, arguments) switch
            {
                null => "{}",
                { ValueKind: JsonValueKind.String } text => JsonText.Of(text),
                { } value => JsonText.Raw(value),
            },
        };

    private object Contents(JsonElement? content, string path)
    {
        switch (content)
        {
            case null:
                return "";
            case { ValueKind: JsonValueKind.String } text:
                return JsonText.Of(text);
            case { ValueKind: JsonValueKind.Array } parts:
                List<AIContent> contents = [];
                var i = 0;
                foreach (var part in parts.EnumerateArray())
                {
                    if (Part(part, $"{path}[{i++}]") is { } read)
                    {
                        contents.Add(read);
                    }
                }

                return contents.TrueForAll(part => part is TextContent) ? string.Join('\n', contents) : contents;
            default:
                faults.Add(path, "Must be a string or an array of parts.");
                return "";
        }
    }

    private AIContent? Part(JsonElement part, string path)
    {
        if (!media.TryTextOrImage(part, path, out _, out var content))
        {
            faults.Add(path, "This kind of part cannot be carried in a tool's result: use text or an image.");
        }

        return content;
    }
}
