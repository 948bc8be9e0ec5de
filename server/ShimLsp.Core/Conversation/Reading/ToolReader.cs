using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation.Reading;

/// <summary>Reads the tools that a request offers, and which of them the model must or must not call.</summary>
/// <param name="faults">Receives the faults.</param>
internal sealed class ToolReader(RequestFaults faults)
{
    /// <summary>Reads an array of tools, in any of the three shapes. The tools of a namespace count one by one.</summary>
    /// <param name="tools">The array.</param>
    /// <param name="path">Where it is.</param>
    public List<OfferedTool> Tools(JsonElement tools, string path)
    {
        List<OfferedTool> read = [];
        AddTools(tools, path, read);
        return read;
    }

    /// <summary>Reads <c>tool_choice</c>; null for a fault.</summary>
    /// <param name="choice">The choice.</param>
    /// <param name="offered">The tools on offer.</param>
    /// <param name="path">Where it is.</param>
    public ToolChoice? Choice(JsonElement choice, ImmutableArray<OfferedTool> offered, string path)
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
                return Named(function, path + ".function");
            case "custom" when LenientJson.Find(choice, "custom"u8) is { } custom:
                return Named(custom, path + ".custom");
            case "function" or "custom" or "tool":
                return Named(choice, path);
            case var type when offered.FirstOrDefault(tool => IsOfType(tool, type)) is { } server:
                return new(ToolChoiceKind.Named, server.Name);
            case var word:
                return ByWord(word, path + ".type");
        }
    }

    private static bool IsOfType(OfferedTool tool, string type) =>
        tool.Kind is ToolKind.Server && LenientJson.Find(tool.Source, "type"u8) is { } own && own.ValueEquals(type);

    private ToolChoice? Named(JsonElement holder, string path) =>
        faults.IsObject(holder, path)
            ? new(
                ToolChoiceKind.Named,
                faults.Name(holder, "name"u8, path + ".name"),
                faults.OptionalText(holder, "namespace"u8, path + ".namespace")
            )
            : null;

    private void AddTools(JsonElement tools, string path, List<OfferedTool> into, string? space = null, string? spaceDescription = null)
    {
        if (tools.ValueKind is not JsonValueKind.Array)
        {
            faults.Add(path, "must be an array.");
            return;
        }

        var i = 0;
        foreach (var tool in tools.EnumerateArray())
        {
            var here = $"{path}[{i++}]";
            if (!faults.IsObject(tool, here))
            {
                continue;
            }

            var type = faults.OptionalText(tool, "type"u8, here + ".type");
            if (type is "namespace" && space is null)
            {
                AddTools(
                    LenientJson.Find(tool, "tools"u8) ?? default,
                    here + ".tools",
                    into,
                    faults.Name(tool, "name"u8, here + ".name"),
                    faults.OptionalText(tool, "description"u8, here + ".description")
                );
            }
            else
            {
                into.Add(Tool(tool, type, here) with { Namespace = space, NamespaceDescription = spaceDescription });
            }
        }
    }

    private OfferedTool Tool(JsonElement tool, string? type, string path) =>
        (type, LenientJson.Find(tool, "input_schema"u8)) switch
        {
            (_, { } schema) => Function(tool, schema, path, ".input_schema"),
            ("custom", _) => LenientJson.Find(tool, "custom"u8) is { } custom ? Custom(custom, path + ".custom") : Custom(tool, path),
            ("function" or null, _) => LenientJson.Find(tool, "function"u8) is { } function
                ? Function(function, path + ".function")
                : Function(tool, path),
            _ => Server(tool, type, path),
        };

    private OfferedTool Function(JsonElement tool, string path) =>
        faults.IsObject(tool, path)
            ? Function(tool, LenientJson.Find(tool, "parameters"u8), path, ".parameters")
            : new("?", null, default, null);

    private OfferedTool Function(JsonElement tool, JsonElement? schema, string path, string schemaField) =>
        new(
            faults.Name(tool, "name"u8, path + ".name"),
            faults.OptionalText(tool, "description"u8, path + ".description"),
            Schema(schema, path + schemaField),
            faults.OptionalBool(tool, "strict"u8, path + ".strict")
        );

    private OfferedTool Custom(JsonElement tool, string path) =>
        !faults.IsObject(tool, path)
            ? new("?", null, default, null)
            : new(
                faults.Name(tool, "name"u8, path + ".name"),
                faults.OptionalText(tool, "description"u8, path + ".description"),
                default,
                null
            )
            {
                Kind = ToolKind.Custom,
                InputFormat = InputFormat(LenientJson.Find(tool, "format"u8), path + ".format"),
            };

    /// <summary>Chat completions have the grammar one level down: <c>{"type":"grammar","grammar":{"syntax","definition"}}</c>.</summary>
    private JsonElement? InputFormat(JsonElement? format, string path)
    {
        if (format is null || !faults.IsObject(format, path))
        {
            return null;
        }

        if (LenientJson.Find(format.Value, "grammar"u8) is not { ValueKind: JsonValueKind.Object } grammar)
        {
            return Copy(format.Value, path);
        }

        var syntax = JsonEncodedText.Encode(faults.Text(grammar, "syntax"u8, path + ".grammar.syntax"));
        var definition = JsonEncodedText.Encode(faults.Text(grammar, "definition"u8, path + ".grammar.definition"));
        return JsonElement.Parse($$"""{"type":"grammar","syntax":"{{syntax}}","definition":"{{definition}}"}""");
    }

    /// <summary>A tool that the provider runs. Anthropic's types end in a date, such as <c>web_search_20250305</c>.</summary>
    private OfferedTool Server(JsonElement tool, string type, string path) =>
        new(faults.OptionalText(tool, "name"u8, path + ".name") is { Length: > 0 } name ? name : type, null, default, null)
        {
            Kind = ToolKind.Server,
            Source = Copy(tool, path) ?? default,
            Format = EndsInDate(type) ? RequestFormat.AnthropicMessages : RequestFormat.Responses,
        };

    private static bool EndsInDate(string type) =>
        type.Length > 9 && type[^9] == '_' && type.AsSpan(type.Length - 8).IndexOfAnyExceptInRange('0', '9') < 0;

    private JsonElement? Copy(JsonElement given, string path)
    {
        if (JsonText.Copy(given) is { } copy)
        {
            return copy;
        }

        faults.Add(path, "nests too deep.");
        return null;
    }

    private JsonElement Schema(JsonElement? schema, string path)
    {
        if (schema is { ValueKind: not JsonValueKind.Object })
        {
            faults.Add(path, "must be an object: a JSON schema.");
            schema = null;
        }

        return (schema is { } given ? Copy(given, path) : null) ?? JsonElement.Parse("""{"type":"object","properties":{}}""");
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
