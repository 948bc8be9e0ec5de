using System.Net;
using System.Net.Sockets;
using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Hosting.Gateways.Handover;

/// <summary>What a gateway that runs has handed over. That one serves on until <see cref="ServeAsync"/>.</summary>
internal sealed class TakenGateway : IDisposable
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(10);

    private readonly Socket connection;
    private readonly NetworkStream stream;

    private TakenGateway(Socket connection, NetworkStream stream, Socket listening, HandoverState state) =>
        (this.connection, this.stream, Listening, State) = (connection, stream, listening, state);

    /// <summary>The socket that clients connect to. Who serves it disposes of it.</summary>
    public Socket Listening { get; }

    /// <summary>What the gateway knew.</summary>
    public HandoverState State { get; }

    /// <summary>Takes over from a gateway.</summary>
    /// <param name="gateway">The gateway.</param>
    /// <param name="wanted">Where the command line says to listen; the port does not count.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="GatewayStartException">It hands nothing over, or listens elsewhere.</exception>
    public static async Task<TakenGateway> FromAsync(RegisteredGateway gateway, GatewayAddress wanted, CancellationToken cancellationToken)
    {
        if (gateway.Handover is not { } path)
        {
            throw new GatewayStartException($"The gateway at {gateway.Url} cannot be replaced while it runs. Run: shim-lsp gateway stop");
        }

        await PoolThread.EnterAsync().ConfigureAwait(false); // what follows blocks
        var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        Socket? listening = null;
        try
        {
            connection.Connect(new UnixDomainSocketEndPoint(path));
            if (connection.Poll(LongestAnswer, SelectMode.SelectRead))
            {
                listening = PassedSocket.Receive(connection);
                var stream = new NetworkStream(connection);
                if (await ReadStateAsync(stream, cancellationToken).ConfigureAwait(false) is { } state)
                {
                    RequireSame(gateway, (IPEndPoint)listening.LocalEndPoint!, wanted);
                    return new(connection, stream, listening, state);
                }
            }

            throw new GatewayStartException($"The gateway at {gateway.Url} did not hand over. Run: shim-lsp gateway stop");
        }
        catch (Exception failed)
        {
            listening?.Dispose();
            connection.Dispose();
            throw failed is SocketException or IOException
                ? new GatewayStartException($"The gateway at {gateway.Url} did not hand over. Run: shim-lsp gateway stop")
                : failed;
        }
    }

    /// <summary>Says that the new gateway serves, and waits until the old one has heard it.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task ServeAsync(CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync("serving\n"u8.ToArray(), cancellationToken).ConfigureAwait(false);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(LongestAnswer);
            await stream.ReadExactlyAsync(new byte[1], patience.Token).ConfigureAwait(false);
        }
        catch (Exception gone)
            when (gone is IOException || (gone is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // It closes the connection when it has heard it, or it has ended.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        stream.Dispose();
        connection.Dispose();
    }

    private static async Task<HandoverState?> ReadStateAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(LongestAnswer);
        using var reader = new StreamReader(stream, leaveOpen: true);
        try
        {
            return HandoverState.Parse(await reader.ReadLineAsync(patience.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    // Clients would be refused, or the tokens would go over a network in the open.
    private static void RequireSame(RegisteredGateway gateway, IPEndPoint at, GatewayAddress wanted)
    {
        var hasTls = gateway.Url.StartsWith("https:", StringComparison.Ordinal);
        if (!at.Address.Equals(wanted.Address) || hasTls != wanted.Certificate is not null)
        {
            throw new GatewayStartException(
                $"The running gateway listens at {gateway.Url}. Give the same --listen, --tls-cert and --tls-key as it has."
            );
        }
    }
}
