namespace ShimLsp.Server.Rpc.Framing;

/// <summary>How the input ended.</summary>
internal enum EndOfInput
{
    /// <summary>The input ended between two messages.</summary>
    CleanBoundary,

    /// <summary>Inside a message, or while looking for the start of one: the peer broke off.</summary>
    MidFrame,
}
