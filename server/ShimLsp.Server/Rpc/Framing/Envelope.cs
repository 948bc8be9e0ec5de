using StreamJsonRpc;

namespace ShimLsp.Server.Rpc.Framing;

internal enum MessageKind
{
    Request,
    Notification,

    /// <summary>A result or an error: the peer's answer to a request of ours.</summary>
    Response,
}

/// <summary>The outer members of a valid message. It is valid only as long as the message's bytes are.</summary>
internal readonly ref struct Envelope
{
    public required MessageKind Kind { get; init; }

    /// <summary>The id of a request or a response. A response may have none, or <c>null</c>: then it answers nothing.</summary>
    public required RequestId Id { get; init; }

    /// <summary>The method's name in UTF-8, without JSON escapes; empty for a response.</summary>
    public required ReadOnlySpan<byte> Method { get; init; }

    /// <summary>The parameters as JSON text, an object or an array; empty if there are none.</summary>
    public required ReadOnlySpan<byte> Params { get; init; }

    /// <summary>The position of the parameters in the message, <c>null</c> included; empty if there are none.</summary>
    public required Range ParamsAt { get; init; }

    /// <summary>Whether the message has no members but those named here.</summary>
    public required bool IsPlain { get; init; }

    /// <summary>The offset of a literal <c>null</c> that was given as the parameters; -1 for none.</summary>
    public required int NullParamsAt { get; init; }

    public bool Is(ReadOnlySpan<byte> method) => Method.SequenceEqual(method);
}
