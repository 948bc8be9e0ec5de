using StreamJsonRpc.Protocol;

namespace ShimLsp.Server.Rpc.Framing;

/// <summary>An error that the message handler itself sends. It takes the way of every answer, so it never cuts into one.</summary>
internal sealed class FaultAnswer : JsonRpcError
{
    /// <param name="fault">What to say, and about which id.</param>
    /// <param name="endsCall">
    /// Whether this is the answer to the request in flight under that id. A duplicate's refusal is not: the original is still to come.
    /// </param>
    public FaultAnswer(Fault fault, bool endsCall)
    {
        RequestId = fault.Id;
        Error = new ErrorDetail
        {
            Code = fault.Code,
            Message = fault.Message,
            Data = fault.Data,
        };
        EndsCall = endsCall;
    }

    public bool EndsCall { get; }
}
