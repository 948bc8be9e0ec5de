using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using ShimLsp.Core.Models;
using ShimLsp.Server.Providers.Proxies;

namespace ShimLsp.Server.Providers.Http;

/// <summary>
/// The connections that all sessions share: one pool for each scheme, host and port, created at its first call. They contain nothing of a
/// session, no key and no cookie. Thread-safe.
/// </summary>
/// <param name="limits">How long a connection may take to come about.</param>
/// <param name="proxy">The proxy to use; null for the one that the process's environment names.</param>
/// <param name="configure">What a test changes on a pool, such as the certificates it trusts; null for nothing.</param>
internal sealed class Connections(CallLimits limits, IWebProxy? proxy = null, Action<SocketsHttpHandler>? configure = null) : IDisposable
{
    private readonly Lazy<ProxyRules> proxies = new(() =>
        proxy is null ? ProxyRules.OfEnvironment(new(TimeProvider.System)) : new(proxy, NoProxyList.Parse(null), new(TimeProvider.System))
    );

    private readonly ConcurrentDictionary<(string Scheme, string Host, int Port), Lazy<HttpMessageInvoker>> pools = new();

    // A row that is read anew is another object, and the old one goes.
    private readonly ConditionalWeakTable<ModelSpec, Uri> addresses = [];

    /// <summary>The address of a path under a model's base URL, as <see cref="Endpoint.Of"/> makes it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The path: the same for a model each time.</param>
    public Uri AddressOf(ModelSpec model, string path)
    {
        if (!addresses.TryGetValue(model, out var address))
        {
            address = Endpoint.Of(model.BaseUrl, path);
            addresses.AddOrUpdate(model, address);
        }

        return address;
    }

    /// <summary>The pool of an endpoint. The caller must not dispose it.</summary>
    /// <param name="address">An address of the endpoint, http or https.</param>
    public HttpMessageInvoker PoolOf(Uri address) =>
        pools
            .GetOrAdd(
                (address.Scheme, address.IdnHost, address.Port),
                origin => new(() => Make(isSecure: origin.Scheme == Uri.UriSchemeHttps))
            )
            .Value;

    /// <summary>Finds out whether an address is asked by a proxy. Must be awaited before the address is asked.</summary>
    /// <param name="address">The address.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public ValueTask PrepareAsync(Uri address, CancellationToken cancellationToken) =>
        proxies.Value.PrepareAsync(address, cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var pool in pools.Values.Where(pool => pool.IsValueCreated))
        {
            pool.Value.Dispose();
        }
    }

    private HttpMessageInvoker Make(bool isSecure)
    {
        var pool = new SocketsHttpHandler
        {
            AllowAutoRedirect = false, // it would carry the key to whoever is pointed at
            UseCookies = false,
            ActivityHeadersPropagator = null,
            ConnectTimeout = limits.Connect,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5), // a name may point elsewhere by then
            PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1),
            EnableMultipleHttp2Connections = true,
            MaxResponseDrainSize = 0, // whoever leaves a reply in its middle is gone at once
            // A laptop that slept finds its connections dead, and would wait for the first byte in vain.
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(10),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            Proxy = proxies.Value,
            ConnectCallback = isSecure ? PooledReads.ConnectAsync : null,
        };
        configure?.Invoke(pool);
        return new(pool);
    }
}
