using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Connections;

namespace ShimLsp.Server.Gateway.Serving.Connections;

/// <summary>The connections that wait for one version of HTTP. Kestrel takes them from here as it would from a socket.</summary>
/// <param name="endPoint">What Kestrel calls this.</param>
internal sealed class ConnectionQueue(EndPoint endPoint) : IConnectionListener
{
    private readonly Channel<ConnectionContext> waiting = Channel.CreateUnbounded<ConnectionContext>(new() { SingleReader = true });

    /// <inheritdoc/>
    public EndPoint EndPoint => endPoint;

    /// <summary>Adds a connection.</summary>
    /// <param name="connection">The connection.</param>
    /// <returns>Whether it will be served; if not, the caller ends it.</returns>
    public bool TryAdd(ConnectionContext connection) => waiting.Writer.TryWrite(connection);

    /// <inheritdoc/>
    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
        await waiting.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false) && waiting.Reader.TryRead(out var connection)
            ? connection
            : null;

    /// <inheritdoc/>
    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        waiting.Writer.TryComplete();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => UnbindAsync();
}
