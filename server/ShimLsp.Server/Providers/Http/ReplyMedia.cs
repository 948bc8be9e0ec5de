namespace ShimLsp.Server.Providers.Http;

/// <summary>The media types that a reply may have. Some servers label theirs badly, but a page for people is never a reply.</summary>
internal static class ReplyMedia
{
    /// <summary>Whether a reply of that media type is worth reading.</summary>
    /// <param name="mediaType">The media type, without parameters; null if none is stated.</param>
    /// <param name="streams">Whether the reply was wanted piece by piece.</param>
    public static bool IsPossible(string? mediaType, bool streams) =>
        mediaType?.ToLowerInvariant() switch
        {
            null or "text/plain" or "application/octet-stream" => true,
            "text/event-stream" => streams,
            "application/json" or "text/json" => !streams,
            var other => !streams && other.EndsWith("+json", StringComparison.Ordinal),
        };
}
