using System.Collections.Immutable;
using ShimLsp.Core.Models.Fields;

namespace ShimLsp.Core.Models;

/// <summary>
/// Options that a request can go without: the answer is the same kind of answer, only sampled, counted or cached otherwise. A row may say
/// that its model is never sent one (<c>omit</c>). If a model refuses one, the request is sent once more without it.
/// </summary>
public static class OmittableOptions
{
    /// <summary>The older name of the limit on the reply. If it is left out, the newer name is used.</summary>
    public const string MaxTokens = "max_tokens";

    /// <summary>The newer name of the limit on the reply. If it is left out, the older name is used.</summary>
    public const string MaxCompletionTokens = "max_completion_tokens";

    /// <summary>The header of a client that names beta features. It goes on with a body that is passed through.</summary>
    public const string BetaHeader = "anthropic-beta";

    /// <summary>How hard to think, as Messages have it.</summary>
    public const string MessagesEffort = "output_config.effort";

    /// <summary>How hard to think, as chat completions have it.</summary>
    public const string ChatEffort = "reasoning_effort";

    /// <summary>The options, by the names that the wire shapes have for them, and what happens without them.</summary>
    internal static ImmutableArray<ChoiceWord> Words { get; } =
    [
        new("stream_options", "Without it, some providers do not count the tokens of a streamed reply."),
        new("temperature", "Without it, the provider's own."),
        new("top_p", "Without it, the provider's own."),
        new("top_k", "Without it, the provider's own."),
        new("seed", "Without it, replies differ."),
        new("presence_penalty", "Without it, the provider's own."),
        new("frequency_penalty", "Without it, the provider's own."),
        new("parallel_tool_calls", "Without it, the model may call several tools at once."),
        new("disable_parallel_tool_use", "The same of Anthropic."),
        new(ChatEffort, "Without it, the model thinks as much as usual."),
        new("reasoning.effort", "The same of Responses."),
        new(MessagesEffort, "The same of Anthropic."),
        new("reasoning.summary", "Without it, OpenAI shows no thoughts."),
        new("include", "Without it, OpenAI's thoughts do not go back to it."),
        new("prompt_cache_key", "Without it, OpenAI's prompt cache finds less."),
        new("strict", "Without it, the arguments of a tool may differ from its schema."),
        new("cache_control", "Without it, Anthropic does not cache the prompt."),
        new("context_management", "Without it, Anthropic clears nothing from a long conversation. Bedrock and Vertex refuse it."),
        new("safeguards", "Without it, Anthropic checks no dangerous call of a tool."),
        new(BetaHeader, "The header: without it, features in beta are off. Bedrock and Vertex refuse some."),
        new(MaxTokens, "The limit on the reply goes as `max_completion_tokens`."),
        new(MaxCompletionTokens, "The limit on the reply goes as `max_tokens`."),
    ];

    /// <summary>The options, by the names that the wire shapes have for them.</summary>
    public static ImmutableArray<string> Names { get; } = [.. Words.Select(word => word.Name)];
}
