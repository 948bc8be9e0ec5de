using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using ShimLsp.Core.Conversation.Reading;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Conversation;

/// <summary>The format of a request, judged by its outer fields.</summary>
public enum RequestFormat
{
    /// <summary>An array of messages with no body around it. Each may be of any format.</summary>
    Messages,

    /// <summary>A chat-completions body: <c>messages</c>, and no field that only Anthropic has.</summary>
    ChatCompletions,

    /// <summary>A Responses body: <c>input</c>.</summary>
    Responses,

    /// <summary>An Anthropic Messages body: <c>messages</c>, and a field that only Anthropic has.</summary>
    AnthropicMessages,
}

/// <summary>
/// The outer fields of a request in any of the three formats. This is the one place that knows where a format keeps its turns, system
/// prompts and tools. It copies nothing, so a route pays only for what it reads.
/// </summary>
/// <remarks>
/// A frame refers to the JSON it was made of, and is usable as long as that is. Immutable and thread-safe. It is a large value, not an
/// object, because every route makes one and drops it: pass it by <c>in</c>.
/// </remarks>
[SuppressMessage("Performance", "CA1815", Justification = "Nobody compares frames.")]
public readonly struct RequestFrame
{
    internal const string NoTurns = "must hold messages (chat completions, Messages) or input (Responses).";

    private RequestFrame(RequestFormat format, JsonElement source, string path, in RequestFields fields, JsonElement? tools)
    {
        Format = format;
        Source = source;
        Path = path;
        System = fields.System;
        Instructions = fields.Instructions;
        Tools = LenientJson.Given(tools) ?? fields.Tools;
        ToolsPath = LenientJson.Given(tools) is null ? "body.tools" : "tools";
        Functions = LenientJson.Given(tools) is null ? fields.Functions : null;
        ReplyFormat = fields.ReplyFormat;
    }

    /// <summary>Which format it is.</summary>
    public RequestFormat Format { get; }

    /// <summary>The body, or the array of messages, as the client gave it. A gateway passes it on.</summary>
    public JsonElement Source { get; }

    /// <summary>Why no turns can be read; null if they can.</summary>
    public ConversationFault? Fault { get; private init; }

    /// <summary>The path of the turns, such as <c>body.messages</c>; if there is a fault, the path of the faulty field.</summary>
    internal string Path { get; }

    /// <summary>An array of messages or items, or one string. Undefined if there is a fault.</summary>
    internal JsonElement Turns { get; private init; }

    /// <summary>Anthropic's system prompt; null for none.</summary>
    internal JsonElement? System { get; }

    /// <summary>The system prompt of Responses; null for none.</summary>
    internal JsonElement? Instructions { get; }

    /// <summary>The tools in force: those given beside the body, or else the body's; null for none. They may have any JSON type.</summary>
    internal JsonElement? Tools { get; }

    /// <summary>Where the tools are.</summary>
    internal string ToolsPath { get; }

    /// <summary>The functions of older chat completions, if no tools replace them; null for none.</summary>
    internal JsonElement? Functions { get; }

    /// <summary>The format that the reply must have; null for none.</summary>
    internal ReplyFormatField? ReplyFormat { get; }

    /// <summary>The body's object; null for bare messages.</summary>
    internal JsonElement? Body => Format == RequestFormat.Messages ? null : Source;

    /// <summary>Finds a request's outer fields. It never throws, whatever a client sends.</summary>
    /// <param name="messages">An array of messages; null if there is a body.</param>
    /// <param name="body">A whole request; null if there are messages.</param>
    /// <param name="tools">Tools that replace the body's; null for the body's.</param>
    /// <param name="format">The body's format if it is known; null to judge it by its fields.</param>
    public static RequestFrame Of(JsonElement? messages, JsonElement? body, JsonElement? tools = null, RequestFormat? format = null) =>
        (LenientJson.Given(messages), LenientJson.Given(body)) switch
        {
            ({ } array, null) => OfMessages(array, tools),
            (null, { } whole) => OfBody(whole, tools, format),
            (null, null) => Failed("messages", "One of messages and body is required."),
            _ => Failed("body", "Only one of messages and body may be given."),
        };

    private static RequestFrame OfMessages(JsonElement messages, JsonElement? tools) =>
        messages.ValueKind == JsonValueKind.Array
            ? new(RequestFormat.Messages, messages, "messages", default, tools) { Turns = messages }
            : Failed("messages", "must be an array of messages.");

    private static RequestFrame OfBody(JsonElement body, JsonElement? tools, RequestFormat? known)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return Failed("body", "must be an object: a chat-completions, Responses or Messages request.");
        }

        var fields = RequestFields.Of(body);
        if ((fields.Messages ?? fields.Input) is not { } turns)
        {
            return Failed("body", NoTurns);
        }

        if (fields.Messages is null)
        {
            return turns.ValueKind is JsonValueKind.Array or JsonValueKind.String
                ? new(RequestFormat.Responses, body, "body.input", fields, tools) { Turns = turns }
                : Failed("body.input", "must be a string or an array of items.");
        }

        var format = known ?? (fields.IsAnthropic ? RequestFormat.AnthropicMessages : RequestFormat.ChatCompletions);
        return turns.ValueKind == JsonValueKind.Array
            ? new(format, body, "body.messages", fields, tools) { Turns = turns }
            : Failed("body.messages", "must be an array of messages.");
    }

    private static RequestFrame Failed(string path, string message) =>
        new(RequestFormat.Messages, default, path, default, tools: null) { Fault = new(path, message) };
}
