using System.Text;
using System.Text.Json;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Conversation.Asking;
using ShimLsp.Core.Conversation.Housekeeping;
using ShimLsp.Core.Conversation.Measuring;
using ShimLsp.Core.Models.Text;

namespace ShimLsp.Core.Routing.Signals;

/// <summary>
/// Reads what routing needs of a request: a plain task, chat messages, or a whole chat-completions, Responses or Messages body. Parts
/// it does not know are passed over, so that a provider's new kind of part is not an error here.
/// </summary>
/// <remarks>
/// The text is the person's own, of the latest user message that asks something: what clients wrap around it is taken off, and "yes" stands
/// for the task before it. Tool results and assistant turns are skipped, so that all tool round trips of a task have one text. Images count
/// anywhere, including in a tool's result. Tools count if the body offers them (<c>tools</c> or <c>functions</c>), even with
/// <c>tool_choice: "none"</c>, because the endpoint must still accept the definitions.
/// </remarks>
public static class SignalReader
{
    /// <summary>Reads the request. It never throws, whatever a client sends.</summary>
    /// <param name="request">The request.</param>
    public static SignalRead Read(RouteRequest request)
    {
        if (request.InputTokens < 0)
        {
            return SignalRead.Failed("inputTokens", "must be 0 or more.");
        }

        if (request.Read is { } read)
        {
            return read;
        }

        var messages = LenientJson.Given(request.Messages);
        var body = LenientJson.Given(request.Body);
        return (request.Task, messages, body) switch
        {
            ({ } task, null, null) => ReadTask(request, task),
            (null, null, null) => SignalRead.Failed("task", "Give task, messages or body."),
            (null, _, null) or (null, null, _) => ReadFrame(request, RequestFrame.Of(messages, body)),
            _ => SignalRead.Failed(body is null ? "messages" : "body", "Give only one of task, messages and body."),
        };
    }

    /// <summary>Reads a request that has been taken apart.</summary>
    /// <param name="frame">Its frame.</param>
    /// <param name="conversation">The conversation; null for none.</param>
    public static SignalRead Read(in RequestFrame frame, string? conversation = null) =>
        ReadFrame(new() { ConversationId = conversation }, frame);

    /// <summary>Reads a request whose model is known: its size, and no word of it.</summary>
    /// <param name="frame">Its frame.</param>
    internal static SignalRead ReadSize(in RequestFrame frame)
    {
        if (frame.Fault is { } unreadable)
        {
            return SignalRead.Failed(unreadable.Path, unreadable.Message);
        }

        var measure = ContentMeasure.SizeOf(frame, meter: null, out var hasWords);
        return hasWords || measure.Images > 0
            ? SignalRead.Of(new TaskSignal("", measure.Images > 0, measure.OffersTools, TokensOf(measure)))
            : AsksNothing(frame);
    }

    /// <summary>
    /// An estimate of a request's size in tokens, by kinds of characters: closer than that of a signal, and slower. It needs no word of a
    /// person.
    /// </summary>
    /// <param name="body">A whole request.</param>
    /// <param name="format">Its format.</param>
    /// <returns>The estimate; null if the request cannot be read.</returns>
    public static int? TokensOf(JsonElement body, RequestFormat format) => TokensOf(RequestFrame.Of(messages: null, body, format: format));

    /// <inheritdoc cref="TokensOf(JsonElement, RequestFormat)"/>
    /// <param name="frame">The request.</param>
    public static int? TokensOf(in RequestFrame frame)
    {
        if (frame.Fault is not null)
        {
            return null;
        }

        var meter = new TokenMeter();
        var measure = ContentMeasure.SizeOf(frame, meter, out _);
        var attached = (measure.Images + (long)measure.Files) * TokenEstimate.AttachmentTokens;
        var around = frame.Turns.ValueKind is JsonValueKind.Array ? frame.Turns.GetArrayLength() * TokenEstimate.MessageTokens : 0;
        return (int)Math.Min(int.MaxValue, meter.Tokens + attached + around);
    }

    private static int TokensOf(in ContentMeasure measure) => TokenEstimate.Of(measure.TextBytes, (long)measure.Images + measure.Files);

    private static SignalRead AsksNothing(in RequestFrame frame) =>
        TurnFault.Find(frame.Turns) is { } fault
            ? SignalRead.Failed(frame.Path + fault.Path, fault.Message)
            : SignalRead.Failed(frame.Path, "must hold a user message with some text, or an image.");

    private static SignalRead ReadTask(RouteRequest request, string task)
    {
        var text = UserWords.In(task);
        var hasImages = request.Images is true;
        var asked = AskedText.Alone(text, isKnown: request.ConversationId is not null);
        return text.Length == 0 && !hasImages
            ? SignalRead.Failed("task", "must hold some text.")
            : SignalRead.Of(
                new TaskSignal(
                    text,
                    hasImages,
                    request.Tools is true,
                    request.InputTokens ?? TokenEstimate.Of(Encoding.UTF8.GetByteCount(task), attachments: 0)
                )
                {
                    Latest = asked.Latest,
                    Complaint = asked.Complaint,
                }
            );
    }

    private static SignalRead ReadFrame(RouteRequest request, in RequestFrame frame)
    {
        if (frame.Fault is { } unreadable)
        {
            return SignalRead.Failed(unreadable.Path, unreadable.Message);
        }

        var measure = ContentMeasure.Of(frame, isKnown: request.ConversationId is not null);
        var hasImages = request.Images is true || measure.Images > 0;
        if (measure.Asked.Value.Length == 0 && !hasImages)
        {
            return AsksNothing(frame);
        }

        var asked = measure.Asked;
        var hardest = HardestText.Of(asked.Value, asked.Earlier);
        return SignalRead.Of(
            new TaskSignal(hardest, hasImages, request.Tools is true || measure.OffersTools, request.InputTokens ?? TokensOf(measure))
            {
                Continues = asked.Continues || !ReferenceEquals(hardest, asked.Value),
                Latest = asked.Latest,
                Complaint = asked.Complaint,
                Since = asked.Since,
                Housekeeping = HousekeepingCall.Of(frame),
            }
        );
    }
}
