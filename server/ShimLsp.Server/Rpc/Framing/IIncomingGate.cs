using ShimLsp.Server.Contract;
using StreamJsonRpc.Protocol;

namespace ShimLsp.Server.Rpc.Framing;

/// <summary>
/// A front's say on each request and notification, asked in the order of their delivery, one at a time, just before it.
/// Responses do not pass here.
/// </summary>
internal interface IIncomingGate
{
    GateVerdict Admit(in Envelope envelope);

    /// <summary>Whether the peer leaves with this message: asked as soon as it is read, since it waits for nothing.</summary>
    bool IsExit(in Envelope envelope);

    /// <summary>Whether the message need not wait for a hold that can be superseded. It has no effect before it is delivered.</summary>
    bool Supersedes(in Envelope envelope) => false;
}

/// <summary>What happens to a message. The default passes it.</summary>
internal readonly record struct GateVerdict
{
    public static GateVerdict Pass => default;

    public JsonRpcErrorCode Code { get; private init; }

    /// <summary>Why a message is refused; <c>null</c> if it is not.</summary>
    public string? Refusal { get; private init; }

    /// <summary>The data of the refusal's error; <c>null</c> for none.</summary>
    public object? Data { get; private init; }

    public Hold? Hold { get; private init; }

    /// <summary>Answers a request with this error; drops a notification.</summary>
    public static GateVerdict Refuse(JsonRpcErrorCode code, string message) => new() { Code = code, Refusal = message };

    /// <summary>The same with an error of the contract.</summary>
    public static GateVerdict Refuse(ContractError error) =>
        new()
        {
            Code = (JsonRpcErrorCode)error.Code,
            Refusal = error.Message,
            Data = WireJson.ToElement(error.Data),
        };

    /// <summary>
    /// Passes the message, then holds later messages until the hold is released. Responses and <c>$/cancelRequest</c> are not held. A held
    /// request that is cancelled is answered at once. <c>exit</c> ends every hold, including later ones. The creator of the hold must make
    /// sure that it is released, because the message's handler may never run, for example if its parameters are wrong.
    /// </summary>
    public static GateVerdict PassThenHold(Hold hold) => new() { Hold = hold };
}

/// <summary>For a front with nothing to say.</summary>
internal sealed class OpenGate : IIncomingGate
{
    public GateVerdict Admit(in Envelope envelope) => GateVerdict.Pass;

    public bool IsExit(in Envelope envelope) => false;
}
