namespace ShimLsp.Server.Rpc.Framing;

/// <summary>How messages are separated on the wire.</summary>
internal enum Framing
{
    /// <summary>LSP's base protocol: a <c>Content-Length</c> header before each message.</summary>
    Header,

    /// <summary>One message a line.</summary>
    NewLine,
}
