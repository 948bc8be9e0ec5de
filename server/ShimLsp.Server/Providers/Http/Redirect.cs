using System.Net;

namespace ShimLsp.Server.Providers.Http;

/// <summary>Where a redirect leads, and whether it may be followed.</summary>
internal static class Redirect
{
    /// <summary>The address to ask next; null if the answer is not a redirect, or one that must not be followed.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="from">Who gave it.</param>
    /// <remarks>
    /// Only 307 and 308 keep the request as it is; after 301 to 303 clients disagree, and many would ask without its body.
    /// </remarks>
    public static Uri? Target(HttpResponseMessage response, Uri from)
    {
        if (
            response.StatusCode is not (HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)
            || response.Headers.Location is not { } location
        )
        {
            return null;
        }

        var target =
            location.IsAbsoluteUri ? location
            : Uri.TryCreate(from, location, out var resolved) ? resolved
            : null;
        return target is { Scheme: "https" } || (target is { Scheme: "http" } && from.Scheme == "http") ? target : null;
    }

    /// <summary>Whether two addresses have the same scheme, host and port, so that both may see the same secrets.</summary>
    public static bool IsSameOrigin(Uri one, Uri other) =>
        Uri.Compare(one, other, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
}
