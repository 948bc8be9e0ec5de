using System.Net;

namespace ShimLsp.Server.Providers.Http;

/// <summary>
/// The process's proxy for everybody but this machine itself. A local model's address means another machine to a proxy: it would be asked
/// for what only we can reach, and shown the prompt.
/// </summary>
/// <param name="rest">The proxy for everybody else; it knows its own exceptions (<c>no_proxy</c>).</param>
internal sealed class DirectToLoopback(IWebProxy rest) : IWebProxy
{
    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => rest.Credentials;
        set => rest.Credentials = value;
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : rest.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => host.IsLoopback || rest.IsBypassed(host);
}
