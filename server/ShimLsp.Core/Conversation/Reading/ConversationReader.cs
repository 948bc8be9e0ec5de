using System.Text.Json;

namespace ShimLsp.Core.Conversation.Reading;

/// <summary>
/// Reads a conversation from a request of any of the three formats, once for all the models that may be asked. What no provider's shape
/// can carry is a fault that names its path. Only what is of an unknown type is left out, and counted: items, fields of the body, and what
/// a provider put into its model's turn or a tool into its result. Clients send new ones every month, and a model does well without them.
/// </summary>
public static class ConversationReader
{
    /// <summary>Reads a request. It never throws, whatever a client sends.</summary>
    /// <param name="request">The request.</param>
    public static ConversationRead Read(ChatRequest request) => Read(request, request.ToFrame());

    /// <summary>Reads a request whose outer fields are known. It never throws, whatever a client sends.</summary>
    /// <param name="request">The request.</param>
    /// <param name="frame">The request's frame.</param>
    public static ConversationRead Read(ChatRequest request, in RequestFrame frame)
    {
        if (frame.Fault is { } unreadable)
        {
            return ConversationRead.Failed(unreadable);
        }

        var faults = new RequestFaults();
        var turns = new TurnList();
        var reader = new TurnReader(faults, turns);
        ReadTurns(frame, turns, reader);
        var options = new OptionReader(faults).Read(frame, reader.Tools);
        if (turns.IsEmpty)
        {
            faults.Add(frame.Path, "must hold a message.");
        }

        if (reader.IsCompaction)
        {
            options = options with { ToolChoice = new(ToolChoiceKind.None) }; // a summary is wanted, nothing else
        }

        if (frame.Body is { } body)
        {
            KnownFields.CountOthers(body, reader.Dropped);
        }

        options = Override(options, request, faults);
        return faults.First is { } fault
            ? ConversationRead.Failed(fault)
            : ConversationRead.Of(
                new(turns.ToTurns(), options)
                {
                    Frame = frame,
                    Bytes = request.Bytes,
                    Id = request.ConversationId,
                    PassedHeaders = request.PassedHeaders,
                    Dropped = reader.Dropped.Counts,
                }
            );
    }

    private static void ReadTurns(in RequestFrame frame, TurnList turns, TurnReader reader)
    {
        if (frame.System is { } system)
        {
            reader.ReadSystem(system, "body.system");
        }

        if (frame.Instructions is { } instructions)
        {
            reader.ReadSystem(instructions, "body.instructions");
        }

        if (frame.Turns.ValueKind == JsonValueKind.String)
        {
            turns.Add(TurnRole.User, [new Part.Text(frame.Turns) { Source = frame.Turns }]);
        }
        else
        {
            reader.ReadAll(frame.Turns, frame.Path);
        }
    }

    private static ConversationOptions Override(ConversationOptions options, ChatRequest request, RequestFaults faults)
    {
        options = options with
        {
            MaxOutputTokens = request.MaxOutputTokens ?? options.MaxOutputTokens,
            Temperature = (float?)request.Temperature ?? options.Temperature,
        };
        if (options.MaxOutputTokens < 1)
        {
            faults.Add("maxOutputTokens", "must be at least 1.");
        }

        if (options.Temperature is not (null or >= 0 and <= 2))
        {
            faults.Add(request.Temperature is null ? "body.temperature" : "temperature", "must be from 0 to 2.");
        }

        return options;
    }
}
