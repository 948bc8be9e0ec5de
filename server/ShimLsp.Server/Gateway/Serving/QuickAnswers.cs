using Microsoft.AspNetCore.Http;

namespace ShimLsp.Server.Gateway.Serving;

/// <summary>
/// Answers that need no token, because they say nothing: clients warm their connections up, ask for WebSockets, or look for the page where
/// the older shim had it.
/// </summary>
internal static class QuickAnswers
{
    /// <summary>Answers if the request is one of these.</summary>
    /// <param name="http">The request.</param>
    /// <param name="routes">The paths.</param>
    /// <returns>Whether it did.</returns>
    public static bool TryAnswer(HttpContext http, Routes routes)
    {
        var (request, response) = (http.Request, http.Response);
        if (HttpMethods.IsHead(request.Method))
        {
            response.StatusCode = request.Path == "/api/hello" || routes.Has(request.Path) ? 204 : 404;
            return true;
        }

        // Codex falls back to HTTP at once if it reads 426; any other status costs it seven attempts.
        if (HttpMethods.IsGet(request.Method) && request.Path == "/v1/responses" && IsWebSocket(request.Headers))
        {
            response.StatusCode = StatusCodes.Status426UpgradeRequired;
            response.Headers.Upgrade = "HTTP/1.1";
            response.Headers.Connection = "Upgrade";
            return true;
        }

        if (HttpMethods.IsGet(request.Method) && request.Path == "/picker")
        {
            response.StatusCode = StatusCodes.Status303SeeOther;
            response.Headers.Location = "/"; // which lets a browser in, or says how to get a link
            return true;
        }

        return false;
    }

    private static bool IsWebSocket(IHeaderDictionary headers) =>
        headers.Upgrade.ToString().Contains("websocket", StringComparison.OrdinalIgnoreCase);
}
