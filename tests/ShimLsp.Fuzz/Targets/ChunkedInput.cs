using System.Buffers;
using System.IO.Pipelines;

namespace ShimLsp.Fuzz.Targets;

/// <summary>A stream that gives its bytes in pieces, at once, and counts what its reader holds on to.</summary>
/// <param name="bytes">All bytes.</param>
/// <param name="sizes">The sizes of the pieces, over and over.</param>
internal sealed class ChunkedInput(byte[] bytes, params int[] sizes) : MemoryStream
{
    private const int BufferSize = 64;
    private const int LeastRead = 16;

    private readonly CountingPool pool = new();
    private int at;
    private int reads;

    /// <summary>The most bytes that the reader held at once, in buffers of the size that it asked for.</summary>
    public int MostHeld => pool.Most;

    /// <summary>
    /// The size of the buffers for that many bytes: each may be given up with a few bytes free, one may be read ahead, and the first is
    /// held until its last byte is let go.
    /// </summary>
    public static int HeldFor(int bytes) => ((bytes / (BufferSize - LeastRead + 1)) + 3) * BufferSize;

    /// <summary>A pipe over the stream, with buffers so small that no bound hides behind them.</summary>
    public PipeReader ToPipe() => PipeReader.Create(this, new StreamPipeReaderOptions(pool, BufferSize, LeastRead));

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var length = Math.Min(Math.Min(buffer.Length, bytes.Length - at), Math.Max(1, sizes[reads++ % sizes.Length]));
        bytes.AsMemory(at, length).CopyTo(buffer);
        at += length;
        return new(length);
    }

    private sealed class CountingPool : MemoryPool<byte>
    {
        private int held;

        public int Most { get; private set; }

        public override int MaxBufferSize => int.MaxValue;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
        {
            var owner = new Owner(this, Math.Max(minBufferSize, 1));
            held += owner.Memory.Length;
            Most = Math.Max(Most, held);
            return owner;
        }

        protected override void Dispose(bool disposing) { }

        private sealed class Owner(CountingPool pool, int size) : IMemoryOwner<byte>
        {
            public Memory<byte> Memory { get; } = new byte[size];

            public void Dispose() => pool.held -= Memory.Length;
        }
    }
}
