using System.Runtime.CompilerServices;
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
        var found = new Places();
        var isAnthropic = false;
        foreach (var field in body.EnumerateObject())
        {
            var name = LenientJson.Name(field);
            if (PlaceOf(name) is { } place)
            {
                found[(int)place] = field.Value;
            }

            isAnthropic |= IsAnthropicOnly(name);
        }

        return new()
        {
            Messages = LenientJson.Given(found[(int)Place.Messages]),
            Input = LenientJson.Given(found[(int)Place.Input]),
            System = LenientJson.Given(found[(int)Place.System]),
            Instructions = LenientJson.Given(found[(int)Place.Instructions]),
            Tools = LenientJson.Given(found[(int)Place.Tools]),
            Functions = LenientJson.Given(found[(int)Place.Functions]),
            ReplyFormat = LenientJson.Given(found[(int)Place.ResponseFormat]) is { } format
                ? new(format, "body.response_format", IsNested: true)
                : Inner(found[(int)Place.Text], "body.text.format") ?? Inner(found[(int)Place.OutputConfig], "body.output_config.format"),
            IsAnthropic = isAnthropic,
        };
    }

    private static Place? PlaceOf(ReadOnlySpan<byte> name) =>
        name switch
        {
            _ when name.SequenceEqual("messages"u8) => Place.Messages,
            _ when name.SequenceEqual("input"u8) => Place.Input,
            _ when name.SequenceEqual("system"u8) => Place.System,
            _ when name.SequenceEqual("instructions"u8) => Place.Instructions,
            _ when name.SequenceEqual("tools"u8) => Place.Tools,
            _ when name.SequenceEqual("functions"u8) => Place.Functions,
            _ when name.SequenceEqual("response_format"u8) => Place.ResponseFormat,
            _ when name.SequenceEqual("text"u8) => Place.Text,
            _ when name.SequenceEqual("output_config"u8) => Place.OutputConfig,
            _ => null,
        };

    private static bool IsAnthropicOnly(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("system"u8)
        || name.SequenceEqual("stop_sequences"u8)
        || name.SequenceEqual("anthropic_version"u8)
        || name.SequenceEqual("thinking"u8)
        || name.SequenceEqual("output_config"u8);

    private static ReplyFormatField? Inner(JsonElement holder, string path) =>
        holder.ValueKind == JsonValueKind.Object && LenientJson.Find(holder, "format"u8) is { } format
            ? new(format, path, IsNested: false)
            : null;

    private enum Place
    {
        Messages,
        Input,
        System,
        Instructions,
        Tools,
        Functions,
        ResponseFormat,
        Text,
        OutputConfig,
    }

    [InlineArray((int)Place.OutputConfig + 1)]
    private struct Places
    {
        private JsonElement first; // undefined until its field is found
    }
}
