using Microsoft.AspNetCore.Http;

namespace ShimLsp.Server.Gateway.Serving;

/// <summary>The token that a client sends: as a bearer, or as the key that Anthropic's clients send.</summary>
internal static class Token
{
    private const string Bearer = "Bearer ";

    /// <summary>The token; null if there is none.</summary>
    /// <param name="headers">The request's headers.</param>
    public static string? Of(IHeaderDictionary headers)
    {
        var authorization = headers.Authorization.ToString();
        var given = authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? authorization[Bearer.Length..]
            : headers["x-api-key"].ToString();
        return given.Trim() is { Length: > 0 } token ? token : null;
    }
}
