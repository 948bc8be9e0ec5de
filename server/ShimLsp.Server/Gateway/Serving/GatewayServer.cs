using System.Net.Security;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ShimLsp.Server.Gateway.Serving.Connections;

namespace ShimLsp.Server.Gateway.Serving;

/// <summary>Kestrel alone: no host, no container, no routing.</summary>
internal sealed class GatewayServer : IAsyncDisposable
{
    // A line that ends with a line feed alone is one line to some proxies and two to others.
    private const string OnlyWholeLineEnds = "Microsoft.AspNetCore.Server.Kestrel.DisableHttp1LineFeedTerminators";

    private readonly KestrelServer server;
    private readonly GatewayTransport transport;

    private GatewayServer(KestrelServer server, GatewayTransport transport, string url) =>
        (this.server, this.transport, Url) = (server, transport, url);

    /// <summary>Where it listens: scheme, host and port, with no slash at the end.</summary>
    public string Url { get; }

    /// <summary>Starts serving.</summary>
    /// <param name="socket">It listens. The server disposes of it.</param>
    /// <param name="certificate">The certificate for TLS; null for none.</param>
    /// <param name="limits">How slow a client may be.</param>
    /// <param name="application">What answers.</param>
    /// <param name="time">The clock.</param>
    /// <param name="loggers">The log.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<GatewayServer> StartAsync(
        Socket socket,
        SslStreamCertificateContext? certificate,
        ConnectionLimits limits,
        GatewayApplication application,
        TimeProvider time,
        ILoggerFactory loggers,
        CancellationToken cancellationToken
    )
    {
        AppContext.SetSwitch(OnlyWholeLineEnds, true);
        var transport = new GatewayTransport(socket, isSecure: certificate is not null, loggers);
        var options = new KestrelServerOptions { AddServerHeader = false };
        limits.ApplyTo(options.Limits);
        options.Listen(
            transport.Http1,
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
        options.Listen(
            transport.Http2,
            endpoint =>
            {
                endpoint.Protocols = HttpProtocols.Http2;
                var ending = new LingeringClose(time);
                endpoint.Use(next => connection => ending.RunAsync(connection, next));
            }
        );
        var server = new KestrelServer(new OptionsWrapper<KestrelServerOptions>(options), transport, loggers);
        await server.StartAsync(application, cancellationToken).ConfigureAwait(false);
        transport.Start();
        return new(server, transport, $"{(certificate is null ? "http" : "https")}://{transport.Http1}");
    }

    /// <summary>Accepts no more connections, and serves those that it has.</summary>
    public Task StopAcceptingAsync() => transport.StopAsync();

    /// <summary>Takes no more requests, lets those that run end, then closes.</summary>
    /// <param name="patience">Ends the waiting.</param>
    public async Task StopAsync(CancellationToken patience)
    {
        await StopAcceptingAsync().ConfigureAwait(false);
        await server.StopAsync(patience).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAcceptingAsync().ConfigureAwait(false);
        server.Dispose();
        await transport.DisposeAsync().ConfigureAwait(false);
    }
}
