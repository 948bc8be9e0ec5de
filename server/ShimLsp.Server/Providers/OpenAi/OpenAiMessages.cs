using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ShimLsp.Server.Providers.Requests;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

namespace ShimLsp.Server.Providers.OpenAi;

/// <summary>Fits a conversation to the chat-completions shape, where the adapter underneath would lose something of it.</summary>
internal static class OpenAiMessages
{
    /// <summary>Fits it.</summary>
    /// <param name="messages">The conversation.</param>
    public static List<ChatMessage> Of(IReadOnlyList<ChatMessage> messages)
    {
        var fitted = new List<ChatMessage>(messages.Count);
        foreach (var message in messages)
        {
            if (message.Role == ChatRole.Assistant && message.Contents.Any(content => content is FunctionCallContent))
            {
                fitted.Add(Raw(message.Role, WithCalls(message)));
            }
            else if (message.Role == ChatRole.Tool)
            {
                AddResults(message, fitted);
            }
            else
            {
                fitted.Add(message);
            }
        }

        return fitted;
    }

    /// <summary>A turn with calls: their arguments go out as the model wrote them, not parsed and written anew.</summary>
    private static AssistantChatMessage WithCalls(ChatMessage message)
    {
        var calls = message
            .Contents.OfType<FunctionCallContent>()
            .Select(call =>
                ChatToolCall.CreateFunctionToolCall(call.CallId, call.Name, BinaryData.FromString((string)call.RawRepresentation!))
            );
        var raw = new AssistantChatMessage(calls);
        if (string.Concat(message.Contents.OfType<TextContent>()) is { Length: > 0 } text)
        {
            raw.Content.Add(ChatMessageContentPart.CreateTextPart(text));
        }

        return raw;
    }

    /// <summary>Results are text in this shape: an image of one follows as the person's, behind the last of them.</summary>
    private static void AddResults(ChatMessage message, List<ChatMessage> fitted)
    {
        List<AIContent> images = [];
        foreach (var result in message.Contents.OfType<FunctionResultContent>())
        {
            var text = result.Result as string;
            if (result.Result is IEnumerable<AIContent> parts)
            {
                text = string.Join('\n', parts.OfType<TextContent>());
                images.AddRange(parts.Where(part => part is not TextContent));
                text = text.Length > 0 ? text : "(an image, which follows)";
            }

            // The shape has no field for it, and a failure must not pass for a result.
            var told = result.AdditionalProperties?.ContainsKey(ToolTurns.IsError) is true ? $"Error: {text}" : text;
            fitted.Add(Raw(message.Role, new ToolChatMessage(result.CallId, told)));
        }

        if (images.Count > 0)
        {
            fitted.Add(new(ChatRole.User, images));
        }
    }

    private static ChatMessage Raw(ChatRole role, OpenAI.Chat.ChatMessage raw) => new(role, []) { RawRepresentation = raw };
}
