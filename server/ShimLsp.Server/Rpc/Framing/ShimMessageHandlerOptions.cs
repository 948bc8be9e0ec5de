using ShimLsp.Core.Upstream;

namespace ShimLsp.Server.Rpc.Framing;

/// <summary>A front's options for its <see cref="ShimMessageHandler"/>.</summary>
internal sealed record ShimMessageHandlerOptions
{
    public required Framing Framing { get; init; }

    /// <summary>
    /// Whether an input that ends between two messages is answered in full before the connection ends; otherwise, and after
    /// an end in mid-frame, it ends at once.
    /// </summary>
    public bool DrainAtCleanEnd { get; init; }

    public IIncomingGate Gate { get; init; } = new OpenGate();

    /// <summary>Time.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The memory that replies share: it is told what waits for the client.</summary>
    public ReplyMemory? Memory { get; init; }

    /// <summary>The longest message that is read; a longer one is passed over without being kept.</summary>
    public int MaxFrameBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Says, without reading, whether the other end of the input is closed. It is called only while nothing is read.</summary>
    public Func<bool> HasInputEnded { get; init; } = () => false;

    /// <summary>With this many messages kept back, reading stops until some may go.</summary>
    public int MaxHeldMessages { get; init; } = 65_536;

    /// <summary>With this many bytes kept back, reading stops until some may go.</summary>
    public long MaxHeldBytes { get; init; } = 64 * 1024 * 1024;
}
