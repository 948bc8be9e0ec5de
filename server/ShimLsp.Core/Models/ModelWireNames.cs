using System.Collections.Immutable;
using ShimLsp.Core.Models.Fields;

namespace ShimLsp.Core.Models;

/// <summary>The names of the formats in a catalog, and the format that an endpoint speaks if its row does not say.</summary>
internal static class ModelWireNames
{
    private const string OpenAiHost = "api.openai.com";

    /// <summary>Every name and its meaning.</summary>
    public static ImmutableArray<ChoiceWord> Words { get; } =
    [
        new("responses", "OpenAI's Responses."),
        new("chat", "Chat completions."),
        new("messages", "Anthropic's Messages, for the provider `anthropic` only."),
    ];

    /// <summary>The format with this name, in any case; null if there is none.</summary>
    /// <param name="name">The name as written.</param>
    public static ModelWire? Parse(string name) =>
        name.ToLowerInvariant() switch
        {
            "responses" => ModelWire.Responses,
            "chat" => ModelWire.Chat,
            "messages" => ModelWire.Messages,
            _ => null,
        };

    /// <summary>The only format that the provider or the address allows; null if it may be chat completions or Responses.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="address">The base URL.</param>
    public static ModelWire? Given(ModelProvider provider, Uri address)
    {
        var path = address.AbsolutePath.TrimEnd('/');
        return provider is ModelProvider.Anthropic ? ModelWire.Messages
            : path.EndsWith("/responses", StringComparison.OrdinalIgnoreCase) ? ModelWire.Responses
            : path.EndsWith("/chat/completions", StringComparison.OrdinalIgnoreCase) ? ModelWire.Chat
            : null;
    }

    /// <summary>The format of a row that does not say.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="address">The base URL.</param>
    public static ModelWire Default(ModelProvider provider, Uri address) =>
        Given(provider, address) ?? (provider is ModelProvider.OpenAI && address.Host == OpenAiHost ? ModelWire.Responses : ModelWire.Chat);
}
