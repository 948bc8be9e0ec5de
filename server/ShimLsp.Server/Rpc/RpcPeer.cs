using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ShimLsp.Server.Rpc.Framing;
using StreamJsonRpc;

namespace ShimLsp.Server.Rpc;

/// <summary>
/// What the server says of its own accord: notifications and requests to the client. Parameters are written by their source-generated
/// type first and handed on as JSON, because JsonRpc would look at an object's properties by reflection.
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
    /// <param name="enough">Whether it has left so much unread that whoever can wait with more does.</param>
    public void Bind(JsonRpc connection, HighWater tooMuch, HighWater enough) => (rpc, unread, ahead) = (connection, tooMuch, enough);

    /// <summary>
    /// Sends a notification, come what may; they leave in the order of the calls. For what a request's own course brings.
    /// </summary>
    public void Notify<T>(string method, T parameters, JsonTypeInfo<T> type) => _ = NotifyAsync(method, parameters, type);

    /// <summary>
    /// Sends a notification that a client can do without while it does not read: nothing bounds how many of them there may be.
    /// </summary>
    /// <param name="method">Its name on the wire.</param>
    /// <param name="subject">
    /// What it tells the standing of: of each subject the last goes out when the client reads again. Null for something that merely
    /// happened: that is not sent at all then.
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
    /// Sends a notification of which more are to follow, and waits until the next may: it is on its way, and not too much is unread.
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
            // Nobody is left to be told.
        }
    }
}
