using System.Collections.Immutable;
using ShimLsp.Core.Models;

namespace ShimLsp.Server.Providers.Endpoints;

/// <summary>Where an endpoint lists its models.</summary>
internal static class ListAddress
{
    // What a base URL may end in, if a person pasted the address of the call itself.
    private static ImmutableArray<string> Calls { get; } = ["/chat/completions", "/responses", "/messages"];

    /// <summary>The address. A query of the base URL stays, since some gateways want their version there.</summary>
    /// <param name="endpoint">A row with the provider and the base URL.</param>
    public static Uri Of(ModelSpec endpoint)
    {
        var root = RootOf(endpoint.BaseUrl.AbsolutePath.TrimEnd('/'));
        return endpoint.Provider switch
        {
            // Ollama's own list also has models that were pulled a moment ago.
            ModelProvider.Ollama => At(endpoint.BaseUrl, $"{WithoutVersion(root)}/api/tags", ""),
            ModelProvider.Anthropic => At(endpoint.BaseUrl, $"{WithoutVersion(root)}/v1/models", "limit=1000"), // 20 without it
            _ => At(endpoint.BaseUrl, $"{root}/models", ""),
        };
    }

    private static string RootOf(string path) =>
        Calls.FirstOrDefault(call => path.EndsWith(call, StringComparison.OrdinalIgnoreCase)) is { } call ? path[..^call.Length] : path;

    private static string WithoutVersion(string path) => path.EndsWith("/v1", StringComparison.Ordinal) ? path[..^"/v1".Length] : path;

    private static Uri At(Uri baseUrl, string path, string query) =>
        new(
            $"{baseUrl.Scheme}://{baseUrl.Authority}{path}"
                + (
                    query.Length == 0 ? baseUrl.Query
                    : baseUrl.Query.Length == 0 ? $"?{query}"
                    : $"{baseUrl.Query}&{query}"
                )
        );
}
