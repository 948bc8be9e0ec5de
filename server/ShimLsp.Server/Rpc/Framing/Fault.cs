using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace ShimLsp.Server.Rpc.Framing;

/// <summary>What is wrong with a message that is answered without ever being delivered.</summary>
/// <param name="Code">The JSON-RPC error code.</param>
/// <param name="Message">The text for the peer. It never quotes what the peer sent.</param>
/// <param name="Id">The request's id, or <see cref="RequestId.Null"/> where none can be read.</param>
/// <param name="Data">What goes with the error; null for nothing.</param>
internal readonly record struct Fault(JsonRpcErrorCode Code, string Message, RequestId Id, object? Data = null)
{
    public static Fault Parse(string message) => new(JsonRpcErrorCode.ParseError, message, RequestId.Null);

    public static Fault InvalidRequest(string message, RequestId id) => new(JsonRpcErrorCode.InvalidRequest, message, id);

    public static Fault InvalidRequest(string message) => InvalidRequest(message, RequestId.Null);
}
