using System.Net;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace ShimLsp.Server.Gateway.Serving;

/// <summary>Kestrel alone: no host, no container, no routing.</summary>
internal sealed class GatewayServer : IDisposable
{
    private readonly KestrelServer server;

    private GatewayServer(KestrelServer server) => this.server = server;

    /// <summary>Where it listens: scheme, host and port, with no slash at the end.</summary>
    public string Url => server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();

    /// <summary>Starts listening on this machine alone.</summary>
    /// <param name="port">The port; 0 for a free one.</param>
    /// <param name="application">What answers.</param>
    /// <param name="loggers">The log.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<GatewayServer> StartAsync(
        int port,
        GatewayApplication application,
        ILoggerFactory loggers,
        CancellationToken cancellationToken
    )
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Listen(IPAddress.Loopback, port, endpoint => endpoint.Protocols = HttpProtocols.Http1);
        var transport = new SocketTransportFactory(new OptionsWrapper<SocketTransportOptions>(new()), loggers);
        var server = new KestrelServer(new OptionsWrapper<KestrelServerOptions>(options), transport, loggers);
        await server.StartAsync(application, cancellationToken).ConfigureAwait(false);
        return new(server);
    }

    /// <summary>Takes no more requests, lets those that run end, then closes.</summary>
    /// <param name="patience">Ends the waiting.</param>
    public Task StopAsync(CancellationToken patience) => server.StopAsync(patience);

    /// <inheritdoc/>
    public void Dispose() => server.Dispose();
}
