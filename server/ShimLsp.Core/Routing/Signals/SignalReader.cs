using System.Text;
using System.Text.Json;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Routing.Signals;

/// <summary>
/// Reads what routing needs of a request: a plain task, chat messages, or a whole chat-completions, Responses or Messages body. Parts
/// it does not know are passed over, so that a provider's new kind of part is no error here.
/// </summary>
/// <remarks>
/// The text is that of the latest user message that has any; tool results and assistant turns are skipped, so that a task's tool
/// round-trips keep one text. Images count anywhere, also in a tool's result. Tools count when the body offers them
/// (<c>tools</c> or <c>functions</c>), also under <c>tool_choice: "none"</c>: the endpoint has to accept the definitions all the same.
/// </remarks>
public static class SignalReader
{
    /// <summary>Reads the request. Never throws for what a client can send.</summary>
    /// <param name="request">The request.</param>
    public static SignalRead Read(RouteRequest request)
    {
        var messages = LenientJson.Given(request.Messages);
        var body = LenientJson.Given(request.Body);
        if (request.InputTokens < 0)
        {
            return SignalRead.Failed("inputTokens", "Must be 0 or more.");
        }

        return (request.Task, messages, body) switch
        {
            ({ } task, null, null) => ReadTask(request, task),
            (null, { } array, null) => ReadMessages(request, array),
            (null, null, { } whole) => ReadBody(request, whole),
            (null, null, null) => SignalRead.Failed("task", "One of task, messages and body is required."),
            _ => SignalRead.Failed(body is null ? "messages" : "body", "Only one of task, messages and body may be given."),
        };
    }

    private static SignalRead ReadTask(RouteRequest request, string task)
    {
        var text = task.Trim();
        var hasImages = request.Images is true;
        return text.Length == 0 && !hasImages
            ? SignalRead.Failed("task", "Must hold some text.")
            : SignalRead.Of(
                new TaskSignal(
                    text,
                    hasImages,
                    request.Tools is true,
                    request.InputTokens ?? TokenEstimate.Of(Encoding.UTF8.GetByteCount(task), attachments: 0)
                )
            );
    }

    private static SignalRead ReadMessages(RouteRequest request, JsonElement messages)
    {
        if (messages.ValueKind != JsonValueKind.Array)
        {
            return SignalRead.Failed("messages", "Must be an array of messages.");
        }

        var walk = new RequestWalk();
        walk.Turns(messages);
        return Finish(request, walk, messages, "messages", UserText.Latest(walk.UserMessages), offersTools: false);
    }

    private static SignalRead ReadBody(RouteRequest request, JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return SignalRead.Failed("body", "Must be an object: a chat-completions, Responses or Messages request.");
        }

        var messages = LenientJson.Find(body, "messages"u8);
        var input = LenientJson.Find(body, "input"u8);
        if ((messages ?? input) is not { } turns)
        {
            return SignalRead.Failed("body", "Must hold messages (chat completions, Messages) or input (Responses).");
        }

        var path = messages is null ? "body.input" : "body.messages";
        var walk = new RequestWalk();
        string text;
        if (turns.ValueKind == JsonValueKind.Array)
        {
            walk.Turns(turns);
            text = UserText.Latest(walk.UserMessages);
        }
        else if (messages is null && turns.ValueKind == JsonValueKind.String)
        {
            walk.Visit(turns);
            text = LenientJson.Text(turns).Trim();
        }
        else
        {
            return SignalRead.Failed(path, messages is null ? "Must be a string or an array of items." : "Must be an array of messages.");
        }

        return Finish(request, walk, turns, path, text, VisitFrame(body, walk));
    }

    /// <summary>Visits what a body holds beside its turns, and says whether it offers tools.</summary>
    private static bool VisitFrame(JsonElement body, RequestWalk walk)
    {
        var offersTools = false;
        foreach (var field in body.EnumerateObject())
        {
            var name = LenientJson.Name(field);
            if (name.SequenceEqual("system"u8) || name.SequenceEqual("instructions"u8))
            {
                walk.Visit(field.Value);
            }
            else if (name.SequenceEqual("tools"u8) || name.SequenceEqual("functions"u8))
            {
                offersTools |= field.Value.ValueKind == JsonValueKind.Array && field.Value.GetArrayLength() > 0;
                walk.Definition(field.Value);
            }
            else if (name.SequenceEqual("response_format"u8))
            {
                walk.Definition(field.Value);
            }
        }

        return offersTools;
    }

    private static SignalRead Finish(RouteRequest request, RequestWalk walk, JsonElement turns, string path, string text, bool offersTools)
    {
        var hasImages = request.Images is true || walk.Images > 0;
        if (request.ToolDefinitions is { ValueKind: JsonValueKind.Array } definitions)
        {
            walk.Definition(definitions);
            offersTools |= definitions.GetArrayLength() > 0;
        }

        if (text.Length == 0 && !hasImages)
        {
            return TurnFault.Find(turns) is { } fault
                ? SignalRead.Failed(path + fault.Path, fault.Message)
                : SignalRead.Failed(path, "Must hold a user message with some text, or an image.");
        }

        return SignalRead.Of(
            new TaskSignal(
                text,
                hasImages,
                request.Tools is true || offersTools,
                request.InputTokens ?? TokenEstimate.Of(walk.TextBytes, (long)walk.Images + walk.Files)
            )
        );
    }
}
