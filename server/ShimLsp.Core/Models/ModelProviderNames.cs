using System.Collections.Immutable;
using ShimLsp.Core.Models.Fields;

namespace ShimLsp.Core.Models;

/// <summary>The names of the providers on the wire and in a catalog, and their default base URLs.</summary>
public static class ModelProviderNames
{
    private static readonly ImmutableArray<ModelProvider> Providers =
    [
        ModelProvider.OpenAI,
        ModelProvider.Anthropic,
        ModelProvider.Ollama,
        ModelProvider.GenericChatCompletionApi,
    ];

    private static readonly Uri OpenAI = new("https://api.openai.com/v1");
    private static readonly Uri Anthropic = new("https://api.anthropic.com");
    private static readonly Uri Ollama = new("http://127.0.0.1:11434/v1");

    /// <summary>Every name and its meaning.</summary>
    internal static ImmutableArray<ChoiceWord> Words { get; } =
    [.. Providers.Select(provider => new ChoiceWord(provider.ToWireName(), Meaning(provider)))];

    /// <summary>Every name in its canonical spelling, in the order in which a message lists them.</summary>
    public static ImmutableArray<string> All { get; } = [.. Providers.Select(ToWireName)];

    /// <summary>The provider's canonical name.</summary>
    /// <param name="provider">The provider.</param>
    public static string ToWireName(this ModelProvider provider) =>
        provider switch
        {
            ModelProvider.OpenAI => "openai",
            ModelProvider.Anthropic => "anthropic",
            ModelProvider.Ollama => "ollama",
            _ => "generic-chat-completion-api",
        };

    private static string Meaning(ModelProvider provider) =>
        provider switch
        {
            ModelProvider.OpenAI => "OpenAI.",
            ModelProvider.Anthropic => "Anthropic's Messages.",
            ModelProvider.Ollama => "A local Ollama, which needs no key.",
            _ => "Any other endpoint that speaks chat completions or Responses.",
        };

    /// <summary>The provider with this name, in any case; null if there is none.</summary>
    /// <param name="name">The name as written.</param>
    public static ModelProvider? Parse(string name)
    {
        foreach (var provider in Providers)
        {
            if (string.Equals(name, provider.ToWireName(), StringComparison.OrdinalIgnoreCase))
            {
                return provider;
            }
        }

        return null;
    }

    /// <summary>The base URL of a row that does not state one; null if a row must state one.</summary>
    /// <param name="provider">The provider.</param>
    public static Uri? DefaultBaseUrl(this ModelProvider provider) =>
        provider switch
        {
            ModelProvider.OpenAI => OpenAI,
            ModelProvider.Anthropic => Anthropic,
            ModelProvider.Ollama => Ollama,
            _ => null,
        };
}
