using ShimLsp.Server.Contract;
using ShimLsp.Server.Contract.Messages;
using StreamJsonRpc.Protocol;

namespace ShimLsp.Server.Rpc;

/// <summary>The error codes of JSON-RPC and LSP that the fronts use beside those of <see cref="ContractErrorCode"/>.</summary>
public static class RpcErrorCodes
{
    /// <summary>JSON-RPC: the text is not JSON.</summary>
    public const int ParseError = -32700;

    /// <summary>JSON-RPC: the JSON is not a request.</summary>
    public const int InvalidRequest = -32600;

    /// <summary>JSON-RPC: a fault of the server.</summary>
    public const int InternalError = -32603;

    /// <summary>LSP: a request before <c>initialize</c>.</summary>
    public const int ServerNotInitialized = -32002;

    /// <summary>LSP: cancelled by the client.</summary>
    public const int RequestCancelled = -32800;
}

/// <summary>Translates the contract's errors to JSON-RPC.</summary>
internal static class RpcErrors
{
    /// <summary>The error object of an answer.</summary>
    /// <param name="error">The refusal.</param>
    public static JsonRpcError.ErrorDetail ToRpc(this ContractError error) =>
        new()
        {
            Code = (JsonRpcErrorCode)error.Code,
            Message = error.Message,
            // The part of a reply may be long: written here, it would be there twice.
            Data = error.Data is UpstreamFailedData ? error.Data : WireJson.ToElement(error.Data),
        };
}
