using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation.Reading;

/// <summary>The format of a reply that a body asks for.</summary>
/// <param name="Value">The format, of any JSON type.</param>
/// <param name="Path">Where it is.</param>
/// <param name="IsNested">Whether its schema is one level down, in <c>json_schema</c>: so in chat completions.</param>
internal readonly record struct ReplyFormatField(JsonElement Value, string Path, bool IsNested);

/// <summary>The fields of a body that both the signal and the conversation need, found in one pass. JSON's null counts as absent.</summary>
internal readonly record struct RequestFields
{
    public JsonElement? Messages { get; private init; }

    public JsonElement? Input { get; private init; }

    public JsonElement? System { get; private init; }

    public JsonElement? Instructions { get; private init; }

    public JsonElement? Tools { get; private init; }

    public JsonElement? Functions { get; private init; }

    public ReplyFormatField? ReplyFormat { get; private init; }

    /// <summary>Whether there is a field that only Anthropic's format has.</summary>
    public bool IsAnthropic { get; private init; }

    /// <summary>Finds them. Of two fields with one name the last counts.</summary>
    /// <param name="body">An object.</param>
    public static RequestFields Of(JsonElement body)
    {
        JsonElement? messages = null,
            input = null,
            system = null,
            instructions = null,
            tools = null,
            functions = null;
        JsonElement? format = null,
            text = null,
            output = null;
        var isAnthropic = false;
        foreach (var field in body.EnumerateObject())
        {
            var name = LenientJson.Name(field);
            if (name.SequenceEqual("messages"u8))
            {
                messages = field.Value;
            }
            else if (name.SequenceEqual("input"u8))
            {
                input = field.Value;
            }
            else if (name.SequenceEqual("instructions"u8))
            {
                instructions = field.Value;
            }
            else if (name.SequenceEqual("tools"u8))
            {
                tools = field.Value;
            }
            else if (name.SequenceEqual("functions"u8))
            {
                functions = field.Value;
            }
            else if (name.SequenceEqual("response_format"u8))
            {
                format = field.Value;
            }
            else if (name.SequenceEqual("text"u8))
            {
                text = field.Value;
            }
            else if (name.SequenceEqual("system"u8))
            {
                system = field.Value;
            }
            else if (name.SequenceEqual("output_config"u8))
            {
                output = field.Value;
            }

            isAnthropic |= IsAnthropicOnly(name);
        }

        return new()
        {
            Messages = LenientJson.Given(messages),
            Input = LenientJson.Given(input),
            System = LenientJson.Given(system),
            Instructions = LenientJson.Given(instructions),
            Tools = LenientJson.Given(tools),
            Functions = LenientJson.Given(functions),
            ReplyFormat = LenientJson.Given(format) is { } found
                ? new(found, "body.response_format", IsNested: true)
                : Inner(text, "body.text.format") ?? Inner(output, "body.output_config.format"),
            IsAnthropic = isAnthropic,
        };
    }

    private static bool IsAnthropicOnly(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("system"u8)
        || name.SequenceEqual("stop_sequences"u8)
        || name.SequenceEqual("anthropic_version"u8)
        || name.SequenceEqual("thinking"u8)
        || name.SequenceEqual("output_config"u8);

    private static ReplyFormatField? Inner(JsonElement? holder, string path) =>
        holder is { ValueKind: JsonValueKind.Object } given && LenientJson.Find(given, "format"u8) is { } format
            ? new(format, path, IsNested: false)
            : null;
}
