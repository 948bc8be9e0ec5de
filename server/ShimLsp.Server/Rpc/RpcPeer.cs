using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using StreamJsonRpc;

namespace ShimLsp.Server.Rpc;

/// <summary>
/// What the server says of its own accord: notifications and requests to the client. Parameters are written by their source-generated
/// type first and handed on as JSON, because JsonRpc would look at an object's properties by reflection.
/// </summary>
internal sealed class RpcPeer
{
    private JsonRpc? rpc;

    /// <summary>Binds the connection, once: what makes the connection needs this peer first.</summary>
    /// <param name="connection">The connection.</param>
    public void Bind(JsonRpc connection) => rpc = connection;

    /// <summary>Sends a notification; they leave in the order of the calls.</summary>
    public void Notify<T>(string method, T parameters, JsonTypeInfo<T> type) => _ = NotifyAsync(method, parameters, type);

    /// <summary>Sends a request and waits for its answer; null where the client answered <c>null</c>.</summary>
    /// <exception cref="RemoteRpcException">The client refused it, or is gone.</exception>
    public async Task<JsonElement?> RequestAsync<T>(string method, T parameters, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        await rpc!.InvokeWithParameterObjectAsync<JsonElement?>(method, Named(parameters, type), argumentDeclaredTypes: null, cancellationToken).ConfigureAwait(false);

    private static Dictionary<string, object?> Named<T>(T parameters, JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToElement(parameters, type).EnumerateObject().ToDictionary(field => field.Name, field => (object?)field.Value);

    private async Task NotifyAsync<T>(string method, T parameters, JsonTypeInfo<T> type)
    {
        try
        {
            await rpc!.NotifyWithParameterObjectAsync(method, Named(parameters, type), argumentDeclaredTypes: null).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is ConnectionLostException or ObjectDisposedException or IOException)
        {
            // Nobody is left to be told.
        }
    }
}
