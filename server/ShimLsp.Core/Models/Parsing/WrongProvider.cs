using System.Collections.Immutable;

namespace ShimLsp.Core.Models.Parsing;

/// <summary>
/// A model at a provider that does not offer it, or an address of another API. Only the makers' own hosts are judged: a gateway may offer
/// any model in any format.
/// </summary>
internal static class WrongProvider
{
    private const string OpenAi = "api.openai.com";
    private const string Anthropic = "api.anthropic.com";

    // Beginnings of names. What runs locally too, such as gpt-oss, is not here.
    private static readonly ImmutableArray<(string Start, string? Host)> Makers =
    [
        ("claude", Anthropic),
        ("gpt-3", OpenAi),
        ("gpt-4", OpenAi),
        ("gpt-5", OpenAi),
        ("chatgpt-", OpenAi),
        ("o1", OpenAi),
        ("o3", OpenAi),
        ("o4-", OpenAi),
        ("gemini", null),
        ("llama", null),
        ("mistral", null),
        ("codestral", null),
        ("qwen", null),
        ("deepseek", null),
        ("grok", null),
        ("kimi", null),
        ("glm-", null),
    ];

    // Hosts that offer chat completions and no Messages.
    private static readonly ImmutableArray<string> OthersHosts =
    [
        "openai.azure.com",
        "generativelanguage.googleapis.com",
        "api.mistral.ai",
        "api.groq.com",
    ];

    /// <summary>What is wrong; null if nothing is.</summary>
    /// <param name="model">The model.</param>
    public static WrongProviderFinding? Of(ModelSpec model) => OfPath(model) ?? OfMaker(model);

    private static WrongProviderFinding? OfPath(ModelSpec model)
    {
        var path = model.BaseUrl.AbsolutePath.TrimEnd('/');
        var isAnthropic = model.Provider is ModelProvider.Anthropic;
        return !isAnthropic && EndsIn(path, "/messages")
                ? new(
                    "This is the address of Anthropic's API, and the provider speaks OpenAI's. Set `provider` to \"anthropic\".",
                    ModelProvider.Anthropic
                )
            : isAnthropic && (EndsIn(path, "/chat/completions") || EndsIn(path, "/responses"))
                ? new(
                    "This is the address of OpenAI's API, and the provider speaks Anthropic's. Set `provider` to \"openai\" or "
                        + "\"generic-chat-completion-api\".",
                    ModelProvider.OpenAI,
                    ModelProvider.GenericChatCompletionApi
                )
            : null;
    }

    private static WrongProviderFinding? OfMaker(ModelSpec model)
    {
        var host = model.BaseUrl.Host;
        if (model.Provider is ModelProvider.Anthropic && host == OpenAi)
        {
            return new("OpenAI does not speak Anthropic's API. Correct `provider` or `base_url`.", ModelProvider.OpenAI);
        }

        if (model.Provider is ModelProvider.Anthropic && OthersHosts.Any(other => IsAt(host, other)))
        {
            return new(
                $"{host} does not speak Anthropic's API. Set `provider` to \"generic-chat-completion-api\", or correct `base_url`.",
                ModelProvider.GenericChatCompletionApi
            );
        }

        var isOllama = model.Provider is ModelProvider.Ollama;
        if (isOllama && host is OpenAi or Anthropic)
        {
            var own = host == OpenAi ? ModelProvider.OpenAI : ModelProvider.Anthropic;
            return new($"{host} is not an Ollama. Set `provider` to \"{own.ToWireName()}\", or correct `base_url`.", own);
        }

        if (!isOllama && host is not (OpenAi or Anthropic))
        {
            return null;
        }

        var name = model.Model[(model.Model.LastIndexOf('/') + 1)..];
        var maker = Makers.FirstOrDefault(maker => name.StartsWith(maker.Start, StringComparison.OrdinalIgnoreCase));
        return maker switch
        {
            { Start: null } => null,
            { Host: var own } when own == host => null,
            { Host: null } => isOllama ? null : new($"{host} does not offer this model. Set `base_url` to the endpoint that does."),
            { Host: Anthropic } => new(
                $"This is a model of Anthropic's, and the row asks {Words(isOllama, host)}. Set `provider` to \"anthropic\".",
                ModelProvider.Anthropic
            ),
            _ => new(
                $"This is a model of OpenAI's, and the row asks {Words(isOllama, host)}. Set `provider` to \"openai\".",
                ModelProvider.OpenAI
            ),
        };
    }

    private static bool IsAt(string host, string domain) =>
        host == domain || host.EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase);

    private static string Words(bool isOllama, string host) => isOllama ? "Ollama" : host;

    private static bool EndsIn(string path, string end) => path.EndsWith(end, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A provider that does not fit its row.</summary>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Meant">The providers that may be meant, the likelier first.</param>
internal sealed record WrongProviderFinding(string Message, params ImmutableArray<ModelProvider> Meant);
