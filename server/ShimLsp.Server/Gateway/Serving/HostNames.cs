using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;

namespace ShimLsp.Server.Gateway.Serving;

/// <summary>
/// The names by which clients may call the gateway. A page in a browser can have its own name lead to this machine (DNS rebinding). The
/// header <c>Host</c> still says that name. The port does not matter, because a tunnel may change it.
/// </summary>
/// <param name="more">Names beside those of this machine itself.</param>
internal sealed class HostNames(IEnumerable<string> more)
{
    private readonly FrozenSet<string> allowed = more.Concat(["localhost", "127.0.0.1", "[::1]"])
        .ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the request names one of them.</summary>
    /// <param name="request">The request.</param>
    public bool AllowHostOf(HttpRequest request) => allowed.Contains(request.Host.Host);

    /// <summary>
    /// Whether the request may change state: no page of another origin sent it. The scheme does not count, because a proxy may add TLS.
    /// </summary>
    /// <param name="request">The request.</param>
    public static bool AllowOriginOf(HttpRequest request)
    {
        var origin = request.Headers.Origin;
        return origin.Count == 0
            || (
                origin.Count == 1
                && Uri.TryCreate(origin[0], UriKind.Absolute, out var from)
                && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase)
            );
    }
}
