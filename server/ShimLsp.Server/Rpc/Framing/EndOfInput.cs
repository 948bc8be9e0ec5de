namespace ShimLsp.Server.Rpc.Framing;

/// <summary>Where the input stopped.</summary>
internal enum EndOfInput
{
    /// <summary>Between two messages: the peer said all it had to say.</summary>
    CleanBoundary,

    /// <summary>Inside a message, or while looking for the start of one: the peer broke off.</summary>
    MidFrame,
}
