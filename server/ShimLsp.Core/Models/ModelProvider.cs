namespace ShimLsp.Core.Models;

/// <summary>Who serves a model. That decides the default address, how the key is sent, and the format if the row names none.</summary>
public enum ModelProvider
{
    /// <summary>OpenAI's own endpoint (<c>openai</c>).</summary>
    OpenAI,

    /// <summary>Any other endpoint that speaks chat completions or Responses (<c>generic-chat-completion-api</c>).</summary>
    GenericChatCompletionApi,

    /// <summary>A local Ollama, with a default base URL and no key (<c>ollama</c>).</summary>
    Ollama,

    /// <summary>Anthropic, or another endpoint that speaks Messages (<c>anthropic</c>).</summary>
    Anthropic,
}
