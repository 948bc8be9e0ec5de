using System.Text;
using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation.Reading;

/// <summary>Reads calls of tools and their results, in the shapes of all three request formats.</summary>
/// <param name="faults">Receives the faults.</param>
/// <param name="media">Reads images and files in results.</param>
/// <param name="dropped">Counts the parts of results that only their provider knows.</param>
internal sealed class ToolTurnReader(RequestFaults faults, MediaReader media, DroppedItems dropped)
{
    /// <summary>Chat completions: an element of <c>tool_calls</c>.</summary>
    public Part.ToolCall? ToolCall(JsonElement call, string path)
    {
        if (!faults.IsObject(call, path))
        {
            return null;
        }

        if (LenientJson.Find(call, "custom"u8) is { ValueKind: JsonValueKind.Object } custom)
        {
            var id = faults.Name(call, "id"u8, path + ".id");
            return Call(id, call, custom, "input"u8, path + ".custom") with { Kind = ToolKind.Custom };
        }

        var function = LenientJson.Find(call, "function"u8);
        return faults.IsObject(function, path + ".function")
            ? Call(faults.Name(call, "id"u8, path + ".id"), call, function.Value, "arguments"u8, path + ".function")
            : null;
    }

    /// <summary>Responses: an item <c>{"type":"function_call","call_id","name","arguments","namespace"?}</c>.</summary>
    public Part.ToolCall FunctionCall(JsonElement item, string path) =>
        Call(faults.Name(item, "call_id"u8, path + ".call_id"), item, item, "arguments"u8, path) with
        {
            Namespace = faults.OptionalText(item, "namespace"u8, path + ".namespace"),
        };

    /// <summary>Responses: an item <c>{"type":"custom_tool_call","call_id","name","input","namespace"?}</c>.</summary>
    public Part.ToolCall CustomCall(JsonElement item, string path) =>
        new(
            faults.Name(item, "call_id"u8, path + ".call_id"),
            faults.Name(item, "name"u8, path + ".name"),
            faults.OptionalText(item, "input"u8, path + ".input") ?? ""
        )
        {
            Kind = ToolKind.Custom,
            Namespace = faults.OptionalText(item, "namespace"u8, path + ".namespace"),
            Source = item,
        };

    /// <summary>Responses: an item <c>{"type":"local_shell_call","call_id","action"}</c>, read as a call of a function.</summary>
    public Part.ToolCall ShellCall(JsonElement item, string path)
    {
        var field = ShellIdField(item);
        var id = faults.Name(item, Encoding.UTF8.GetBytes(field), $"{path}.{field}");
        var action = LenientJson.Find(item, "action"u8);
        return new(id, "local_shell", faults.IsObject(action, path + ".action") ? JsonText.Raw(action.Value) : "{}") { Source = item };
    }

    /// <summary>The field that has the call's id in a <c>local_shell_call</c> or its output. Older clients send only <c>id</c>.</summary>
    /// <param name="item">The item.</param>
    public static string ShellIdField(JsonElement item) => LenientJson.Find(item, "call_id"u8) is null ? "id" : "call_id";

    /// <summary>Messages: a block <c>{"type":"tool_use","id","name","input"}</c>.</summary>
    public Part.ToolCall ToolUse(JsonElement block, string path) =>
        Call(faults.Name(block, "id"u8, path + ".id"), block, block, "input"u8, path);

    /// <summary>A result, whose content is a text or an array of texts, images and files.</summary>
    /// <param name="holder">The message, item or block.</param>
    /// <param name="id">The field that names the call.</param>
    /// <param name="content">The field that holds the content.</param>
    /// <param name="path">Where the holder is.</param>
    public Part.ToolResult Result(JsonElement holder, string id, string content, string path) =>
        new(
            faults.Name(holder, Encoding.UTF8.GetBytes(id), $"{path}.{id}"),
            [.. Contents(LenientJson.Find(holder, Encoding.UTF8.GetBytes(content)), $"{path}.{content}")],
            faults.OptionalBool(holder, "is_error"u8, path + ".is_error") is true
        )
        {
            Source = holder,
        };

    // The arguments stay as the model wrote them: they may not be JSON, and must come back as they were.
    private Part.ToolCall Call(string id, JsonElement source, JsonElement call, ReadOnlySpan<byte> arguments, string path) =>
        ReturnedReader.WithReturned(Read(id, source, call, arguments, path));

    private Part.ToolCall Read(string id, JsonElement source, JsonElement call, ReadOnlySpan<byte> arguments, string path) =>
        new(
            id,
            faults.Name(call, "name"u8, path + ".name"),
            LenientJson.Find(call, arguments) switch
            {
                null => "{}",
                { ValueKind: JsonValueKind.String } text => JsonText.Of(text),
                { } value => JsonText.Raw(value),
            }
        )
        {
            Source = source,
        };

    private List<Part> Contents(JsonElement? content, string path)
    {
        List<Part> parts = [];
        switch (content)
        {
            case null:
                break;
            case { ValueKind: JsonValueKind.String } text:
                parts.Add(new Part.Text(text) { Source = text });
                break;
            case { ValueKind: JsonValueKind.Array } array:
                var i = 0;
                foreach (var part in array.EnumerateArray())
                {
                    if (Content(part, $"{path}[{i++}]") is { } read)
                    {
                        parts.Add(read with { Source = part });
                    }
                }

                break;
            default:
                faults.Add(path, "must be a string or an array of parts.");
                break;
        }

        return parts;
    }

    private Part? Content(JsonElement part, string path)
    {
        if (media.TryTextOrImage(part, path, out var kind, out var content) || media.TryFile(part, kind, path, out content))
        {
            return content;
        }

        if (kind is "tool_reference") // Claude Code found a tool, which its next request offers
        {
            return new Part.Text($"Found the tool {faults.Name(part, "tool_name"u8, path + ".tool_name")}.");
        }

        dropped.Add(kind ?? ""); // a tool's result is worth more without it than a refusal of the whole request
        return null;
    }
}
