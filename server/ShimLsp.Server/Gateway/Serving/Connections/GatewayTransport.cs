using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging;

namespace ShimLsp.Server.Gateway.Serving.Connections;

/// <summary>
/// Accepts the connections of one socket for two endpoints of Kestrel, one for each version of HTTP: Kestrel itself serves HTTP/2 without
/// TLS only at an endpoint that has nothing else. The socket may be shared with another process, so this never shuts it down.
/// </summary>
internal sealed class GatewayTransport : IConnectionListenerFactory, IAsyncDisposable
{
    // A browser may open a connection before it has anything to ask.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromMilliseconds(100);

    private readonly Socket socket;
    private readonly bool isSecure;
    private readonly BlockPool blocks = new();
    private readonly SocketConnectionContextFactory connections;
    private readonly ConnectionQueue http1;
    private readonly ConnectionQueue http2 = new(new SecondEndPoint());
    private readonly CancellationTokenSource closing = new();
    private Task accepting = Task.CompletedTask;

    /// <summary>Accepts none yet.</summary>
    /// <param name="socket">It listens. This disposes of it.</param>
    /// <param name="isSecure">Whether clients speak TLS. Then all connections are for HTTP/1.1.</param>
    /// <param name="loggers">The log.</param>
    public GatewayTransport(Socket socket, bool isSecure, ILoggerFactory loggers)
    {
        (this.socket, this.isSecure) = (socket, isSecure);
        http1 = new(socket.LocalEndPoint!);
        connections = new(blocks.ToOptions(), loggers.CreateLogger("connections"));
    }

    /// <summary>The endpoint for HTTP/1.1.</summary>
    public EndPoint Http1 => http1.EndPoint;

    /// <summary>The endpoint for HTTP/2.</summary>
    public EndPoint Http2 => http2.EndPoint;

    /// <inheritdoc/>
    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new(endpoint == Http2 ? http2 : http1);

    /// <summary>Accepts connections from now on.</summary>
    public void Start() => accepting = AcceptAllAsync();

    /// <summary>Accepts no more. A connection that waits in the socket stays there for another process that shares it.</summary>
    public async Task StopAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        await accepting.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        // While a call uses the socket, .NET would shut it down in order to close it, and with it the other process's.
        await StopAsync().ConfigureAwait(false);
        socket.Dispose();
        connections.Dispose();
        blocks.Dispose();
        closing.Dispose();
    }

    private async Task AcceptAllAsync()
    {
        while (true)
        {
            try
            {
                var accepted = await socket.AcceptAsync(closing.Token).ConfigureAwait(false);
                accepted.NoDelay = true;
                _ = SortAsync(connections.Create(accepted));
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException gone) when (gone.SocketErrorCode is SocketError.ConnectionAborted or SocketError.ConnectionReset)
            {
                // That client has gone already.
            }
            catch (SocketException)
            {
                // The system has no descriptor or no memory for it now, and would say so again at once.
                await Task.Delay(BetweenAttempts).ConfigureAwait(false);
            }
        }
    }

    private async Task SortAsync(ConnectionContext connection)
    {
        var isHttp2 = false;
        try
        {
            using var patience = new CancellationTokenSource(LongestSilence);
            isHttp2 = !isSecure && await HttpPreface.IsHttp2Async(connection.Transport.Input, patience.Token).ConfigureAwait(false);
        }
        catch (Exception silent) when (silent is OperationCanceledException or IOException)
        {
            // HTTP/1.1 has limits of its own for a client that says nothing, and sees one that has gone.
        }

        if (!(isHttp2 ? http2 : http1).TryAdd(connection))
        {
            await connection.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Kestrel knows an endpoint by this.</summary>
    private sealed class SecondEndPoint : EndPoint;
}
