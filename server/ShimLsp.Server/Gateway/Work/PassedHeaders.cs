using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;

namespace ShimLsp.Server.Gateway.Work;

/// <summary>The headers of a client that belong to its body. No other goes upstream: no token, no cookie, nothing of the machine.</summary>
internal static class PassedHeaders
{
    private static readonly ImmutableArray<string> Names = ["anthropic-version", "anthropic-beta", "openai-beta"];

    /// <summary>Those of a request.</summary>
    /// <param name="headers">All of its headers.</param>
    public static ImmutableArray<KeyValuePair<string, string>> Of(IHeaderDictionary headers) =>
        [.. Names.Where(headers.ContainsKey).Select(name => KeyValuePair.Create(name, headers[name].ToString()))];
}
