using System.Text.Json;
using Microsoft.Extensions.AI;
using ShimLsp.Core.Models.Text;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers.Requests;

/// <summary>A request that has been read, in no provider's shape.</summary>
/// <param name="Messages">The conversation, oldest first, system prompts among them.</param>
/// <param name="Options">What else is asked. Shared by all calls: never written to.</param>
/// <param name="IsConversation">Whether more turns are to follow.</param>
internal sealed record ReadRequest(IReadOnlyList<ChatMessage> Messages, ChatOptions Options, bool IsConversation);

/// <summary>
/// Reads a request once for all the models that may be asked, from any of the three formats. What no provider's shape can carry is a fault
/// that names its path: nothing is lost in silence.
/// </summary>
internal static class RequestReader
{
    /// <summary>Reads it. Never throws for what a client can send.</summary>
    /// <param name="request">The request.</param>
    /// <param name="faults">Takes what is wrong.</param>
    /// <returns>The request; worth nothing where there is a fault.</returns>
    public static ReadRequest Read(ChatRequest request, RequestFaults faults)
    {
        var turns = new Turns();
        var options = new ChatOptions();
        var reader = new OptionReader(faults);
        switch (Given(request.Messages), Given(request.Body))
        {
            case ({ } messages, null):
                ReadTurns(messages, "messages", new(faults, turns), faults);
                break;
            case (null, { } body):
                ReadBody(body, turns, options, reader, faults);
                break;
            case (null, null):
                faults.Add("messages", "One of messages and body is required.");
                break;
            default:
                faults.Add("body", "Only one of messages and body may be given.");
                break;
        }

        if (turns.Messages.Count == 0)
        {
            faults.Add(Given(request.Body) is null ? "messages" : "body", "Must hold a message.");
        }

        Override(request, options, reader, faults);
        return new(turns.Messages, options, request.IsConversation);
    }

    private static JsonElement? Given(JsonElement? element) =>
        element is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.Null) } ? element : null;

    private static void ReadBody(JsonElement body, Turns turns, ChatOptions options, OptionReader reader, RequestFaults faults)
    {
        if (!faults.IsObject(body, "body"))
        {
            return;
        }

        var turnReader = new TurnReader(faults, turns);
        if (LenientJson.Find(body, "system"u8) is { } system)
        {
            turnReader.ReadSystem(system, "body.system");
        }

        if (LenientJson.Find(body, "instructions"u8) is { } instructions)
        {
            turnReader.ReadSystem(instructions, "body.instructions");
        }

        if (LenientJson.Find(body, "messages"u8) is { } messages)
        {
            ReadTurns(messages, "body.messages", turnReader, faults);
        }
        else if (LenientJson.Find(body, "input"u8) is { ValueKind: JsonValueKind.String } text)
        {
            turns.Add(ChatRole.User, [new TextContent(JsonText.Of(text))]);
        }
        else if (LenientJson.Find(body, "input"u8) is { } input)
        {
            ReadTurns(input, "body.input", turnReader, faults);
        }
        else
        {
            faults.Add("body", "Must hold messages (chat completions, Messages) or input (Responses).");
        }

        reader.Read(body, options);
    }

    private static void ReadTurns(JsonElement items, string path, TurnReader reader, RequestFaults faults)
    {
        if (items.ValueKind is JsonValueKind.Array)
        {
            reader.ReadAll(items, path);
        }
        else
        {
            faults.Add(path, "Must be an array of messages.");
        }
    }

    private static void Override(ChatRequest request, ChatOptions options, OptionReader reader, RequestFaults faults)
    {
        options.MaxOutputTokens = request.MaxOutputTokens ?? options.MaxOutputTokens;
        options.Temperature = (float?)request.Temperature ?? options.Temperature;
        if (Given(request.Tools) is { } tools)
        {
            options.Tools = reader.Tools(tools, "tools");
        }

        if (options.MaxOutputTokens < 1)
        {
            faults.Add("maxOutputTokens", "Must be at least 1.");
        }

        if (options.Temperature is not (null or >= 0 and <= 2))
        {
            faults.Add(request.Temperature is null ? "body.temperature" : "temperature", "Must be 0 to 2.");
        }
    }
}
