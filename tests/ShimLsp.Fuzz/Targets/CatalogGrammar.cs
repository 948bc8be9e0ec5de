using System.Collections.Immutable;
using ShimLsp.Fuzz.Json;

namespace ShimLsp.Fuzz.Targets;

/// <summary>The words of a models.json.</summary>
internal static class CatalogGrammar
{
    private static readonly ImmutableArray<string> Row =
    [
        "slug",
        "model",
        "model",
        "provider",
        "provider",
        "base_url",
        "baseURL",
        "baseUrl",
        "api_key",
        "apiKey",
        "bearerToken",
        "bearer_token",
        "display_name",
        "displayName",
        "name",
        "max_context_limit",
        "maxContextLimit",
        "max_output_tokens",
        "supports_images",
        "no_image_support",
        "noImageSupport",
        "supports_tools",
        "pricing",
        "strength",
        "card",
        "cost",
        "extra_headers",
        "extraHeaders",
        "omit",
        "id",
        "modle",
        "strenght",
    ];

    private static readonly ImmutableArray<string> Candidate =
    [
        "slug",
        "id",
        "cost",
        "card",
        "supports_images",
        "no_image_support",
        "supports_tools",
        "slgu",
    ];

    public static Grammar Create() =>
        new()
        {
            Names = ImmutableDictionary.CreateRange(
                new Dictionary<string, ImmutableArray<string>>
                {
                    [""] = ["models", "models", "customModels", "launch_models", "router", "router", "$schema"],
                    ["models"] = Row,
                    ["models[]"] = Row,
                    ["customModels[]"] = Row,
                    ["launch_models[]"] = Row,
                    ["pricing"] = ["input", "cached_input", "cachedInput", "output"],
                    ["extra_headers"] = ["X-A", "x-a", "X-Key", "a b", "", "\\n"],
                    ["extraHeaders"] = ["X-A", "X-B"],
                    ["router"] =
                    [
                        "enabled",
                        "slug",
                        "display_name",
                        "name",
                        "classifier",
                        "threshold",
                        "default",
                        "cache",
                        "cache_capacity",
                        "cacheCapacity",
                        "cache_ttl_seconds",
                        "timeout",
                        "timeoutSeconds",
                        "max_tokens",
                        "affinity",
                        "escalation",
                        "learning",
                        "candidates",
                        "candidates",
                        "treshold",
                    ],
                    ["candidates[]"] = Candidate,
                    ["*"] = ["models", "router", "slug", "model", "provider", "x", "", "\\u006dodel", "a.b"],
                }
            ),
            Arrays = ["models", "customModels", "launch_models", "candidates"],
            Strings =
            [
                "openai",
                "anthropic",
                "ollama",
                "generic-chat-completion-api",
                "olama",
                "haiku",
                "opus",
                "auto",
                "auto-2",
                "a",
                "a-2",
                "a-2-2",
                "A",
                "m",
                "m-2",
                "model",
                "https://h/v1",
                "http://127.0.0.1:11434/v1",
                "http://ollama/",
                "https://u:p@h:1/x?y#z",
                "http://[::1]:80",
                "https://\u00E9.example",
                "file:///x",
                "h",
                "${env:A}",
                "${A}",
                "${file:/k}",
                "${secret:S}",
                "${env:}",
                "${",
                "x${env:A}",
                "sk-literal",
                "conversation",
                "none",
                "0.7",
                "1e3",
                "words",
            ],
            MoreTokens = ["// c\n", "/* c */", ",]", ",}", "\"models\":[", "\"router\":{"],
        };
}
