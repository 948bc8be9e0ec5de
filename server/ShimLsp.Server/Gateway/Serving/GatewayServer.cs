using System.Net;
using System.Net.Security;
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
    // A person may suspend an agent for a while in the middle of a reply. A client that never reads again must not hold a model for ever.
    private static readonly TimeSpan LongestSuspension = TimeSpan.FromMinutes(10);

    private readonly KestrelServer server;
    private readonly bool isSecure;

    private GatewayServer(KestrelServer server, bool isSecure) => (this.server, this.isSecure) = (server, isSecure);

    /// <summary>Where it listens: scheme, host and port, with no slash at the end.</summary>
    public string Url =>
        server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First() is var address && isSecure
            ? address.Replace("http://", "https://", StringComparison.Ordinal)
            : address;

    /// <summary>Starts listening.</summary>
    /// <param name="address">The address of this machine.</param>
    /// <param name="port">The port; 0 for a free one.</param>
    /// <param name="certificate">The certificate for TLS; null for none.</param>
    /// <param name="application">What answers.</param>
    /// <param name="loggers">The log.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<GatewayServer> StartAsync(
        IPAddress address,
        int port,
        SslStreamCertificateContext? certificate,
        GatewayApplication application,
        ILoggerFactory loggers,
        CancellationToken cancellationToken
    )
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.MinResponseDataRate = new(bytesPerSecond: 1, LongestSuspension);
        options.Listen(
            address,
            port,
            endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http1;
                if (certificate is not null)
                {
                    var layer = new TlsLayer(certificate);
                    endpoint.Use(next => connection => layer.RunAsync(connection, next));
                }
            }
        );
        var transport = new SocketTransportFactory(new OptionsWrapper<SocketTransportOptions>(new()), loggers);
        var server = new KestrelServer(new OptionsWrapper<KestrelServerOptions>(options), transport, loggers);
        await server.StartAsync(application, cancellationToken).ConfigureAwait(false);
        return new(server, certificate is not null);
    }

    /// <summary>Takes no more requests, lets those that run end, then closes.</summary>
    /// <param name="patience">Ends the waiting.</param>
    public Task StopAsync(CancellationToken patience) => server.StopAsync(patience);

    /// <inheritdoc/>
    public void Dispose() => server.Dispose();
}
