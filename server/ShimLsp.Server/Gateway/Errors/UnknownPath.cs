namespace ShimLsp.Server.Gateway.Errors;

/// <summary>Says what is wrong with a path that the gateway does not serve: most often the base URL that a person configured.</summary>
internal static class UnknownPath
{
    /// <summary>The error.</summary>
    /// <param name="path">The path that was asked for.</param>
    /// <param name="isServed">Whether the gateway serves a path, with whatever method.</param>
    public static GatewayException Of(string path, Func<string, bool> isServed) =>
        new(404, GatewayErrorKind.UnknownPath, "The gateway has nothing at this path. " + Hint(path, isServed));

    private static string Hint(string path, Func<string, bool> isServed) =>
        isServed(path) ? "It serves the path with another HTTP method."
        : isServed("/v1" + path) ? "Let the client's base URL end in /v1."
        : path.StartsWith("/v1/", StringComparison.Ordinal) && isServed(path[3..]) ? "Take /v1 off the end of the client's base URL."
        : "It serves /v1/chat/completions, /v1/messages, /v1/responses and /v1/models.";
}
