namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>Connects to a gateway of this machine.</summary>
internal static class GatewayClient
{
    /// <summary>A client that goes there and nowhere else: no proxy, no redirect, no cookie.</summary>
    /// <param name="url">The gateway.</param>
    /// <param name="limit">How long an answer may take.</param>
    public static HttpClient Connect(string url, TimeSpan limit)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
        };
        return new HttpClient(handler) { BaseAddress = new(url), Timeout = limit };
    }
}
