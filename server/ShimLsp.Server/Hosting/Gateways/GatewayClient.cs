using System.Diagnostics.CodeAnalysis;

namespace ShimLsp.Server.Hosting.Gateways;

/// <summary>Connects to a gateway of this machine.</summary>
internal static class GatewayClient
{
    /// <summary>
    /// A client that goes there and nowhere else: no proxy, no redirect, no cookie. It takes any certificate, because that names the host
    /// that other machines call. The gateway proves itself by its instance.
    /// </summary>
    /// <param name="url">The gateway.</param>
    /// <param name="limit">How long an answer may take.</param>
    [SuppressMessage("Security", "CA5359", Justification = "The connection does not leave the machine.")]
    public static HttpClient Connect(string url, TimeSpan limit)
    {
        var handler = new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            SslOptions = { RemoteCertificateValidationCallback = static (_, _, _, _) => true },
        };
        return new HttpClient(handler) { BaseAddress = new(url), Timeout = limit };
    }
}
