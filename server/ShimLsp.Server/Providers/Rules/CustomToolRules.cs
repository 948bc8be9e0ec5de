using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Server.Providers.Rules;

/// <summary>
/// A custom tool takes plain text, which only the Responses shape has. In the other shapes it is a function with one text,
/// <c>input</c>, and its grammar is in its description. <see cref="Replies.CustomInput"/> reads that text out of the reply.
/// </summary>
internal static class CustomToolRules
{
    /// <summary>The field that holds the text.</summary>
    public const string Field = "input";

    private static readonly JsonElement Schema = JsonElement.Parse(
        """
        {"type":"object","properties":{"input":{"type":"string","description":"The whole input of the tool, as plain text."}},
        "required":["input"],"additionalProperties":false}
        """
    );

    /// <summary>The tool as a function.</summary>
    /// <param name="tool">A custom tool.</param>
    public static OfferedTool AsFunction(OfferedTool tool) =>
        tool with
        {
            Kind = ToolKind.Function,
            Schema = Schema,
            Description = DescriptionOf(tool),
            InputFormat = null,
        };

    /// <summary>A call of the tool as one of the function.</summary>
    /// <param name="call">A call of a custom tool.</param>
    public static Part.ToolCall AsFunction(Part.ToolCall call)
    {
        var buffer = new ArrayBufferWriter<byte>(call.Arguments.Length + 16);
        using (var json = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString(Field, call.Arguments);
            json.WriteEndObject();
        }

        return call with
        {
            Kind = ToolKind.Function,
            Arguments = Encoding.UTF8.GetString(buffer.WrittenSpan),
        };
    }

    private static string? DescriptionOf(OfferedTool tool)
    {
        if (
            tool.InputFormat is not { } format
            || LenientJson.Find(format, "definition"u8) is not { ValueKind: JsonValueKind.String } grammar
        )
        {
            return tool.Description;
        }

        var syntax =
            LenientJson.Find(format, "syntax"u8) is { ValueKind: JsonValueKind.String } named && named.ValueEquals("regex"u8)
                ? "The input must match this regular expression:"
                : "The input must follow this Lark grammar:";
        return $"{tool.Description}\n\n{syntax}\n{LenientJson.Text(grammar)}".TrimStart();
    }
}
