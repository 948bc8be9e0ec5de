using Microsoft.Extensions.AI;
using OpenAI.Chat;
using ShimLsp.Core.Models;
using ShimLsp.Server.Providers.Requests;
using ChatResponseFormat = OpenAI.Chat.ChatResponseFormat;

namespace ShimLsp.Server.Providers.OpenAi;

/// <summary>
/// Fits options to the chat-completions shape: what the adapter underneath would write anew is written here as the client gave it.
/// </summary>
internal static class OpenAiOptions
{
    /// <summary>Fits them.</summary>
    /// <param name="options">The options.</param>
    /// <param name="model">The model that is asked.</param>
    public static ChatOptions Of(ChatOptions options, ModelSpec model) =>
        new()
        {
            Temperature = options.Temperature,
            TopP = options.TopP,
            PresencePenalty = options.PresencePenalty,
            FrequencyPenalty = options.FrequencyPenalty,
            Seed = options.Seed,
            StopSequences = options.StopSequences,
            Reasoning = options.Reasoning,
            RawRepresentationFactory = _ => Raw(options, model),
        };

    private static ChatCompletionOptions Raw(ChatOptions options, ModelSpec model)
    {
        var raw = new ChatCompletionOptions { ResponseFormat = Format(options) };
        if (ReplyLength.Of(options, model) is { } most)
        {
            Limit(raw, most, model.Provider);
        }

        foreach (var tool in options.Tools?.OfType<OfferedTool>() ?? [])
        {
            raw.Tools.Add(
                ChatTool.CreateFunctionTool(
                    tool.Name,
                    tool.Description.Length > 0 ? tool.Description : null,
                    BinaryData.FromString(tool.JsonSchema.GetRawText()),
                    tool.Strict
                )
            );
        }

        if (raw.Tools.Count > 0)
        {
            raw.AllowParallelToolCalls = options.AllowMultipleToolCalls;
            raw.ToolChoice = Choice(options.ToolMode);
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

        // Whoever else speaks this shape mostly knows the older name alone.
#pragma warning disable SCME0001 // the only way to a field that the library does not have
        raw.Patch.Set("$.max_tokens"u8, most);
#pragma warning restore SCME0001
    }

    private static ChatToolChoice? Choice(ChatToolMode? mode) =>
        mode switch
        {
            RequiredChatToolMode { RequiredFunctionName: { } name } => ChatToolChoice.CreateFunctionChoice(name),
            RequiredChatToolMode => ChatToolChoice.CreateRequiredChoice(),
            NoneChatToolMode => ChatToolChoice.CreateNoneChoice(),
            AutoChatToolMode => ChatToolChoice.CreateAutoChoice(),
            _ => null,
        };

    private static ChatResponseFormat? Format(ChatOptions options) =>
        options.ResponseFormat switch
        {
            ChatResponseFormatJson { Schema: { } schema } json => ChatResponseFormat.CreateJsonSchemaFormat(
                json.SchemaName is { Length: > 0 } name ? name : "reply",
                BinaryData.FromString(schema.GetRawText()),
                json.SchemaDescription,
                options.AdditionalProperties?.GetValueOrDefault(OptionReader.Strict) as bool?
            ),
            ChatResponseFormatJson => ChatResponseFormat.CreateJsonObjectFormat(),
            _ => null,
        };
}
