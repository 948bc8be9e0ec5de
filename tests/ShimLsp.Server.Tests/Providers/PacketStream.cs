namespace ShimLsp.Server.Tests.Providers;

/// <summary>Bytes that come in packets of given sizes.</summary>
internal sealed class PacketStream(byte[] bytes, int[] sizes) : MemoryStream(bytes)
{
    private int next;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        base.ReadAsync(buffer[..Math.Min(buffer.Length, sizes[next++ % sizes.Length])], cancellationToken);
}
