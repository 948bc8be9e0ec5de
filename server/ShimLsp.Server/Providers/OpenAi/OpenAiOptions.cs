using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ShimLsp.Core.Conversation;
using ShimLsp.Core.Models;
using ChatResponseFormat = OpenAI.Chat.ChatResponseFormat;

namespace ShimLsp.Server.Providers.OpenAi;

/// <summary>
/// Writes options in the chat-completions shape. Options that the adapter below would rewrite are written here, as the client gave them.
/// </summary>
internal static class OpenAiOptions
{
    /// <summary>Writes them.</summary>
    /// <param name="options">The options.</param>
    /// <param name="model">The model that is asked.</param>
    public static ChatOptions Of(ConversationOptions options, ModelSpec model) =>
        new()
        {
            Temperature = options.Temperature,
            TopP = options.TopP,
            PresencePenalty = options.PresencePenalty,
            FrequencyPenalty = options.FrequencyPenalty,
            Seed = options.Seed,
            StopSequences = options.StopSequences.IsEmpty ? null : [.. options.StopSequences],
            Reasoning = options.Effort is { } effort ? new() { Effort = EffortOf(effort) } : null,
            RawRepresentationFactory = _ => Raw(options, model),
        };

    private static ChatCompletionOptions Raw(ConversationOptions options, ModelSpec model)
    {
        var raw = new ChatCompletionOptions { ResponseFormat = Format(options.Reply) };
        if (ReplyLength.Of(options, model) is { } most)
        {
            Limit(raw, most, model.Provider);
        }

        foreach (var tool in options.Tools)
        {
            raw.Tools.Add(
                ChatTool.CreateFunctionTool(
                    tool.Name,
                    tool.Description is { Length: > 0 } description ? description : null,
                    BinaryData.FromString(tool.Schema.GetRawText()),
                    tool.IsStrict
                )
            );
        }

        if (raw.Tools.Count > 0)
        {
            raw.AllowParallelToolCalls = options.AllowsParallelCalls;
            raw.ToolChoice = Choice(options.ToolChoice);
        }

        return raw;
    }

    private static void Limit(ChatCompletionOptions raw, int most, ModelProvider provider)
    {
        if (provider is ModelProvider.OpenAI)
        {
            raw.MaxOutputTokenCount = most;
            return;
        }

        // Most other servers of this shape know only the older name.
#pragma warning disable SCME0001 // the only way to a field that the library does not have
        raw.Patch.Set("$.max_tokens"u8, most);
#pragma warning restore SCME0001
    }

    private static ReasoningEffort EffortOf(ThinkingEffort effort) =>
        effort switch
        {
            ThinkingEffort.None => ReasoningEffort.None,
            ThinkingEffort.Low => ReasoningEffort.Low,
            ThinkingEffort.Medium => ReasoningEffort.Medium,
            ThinkingEffort.High => ReasoningEffort.High,
            _ => ReasoningEffort.ExtraHigh,
        };

    private static ChatToolChoice? Choice(ToolChoice? choice) =>
        choice?.Kind switch
        {
            null => null,
            ToolChoiceKind.Named => ChatToolChoice.CreateFunctionChoice(choice.Name),
            ToolChoiceKind.Required => ChatToolChoice.CreateRequiredChoice(),
            ToolChoiceKind.None => ChatToolChoice.CreateNoneChoice(),
            _ => ChatToolChoice.CreateAutoChoice(),
        };

    private static ChatResponseFormat? Format(JsonReply? reply) =>
        reply switch
        {
            null => null,
            { Schema: { } schema } => ChatResponseFormat.CreateJsonSchemaFormat(
                reply.Name is { Length: > 0 } name ? name : "reply",
                BinaryData.FromString(schema.GetRawText()),
                reply.Description,
                reply.IsStrict
            ),
            _ => ChatResponseFormat.CreateJsonObjectFormat(),
        };
}
