using System.Collections.Frozen;
using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Providers.Http;

/// <summary>
/// Writes the headers of a request from scratch, so that a client library cannot reveal itself or this machine. Values only pass through
/// calls that keep them out of their exceptions.
/// </summary>
internal static class CallHeaders
{
    private static readonly string Agent = $"shim-lsp/{typeof(CallHeaders).Assembly.GetName().Version?.ToString(3)}";

    private static readonly FrozenSet<string> OfTransport = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Allow",
        "Connection",
        "Expect",
        "Expires",
        "Host",
        "Last-Modified",
        "Transfer-Encoding",
        "Upgrade"
    );

    /// <summary>Writes what every request has.</summary>
    /// <param name="request">The request.</param>
    /// <param name="streams">Whether the answer is wanted piece by piece.</param>
    public static void WriteCommon(HttpRequestMessage request, bool streams)
    {
        request.Headers.TryAddWithoutValidation("Accept", streams ? "text/event-stream" : "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", Agent);
    }

    /// <summary>Writes what only the model's own host may see: its key, and the headers of its row, which win over all others.</summary>
    /// <param name="request">The request, after <see cref="WriteCommon"/>.</param>
    /// <param name="provider">The wire shape.</param>
    /// <param name="own">The key and the headers.</param>
    /// <exception cref="UpstreamException">No header can carry a value of the row.</exception>
    public static void WriteOwn(HttpRequestMessage request, ModelProvider provider, CallCredentials own)
    {
        if (own.Key is { } key)
        {
            var (name, value) = provider is ModelProvider.Anthropic ? ("x-api-key", key) : ("Authorization", $"Bearer {key}");
            request.Headers.TryAddWithoutValidation(name, value);
        }

        foreach (var (name, value) in own.Headers)
        {
            if (IsOfTransport(name))
            {
                continue;
            }

            if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
            {
                throw ConnectionFailure.Network(
                    "Nothing was sent: a value in extra_headers has a character that a header cannot carry. Correct it."
                );
            }

            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    /// <summary>Writes the headers that the provider's protocol requires.</summary>
    /// <param name="request">The request.</param>
    /// <param name="provider">The wire shape.</param>
    public static void WriteProtocol(HttpRequestMessage request, ModelProvider provider)
    {
        if (provider is ModelProvider.Anthropic)
        {
            request.Headers.TryAddWithoutValidation("anthropic-version", "2023-06-01");
        }
    }

    /// <summary>Writes headers of the client that belong to the body it sent. They win over the protocol's own.</summary>
    /// <param name="request">The request, after <see cref="WriteProtocol"/>.</param>
    /// <param name="passed">The headers.</param>
    public static void WritePassed(HttpRequestMessage request, ImmutableArray<KeyValuePair<string, string>> passed)
    {
        foreach (var (name, value) in passed)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }

    // Of the connection or of a body. The catalog's parser leaves out the worst; a catalog that was made otherwise must not get past.
    private static bool IsOfTransport(string name) =>
        name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || OfTransport.Contains(name);
}
