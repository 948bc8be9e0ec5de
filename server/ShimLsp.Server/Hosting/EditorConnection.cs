using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Logging.Abstractions;
using ShimLsp.Server.Contract.Messages;
using ShimLsp.Server.Rpc;
using ShimLsp.Server.Rpc.Framing;
using StreamJsonRpc;

namespace ShimLsp.Server.Hosting;

/// <summary>The client's end of an LSP connection, for a command that drives a server as an editor does.</summary>
internal sealed class EditorConnection : IDisposable
{
    private readonly RpcPeer peer = new();
    private readonly ShimJsonRpc rpc;

    /// <summary>Connects; nothing is read before <see cref="Listen"/>.</summary>
    /// <param name="input">What the server says.</param>
    /// <param name="output">What the server hears.</param>
    public EditorConnection(Stream input, Stream output)
    {
        var handler = ShimMessageHandler.Over(input, output, RpcFormatter.Create(), new() { Framing = Framing.Header });
        rpc = new ShimJsonRpc(handler, NullLogger.Instance);
        peer.Bind(rpc, handler.Unsent, handler.Ahead);
        rpc.AddHandler(OnProgress, "$/progress");
    }

    /// <summary>Receives the pieces of replies, in order; null to ignore them.</summary>
    public Action<ChatDelta>? OnPiece { get; set; }

    /// <summary>Receives a notification of the server.</summary>
    /// <param name="take">A method of one parameter, the notification's, with null as its default value.</param>
    /// <param name="method">The notification's name on the wire.</param>
    public void On(Delegate take, string method) => rpc.AddHandler(take, method);

    /// <summary>Begins to read.</summary>
    public void Listen() => rpc.StartListening();

    /// <summary>Sends a request and waits for its answer; null if the server answered <c>null</c>.</summary>
    /// <exception cref="IOException">The server refused, or is gone.</exception>
    public async Task<JsonElement?> RequestAsync<T>(string method, T parameters, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            return await peer.RequestAsync(method, parameters, type, cancellationToken).ConfigureAwait(false);
        }
        catch (RemoteRpcException refused)
        {
            throw new IOException(refused.Message, refused);
        }
    }

    /// <summary>Sends a notification.</summary>
    public void Notify<T>(string method, T parameters, JsonTypeInfo<T> type) => peer.Notify(method, parameters, type);

    /// <inheritdoc/>
    public void Dispose() => rpc.Dispose();

    private void OnProgress(PartialResultParams? parameters = null) => OnPiece?.Invoke(parameters!.Value);
}
