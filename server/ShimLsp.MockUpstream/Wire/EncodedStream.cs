namespace ShimLsp.Mock.Wire;

/// <summary>A streamed reply as bytes, encoded once and sent many times.</summary>
/// <param name="bytes">All of it.</param>
/// <param name="ends">Where what comes before the pieces ends, and then each piece.</param>
internal sealed class EncodedStream(ReadOnlyMemory<byte> bytes, int[] ends)
{
    /// <summary>All of it.</summary>
    public ReadOnlyMemory<byte> Bytes => bytes;

    /// <summary>How many pieces there are.</summary>
    public int Pieces => ends.Length - 1;

    /// <summary>How many bytes go out up to that place.</summary>
    /// <param name="pieces">A number of pieces; -1 for nothing at all.</param>
    public int EndOf(int pieces) => pieces < 0 ? 0 : ends[Math.Min(pieces, Pieces)];
}
