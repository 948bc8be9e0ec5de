using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ShimLsp.Server.Rpc.Framing;
using StreamJsonRpc;

namespace ShimLsp.Server.Rpc;

/// <summary>
/// Messages that the server starts: notifications, and requests to the client. Parameters are first written by their source-generated type
/// and then passed on as JSON, because JsonRpc would read an object's properties by reflection.
/// </summary>
internal sealed class RpcPeer
{
    private readonly Lock deferring = new();
    private readonly OrderedDictionary<string, Action> deferred = [];
    private JsonRpc? rpc;
    private HighWater? unread;
    private HighWater? ahead;

    /// <summary>Binds the connection, once: what makes the connection needs this peer first.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="tooMuch">Whether the client has left too much unread.</param>
    /// <param name="enough">Whether so much is unread that a sender that can wait should.</param>
    public void Bind(JsonRpc connection, HighWater tooMuch, HighWater enough) => (rpc, unread, ahead) = (connection, tooMuch, enough);

    /// <summary>
    /// Sends a notification in any case. Notifications leave in the order of the calls. Use it for those that belong to a request.
    /// </summary>
    public void Notify<T>(string method, T parameters, JsonTypeInfo<T> type) => _ = NotifyAsync(method, parameters, type);

    /// <summary>Sends a notification that a client can do without while it does not read. There is no limit to their number.</summary>
    /// <param name="method">Its name on the wire.</param>
    /// <param name="subject">
    /// The subject whose present state the notification reports. If the client stops reading, only the last one of each subject is sent
    /// when it reads again. Null for an event, which is then not sent at all.
    /// </param>
    /// <param name="parameters">Its parameters.</param>
    /// <param name="type">How they are written.</param>
    public void Tell<T>(string method, string? subject, T parameters, JsonTypeInfo<T> type)
    {
        lock (deferring)
        {
            if (unread is { IsOver: true } || deferred.Count > 0)
            {
                Defer(method, subject, () => Notify(method, parameters, type));
                return;
            }
        }

        Notify(method, parameters, type);
    }

    /// <summary>
    /// Sends a notification that more will follow, and waits until the next may be sent: this one is on its way, and not too much is
    /// unread.
    /// </summary>
    public async ValueTask StreamAsync<T>(string method, T parameters, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        await NotifyAsync(method, parameters, type).ConfigureAwait(false);
        if (ahead is { IsOver: true } over)
        {
            await over.Fallen.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends a request and waits for its answer; null if the client answered <c>null</c>.</summary>
    /// <exception cref="RemoteRpcException">The client refused it, or is gone.</exception>
    public async Task<JsonElement?> RequestAsync<T>(
        string method,
        T parameters,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    ) =>
        await rpc!
            .InvokeWithParameterObjectAsync<JsonElement?>(method, Named(parameters, type), argumentDeclaredTypes: null, cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Likewise, without parameters.</summary>
    /// <exception cref="RemoteRpcException">The client refused it, or is gone.</exception>
    public async Task<JsonElement?> RequestAsync(string method, CancellationToken cancellationToken) =>
        await rpc!.InvokeWithParameterObjectAsync<JsonElement?>(method, argument: null, cancellationToken).ConfigureAwait(false);

    private static Dictionary<string, object?> Named<T>(T parameters, JsonTypeInfo<T> type) =>
        JsonSerializer
            .SerializeToElement(parameters, type)
            .EnumerateObject()
            .ToDictionary(field => field.Name, field => (object?)field.Value);

    private void Defer(string method, string? subject, Action send)
    {
        if (subject is null)
        {
            return;
        }

        var key = $"{method}\n{subject}";
        var isFirst = deferred.Count == 0;
        deferred.Remove(key);
        deferred.Add(key, send);
        if (isFirst)
        {
            _ = SendDeferredAsync();
        }
    }

    private async Task SendDeferredAsync()
    {
        await unread!.Fallen.ConfigureAwait(false);
        lock (deferring)
        {
            foreach (var send in deferred.Values)
            {
                send();
            }

            deferred.Clear();
        }
    }

    private async Task NotifyAsync<T>(string method, T parameters, JsonTypeInfo<T> type)
    {
        try
        {
            await rpc!.NotifyWithParameterObjectAsync(method, Named(parameters, type), argumentDeclaredTypes: null).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is ConnectionLostException or ObjectDisposedException or IOException)
        {
            // Nobody is left to receive it.
        }
    }
}
