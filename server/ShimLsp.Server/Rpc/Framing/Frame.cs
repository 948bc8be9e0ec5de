namespace ShimLsp.Server.Rpc.Framing;

internal enum FrameKind
{
    /// <summary>A body of bytes, not yet looked into.</summary>
    Message,

    /// <summary>Bytes that are not a frame. The reader has found the end of them, or will.</summary>
    Fault,

    /// <summary>The end, between two frames.</summary>
    CleanEnd,

    /// <summary>The end, inside a frame.</summary>
    BrokenEnd,
}

/// <summary>What a <see cref="FrameReader"/> found next.</summary>
/// <param name="Kind">Which of the four it is.</param>
/// <param name="Body">The message's bytes, valid until <see cref="FrameReader.Release"/>; empty for other kinds.</param>
/// <param name="Complaint">The text for the peer about a fault; <c>null</c> for other kinds.</param>
internal readonly record struct Frame(FrameKind Kind, ReadOnlyMemory<byte> Body = default, string? Complaint = null);
