using System.Diagnostics;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ShimLsp.Core.Conversation;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace ShimLsp.Server.Providers.OpenAi;

/// <summary>
/// Writes a conversation in the chat-completions shape. What the adapter underneath would lose is written here as the shape's own
/// message. A model's thoughts are left out: they are signed for the one model that thought them.
/// </summary>
internal static class OpenAiMessages
{
    /// <summary>Writes it.</summary>
    /// <param name="turns">The turns.</param>
    public static List<ChatMessage> Of(IEnumerable<Turn> turns)
    {
        List<ChatMessage> messages = [];
        foreach (var turn in turns)
        {
            if (turn.Role == TurnRole.Tool)
            {
                AddResults(turn, messages);
            }
            else if (turn.Parts.Any(part => part is Part.ToolCall))
            {
                messages.Add(Raw(ChatRole.Assistant, WithCalls(turn)));
            }
            else if (turn.Parts.Where(part => part is not Part.Reasoning).Select(Content).ToList() is { Count: > 0 } contents)
            {
                messages.Add(new(RoleOf(turn.Role), contents));
            }
        }

        return messages;
    }

    private static ChatRole RoleOf(TurnRole role) =>
        role switch
        {
            TurnRole.System => ChatRole.System,
            TurnRole.Assistant => ChatRole.Assistant,
            _ => ChatRole.User,
        };

    /// <summary>A turn with calls. Their arguments are sent as the model wrote them, without parsing.</summary>
    private static AssistantChatMessage WithCalls(Turn turn)
    {
        var calls = turn
            .Parts.OfType<Part.ToolCall>()
            .Select(call => ChatToolCall.CreateFunctionToolCall(call.Id, call.Name, BinaryData.FromString(call.Arguments)));
        var raw = new AssistantChatMessage(calls);
        if (string.Concat(turn.Parts.OfType<Part.Text>().Select(text => text.Value)) is { Length: > 0 } text)
        {
            raw.Content.Add(ChatMessageContentPart.CreateTextPart(text));
        }

        return raw;
    }

    /// <summary>Results are text in this shape. Their images follow after the last result, as a user message.</summary>
    private static void AddResults(Turn turn, List<ChatMessage> messages)
    {
        List<AIContent> images = [];
        foreach (var result in turn.Parts.OfType<Part.ToolResult>())
        {
            var text = result.JoinedText;
            if (!result.IsText)
            {
                images.AddRange(result.Parts.Where(part => part is not Part.Text).Select(Content));
                text = text.Length > 0 ? text : "(an image, which follows)";
            }

            // The shape has no field for a failure, and a failure must not pass for a result.
            messages.Add(Raw(ChatRole.Tool, new ToolChatMessage(result.CallId, result.IsError ? $"Error: {text}" : text)));
        }

        if (images.Count > 0)
        {
            messages.Add(new(ChatRole.User, images));
        }
    }

    private static AIContent Content(Part part) =>
        part switch
        {
            Part.Text text => new TextContent(text.Value),
            Part.Media media => new DataContent(media.Bytes, media.MediaType)
            {
                Name = media.Name,
                AdditionalProperties = DetailOf(media.Detail),
            },
            Part.ImageAddress image => new UriContent(image.Address, "image/*") { AdditionalProperties = DetailOf(image.Detail) },
            _ => throw new UnreachableException("The reader puts calls and results in turns of their own."),
        };

    // The adapter reads the level of detail from there.
    private static AdditionalPropertiesDictionary? DetailOf(string? detail) => detail is null ? null : new() { ["detail"] = detail };

    private static ChatMessage Raw(ChatRole role, OpenAI.Chat.ChatMessage raw) => new(role, []) { RawRepresentation = raw };
}
