using System.Buffers;

namespace ShimLsp.Core.Models.Text;

/// <summary>Arrays for the bytes of messages. Large ones do not come from the shared pool, which would keep them long after.</summary>
public static class ByteArrays
{
    private const int MostPooled = 1024 * 1024;

    /// <summary>An array with at least that length. It holds anything.</summary>
    /// <param name="length">The length.</param>
    public static byte[] Rent(int length) =>
        length <= MostPooled ? ArrayPool<byte>.Shared.Rent(length) : GC.AllocateUninitializedArray<byte>(length);

    /// <summary>Ends the use of an array.</summary>
    /// <param name="array">An array of <see cref="Rent"/>.</param>
    public static void Return(byte[] array)
    {
        if (array.Length <= MostPooled)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
