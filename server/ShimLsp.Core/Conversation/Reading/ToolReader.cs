using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation.Reading;

/// <summary>Reads the tools that a request offers, and which of them the model must or must not call.</summary>
/// <param name="faults">Receives the faults.</param>
internal sealed class ToolReader(RequestFaults faults)
{
    /// <summary>Reads an array of tools, in any of the three shapes.</summary>
    /// <param name="tools">The array.</param>
    /// <param name="path">Where it is.</param>
    public List<OfferedTool> Tools(JsonElement tools, string path)
    {
        List<OfferedTool> read = [];
        if (tools.ValueKind is not JsonValueKind.Array)
        {
            faults.Add(path, "must be an array.");
            return read;
        }

        var i = 0;
        foreach (var tool in tools.EnumerateArray())
        {
            if (Tool(tool, $"{path}[{i++}]") is { } one)
            {
                read.Add(one);
            }
        }

        return read;
    }

    /// <summary>Reads <c>tool_choice</c>; null for a fault.</summary>
    /// <param name="choice">The choice.</param>
    /// <param name="path">Where it is.</param>
    public ToolChoice? Choice(JsonElement choice, string path)
    {
        if (choice.ValueKind is JsonValueKind.String)
        {
            return ByWord(LenientJson.Text(choice), path);
        }

        if (!faults.IsObject(choice, path))
        {
            return null;
        }

        switch (faults.Text(choice, "type"u8, path + ".type"))
        {
            case "function" when LenientJson.Find(choice, "function"u8) is { } function:
                return faults.IsObject(function, path + ".function")
                    ? new(ToolChoiceKind.Named, faults.Name(function, "name"u8, path + ".function.name"))
                    : null;
            case "function" or "tool":
                return new(ToolChoiceKind.Named, faults.Name(choice, "name"u8, path + ".name"));
            case var word:
                return ByWord(word, path + ".type");
        }
    }

    private OfferedTool? Tool(JsonElement tool, string path)
    {
        if (!faults.IsObject(tool, path))
        {
            return null;
        }

        var type = faults.OptionalText(tool, "type"u8, path + ".type");
        var isMessages = LenientJson.Find(tool, "input_schema"u8) is not null;
        if (type is not ("function" or null) && !(type is "custom" && isMessages))
        {
            faults.Add(path, "Only tools of type function are supported: tools that the client runs.");
            return null;
        }

        var schema = "parameters";
        if (isMessages)
        {
            schema = "input_schema";
        }
        else if (LenientJson.Find(tool, "function"u8) is { } function)
        {
            path += ".function";
            if (!faults.IsObject(function, path))
            {
                return null;
            }

            tool = function;
        }

        return new OfferedTool(
            faults.Name(tool, "name"u8, path + ".name"),
            faults.OptionalText(tool, "description"u8, path + ".description"),
            Schema(LenientJson.Find(tool, isMessages ? "input_schema"u8 : "parameters"u8), $"{path}.{schema}"),
            faults.OptionalBool(tool, "strict"u8, path + ".strict")
        );
    }

    private JsonElement Schema(JsonElement? schema, string path)
    {
        if (schema is { ValueKind: not JsonValueKind.Object })
        {
            faults.Add(path, "must be an object: a JSON schema.");
            schema = null;
        }

        if (schema is { } given)
        {
            if (JsonText.Copy(given) is { } copy)
            {
                return copy;
            }

            faults.Add(path, "nests too deep.");
        }

        return JsonElement.Parse("""{"type":"object","properties":{}}""");
    }

    private ToolChoice? ByWord(string word, string path)
    {
        switch (word)
        {
            case "auto":
                return new(ToolChoiceKind.Auto);
            case "none":
                return new(ToolChoiceKind.None);
            case "required" or "any":
                return new(ToolChoiceKind.Required);
            default:
                faults.Add(path, "must be auto, none, required, or name one tool.");
                return null;
        }
    }
}
