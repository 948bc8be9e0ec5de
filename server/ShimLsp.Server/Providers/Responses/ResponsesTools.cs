using System.Collections.Immutable;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models.Text;
using ShimLsp.Server.Providers.OpenAi;

namespace ShimLsp.Server.Providers.Responses;

/// <summary>Writes the tools of a request of the Responses shape, those of one namespace together.</summary>
internal static class ResponsesTools
{
    /// <summary>Writes them, and which of them the model must or must not call.</summary>
    /// <param name="json">Where they go, an open object.</param>
    /// <param name="options">The options.</param>
    /// <param name="omitted">The options that this model refused.</param>
    public static void Write(Utf8JsonWriter json, ConversationOptions options, ImmutableSortedSet<string> omitted)
    {
        if (options.Tools.IsEmpty)
        {
            return;
        }

        var tellsStrict = !omitted.Contains("strict");
        json.WriteStartArray("tools"u8);
        HashSet<string> spaces = [];
        foreach (var tool in options.Tools)
        {
            if (tool.Namespace is not { } space)
            {
                WriteTool(json, tool, tellsStrict);
            }
            else if (spaces.Add(space))
            {
                WriteNamespace(json, space, [.. options.Tools.Where(other => other.Namespace == space)], tellsStrict);
            }
        }

        json.WriteEndArray();
        WriteChoice(json, options);
        if (options.AllowsParallelCalls is { } isParallel)
        {
            json.WriteBoolean("parallel_tool_calls"u8, isParallel);
        }
    }

    private static void WriteNamespace(Utf8JsonWriter json, string name, ImmutableArray<OfferedTool> tools, bool tellsStrict)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "namespace"u8);
        json.WriteString("name"u8, name);
        if (tools[0].NamespaceDescription is { } description)
        {
            json.WriteString("description"u8, description);
        }

        json.WriteStartArray("tools"u8);
        foreach (var tool in tools)
        {
            WriteTool(json, tool, tellsStrict);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTool(Utf8JsonWriter json, OfferedTool tool, bool tellsStrict)
    {
        if (tool.Kind is ToolKind.Server)
        {
            json.WriteRawValue(JsonText.Raw(tool.Source), skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        json.WriteString("type"u8, tool.Kind is ToolKind.Custom ? "custom"u8 : "function"u8);
        json.WriteString("name"u8, tool.Name);
        if (tool.Description is { Length: > 0 } description)
        {
            json.WriteString("description"u8, description);
        }

        if (tool.Kind is ToolKind.Function)
        {
            json.WritePropertyName("parameters"u8);
            json.WriteRawValue(tool.Schema.GetRawText());
            if (tellsStrict)
            {
                json.WriteBoolean("strict"u8, tool.IsStrict is true); // in this shape alone, a tool that does not say is strict
            }
        }
        else if (tool.InputFormat is { } format)
        {
            ProviderData.WriteField(json, "format"u8, format);
        }

        json.WriteEndObject();
    }

    private static void WriteChoice(Utf8JsonWriter json, ConversationOptions options)
    {
        switch (options.ToolChoice)
        {
            case null:
                return;
            case { Kind: ToolChoiceKind.Named } named:
                WriteNamed(json, named, options.Tools.FirstOrDefault(tool => tool.Name == named.Name && tool.Namespace == named.Namespace));
                break;
            case { Kind: var kind }:
                json.WriteString("tool_choice"u8, OpenAiFields.WordOf(kind));
                break;
        }
    }

    private static void WriteNamed(Utf8JsonWriter json, ToolChoice named, OfferedTool? tool)
    {
        json.WriteStartObject("tool_choice"u8);
        if (tool is { Kind: ToolKind.Server } && LenientJson.Find(tool.Source, "type"u8) is { } type)
        {
            ProviderData.WriteField(json, "type"u8, type);
        }
        else
        {
            json.WriteString("type"u8, tool is { Kind: ToolKind.Custom } ? "custom"u8 : "function"u8);
            json.WriteString("name"u8, named.Name);
            if (named.Namespace is { } space)
            {
                json.WriteString("namespace"u8, space);
            }
        }

        json.WriteEndObject();
    }
}
