using System.Net.Http.Headers;

namespace ShimLsp.Server.Providers.Http;

/// <summary>Which media types a reply may have. Some servers label theirs badly, but a page for people is never a reply.</summary>
internal static class ReplyMedia
{
    /// <summary>Whether a reply of that media type is worth reading. Its bytes then say whether it is a stream.</summary>
    /// <param name="headers">The headers of its body.</param>
    public static bool IsPossible(HttpContentHeaders headers) =>
        headers.NonValidated.TryGetValues("Content-Type", out var stated) && stated.ToString() is "application/json" or "text/event-stream"
        || IsPossible(headers.ContentType?.MediaType);

    private static bool IsPossible(string? mediaType) =>
        mediaType?.ToLowerInvariant() switch
        {
            null or "text/plain" or "application/octet-stream" => true,
            "text/event-stream" or "application/json" or "text/json" or "application/x-ndjson" => true,
            var other => other.EndsWith("+json", StringComparison.Ordinal),
        };
}
