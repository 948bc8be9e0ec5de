using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace ShimLsp.Server.Gateway.Serving.Connections;

/// <summary>
/// The memory of all connections, in pinned blocks that are used again. Without a host, Kestrel takes its memory from the shared pool of
/// arrays. That keeps 64 of a size and drops the rest: each event of 500 streams then costs a new array, which a socket pins in the middle
/// of the young heap. docs/decisions/0026-memory-of-the-gateways-connections.md has the figures. Thread-safe.
/// </summary>
internal sealed class BlockPool : MemoryPool<byte>, IMemoryPoolFactory<byte>
{
    private const int BlockSize = 4096;
    private const int MostIdle = 2048; // 8 MiB

    private readonly ConcurrentQueue<Block> idle = new();

    /// <inheritdoc/>
    public override int MaxBufferSize => BlockSize;

    /// <summary>
    /// The options of connections whose memory comes from this pool. What follows an event of a socket runs on the thread that the event
    /// came to, as <see cref="ShimLsp.Core.Upstream.PoolThread"/> says.
    /// </summary>
    public SocketConnectionFactoryOptions ToOptions()
    {
        var options = new SocketConnectionFactoryOptions { UnsafePreferInlineScheduling = true };
        try
        {
            SetMemoryPoolFactory(options, this);
        }
        catch (MissingMethodException)
        {
            // Another patch of the framework, which names it otherwise. It works with its own memory as well.
        }

        return options;
    }

    /// <inheritdoc/>
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => this;

    /// <inheritdoc/>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minBufferSize, BlockSize);
        return idle.TryDequeue(out var block) ? block : new Block(this);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing) => idle.Clear();

    // The framework has no public way to it but a host's container.
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_MemoryPoolFactory")]
    private static extern void SetMemoryPoolFactory(SocketConnectionFactoryOptions options, IMemoryPoolFactory<byte> factory);

    private void Return(Block block)
    {
        if (idle.Count < MostIdle)
        {
            idle.Enqueue(block);
        }
    }

    private sealed class Block(BlockPool pool) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory { get; } = GC.AllocateUninitializedArray<byte>(BlockSize, pinned: true);

        public void Dispose() => pool.Return(this);
    }
}
