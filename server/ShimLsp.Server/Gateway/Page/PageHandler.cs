using Microsoft.AspNetCore.Http;
using ShimLsp.Server.Gateway.Serving;

namespace ShimLsp.Server.Gateway.Page;

/// <summary>Serves the page: one text, one style sheet, one script, all from this program.</summary>
/// <param name="pages">The browsers that a link let in.</param>
internal sealed class PageHandler(PageAccess pages)
{
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /// <summary>Lets a browser in that comes with a link, and sends it to the page without the link.</summary>
    /// <param name="http">The request.</param>
    /// <returns>Whether the link was valid. Then the response is complete.</returns>
    public bool TryEnter(HttpContext http)
    {
        if (
            !HttpMethods.IsGet(http.Request.Method)
            || http.Request.Path != "/"
            || http.Request.Query["link"] is not [{ Length: > 0 } link]
            || !pages.Enter(link, http)
        )
        {
            return false;
        }

        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = "/";
        Protect(http.Response.Headers);
        return true;
    }

    /// <summary>Serves one file of the page.</summary>
    /// <param name="name">The resource.</param>
    /// <param name="type">Its media type.</param>
    public static Func<GatewayCall, Task> File(string name, string type) => call => WriteAsync(call.Http, name, type);

    /// <summary>Whether a person opens the page, so that an error must be a page too.</summary>
    /// <param name="request">The request.</param>
    public static bool IsVisit(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && request.Path == "/"
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>Tells a person whose browser is not let in how to get a link.</summary>
    /// <param name="http">The response.</param>
    public static Task WriteSignedOutAsync(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status401Unauthorized;
        return WriteAsync(http, "signedOut.html", "text/html");
    }

    private static async Task WriteAsync(HttpContext http, string name, string type)
    {
        Protect(http.Response.Headers);
        http.Response.ContentType = $"{type}; charset=utf-8";
        var file = typeof(PageHandler).Assembly.GetManifestResourceStream($"page/{name}")!;
        await using (file.ConfigureAwait(false))
        {
            await file.CopyToAsync(http.Response.Body, http.RequestAborted).ConfigureAwait(false);
        }
    }

    private static void Protect(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
    }
}
