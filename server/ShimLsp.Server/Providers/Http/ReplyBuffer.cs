using System.Buffers;

namespace ShimLsp.Server.Providers.Http;

/// <summary>
/// Room for bytes, which grows. Only small arrays come from the shared pool: it would keep a large one long after its reply. A large one
/// has room for the longest reply at once, since pages that are never written take no memory, and copies would.
/// </summary>
/// <param name="most">The most bytes that are ever needed.</param>
internal sealed class ReplyBuffer(int most) : IDisposable
{
    private const int First = 16 * 1024;
    private const int MostPooled = 1024 * 1024;
    private const int MostDoubled = 4 * 1024 * 1024;

    private byte[] array = ArrayPool<byte>.Shared.Rent(First);

    /// <summary>The room.</summary>
    public Memory<byte> Memory => array;

    /// <summary>Makes more room; the content stays.</summary>
    public void Grow()
    {
        // One more, so that a stream's end shows without growing.
        var size = array.Length < MostDoubled ? 2 * array.Length : (int)Math.Min(Math.Max(most, array.Length) + 1L, Array.MaxLength);
        var larger = size <= MostPooled ? ArrayPool<byte>.Shared.Rent(size) : GC.AllocateUninitializedArray<byte>(size, pinned: true);
        array.CopyTo(larger, 0);
        Replace(larger);
    }

    /// <summary>Lets go of the room if it is large; the content is lost.</summary>
    public void Shrink()
    {
        if (array.Length > MostPooled)
        {
            Replace(ArrayPool<byte>.Shared.Rent(First));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Replace([]);

    private void Replace(byte[] next)
    {
        var last = array;
        array = next;
        if (last.Length is > 0 and <= MostPooled)
        {
            ArrayPool<byte>.Shared.Return(last);
        }
    }
}
