namespace ShimLsp.Server.Gateway.Serving;

/// <summary>What kind of request a path is: few values, whatever paths a client makes up.</summary>
internal static class RequestShape
{
    private const string Api = "/api/";

    /// <summary>The client's format.</summary>
    /// <param name="path">The path.</param>
    public static string Of(string? path) =>
        path switch
        {
            "/v1/chat/completions" => "chat",
            "/v1/messages" => "messages",
            "/v1/responses" => "responses",
            _ when path?.StartsWith(Api, StringComparison.Ordinal) is true => "api",
            _ => "other",
        };

    /// <summary>Whether it is measured by itself: work and the interface are, and not what lasts or is the page's.</summary>
    /// <param name="path">The path.</param>
    public static bool IsMeasured(string? path) =>
        path is not null
        && path != Routes.Events
        && (path.StartsWith("/v1/", StringComparison.Ordinal) || path.StartsWith(Api, StringComparison.Ordinal));
}
