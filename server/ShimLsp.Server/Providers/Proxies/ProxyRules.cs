using System.Net;

namespace ShimLsp.Server.Providers.Proxies;

/// <summary>
/// The process's proxy, for every host but those that <c>no_proxy</c> names and this machine itself. To a proxy, a local model's address
/// would mean another machine: it would be asked for what only we can reach, and shown the key and the prompt.
/// </summary>
/// <param name="proxy">The proxy.</param>
/// <param name="exceptions">Whom to ask without it.</param>
/// <param name="machine">Knows this machine.</param>
internal sealed class ProxyRules(IWebProxy proxy, NoProxyList exceptions, ThisMachine machine) : IWebProxy
{
    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    /// <summary>What the process's environment says.</summary>
    /// <param name="machine">Knows this machine.</param>
    public static ProxyRules OfEnvironment(ThisMachine machine) =>
        new(
            HttpClient.DefaultProxy,
            NoProxyList.Parse(Environment.GetEnvironmentVariable("no_proxy") ?? Environment.GetEnvironmentVariable("NO_PROXY")),
            machine
        );

    /// <summary>Finds out what must be known before an address is asked; nothing if no proxy would be asked for it.</summary>
    /// <param name="address">The address.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public ValueTask PrepareAsync(Uri address, CancellationToken cancellationToken) =>
        exceptions.Contains(address) || proxy.IsBypassed(address) || proxy.GetProxy(address) is null
            ? ValueTask.CompletedTask
            : machine.LookAtAsync(address, cancellationToken);

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : proxy.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => exceptions.Contains(host) || machine.Is(host) || proxy.IsBypassed(host);
}
