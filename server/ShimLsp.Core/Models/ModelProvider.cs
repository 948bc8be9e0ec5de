namespace ShimLsp.Core.Models;

/// <summary>The wire shape that a model's endpoint speaks.</summary>
public enum ModelProvider
{
    /// <summary>OpenAI's own endpoint (<c>openai</c>).</summary>
    OpenAI,

    /// <summary>Any endpoint of the chat-completions shape (<c>generic-chat-completion-api</c>).</summary>
    GenericChatCompletionApi,

    /// <summary>A local Ollama: the chat-completions shape with a default base URL and no key (<c>ollama</c>).</summary>
    Ollama,

    /// <summary>The Messages shape (<c>anthropic</c>).</summary>
    Anthropic,
}
