namespace ShimLsp.Core.Conversation.Acting;

/// <summary>Hashes of pieces of JSON, to compare them. They differ from process to process.</summary>
internal static class Prints
{
    // Of a long text the ends tell it from others. A print of all of it would cost as much as the whole route.
    private const int MostWhole = 2_000;
    private const int MostSeen = 64;

    /// <summary>The hash of a text.</summary>
    public static int Of(ReadOnlySpan<byte> text) => Of(text, default);

    /// <summary>The hash of two texts.</summary>
    public static int Of(ReadOnlySpan<byte> text, ReadOnlySpan<byte> other)
    {
        var hash = new HashCode();
        Add(ref hash, text);
        Add(ref hash, other);
        return hash.ToHashCode();
    }

    /// <summary>
    /// The hash of the ends of a text without its digits, so that times, durations, line numbers and addresses do not count.
    /// </summary>
    public static int WithoutNumbers(ReadOnlySpan<byte> text)
    {
        // By turns: the one does not wait for the other.
        var isLong = text.Length > 2 * MostSeen;
        var start = isLong ? text[..MostSeen] : text;
        var end = isLong ? text[^MostSeen..] : default;
        var (hash, other) = (17u, 17u);
        for (var at = 0; at < start.Length; at++)
        {
            hash = Fold(hash, start[at]);
            if (at < end.Length)
            {
                other = Fold(other, end[at]);
            }
        }

        return (int)(hash ^ (other * 31));
    }

    // FNV-1a
    private static uint Fold(uint hash, byte b) => b is (>= (byte)'0' and <= (byte)'9') or (byte)' ' ? hash : (hash ^ b) * 16_777_619;

    private static void Add(ref HashCode hash, ReadOnlySpan<byte> text)
    {
        hash.Add(text.Length);
        if (text.Length > MostWhole)
        {
            hash.AddBytes(text[..(MostWhole / 2)]);
            text = text[^(MostWhole / 2)..];
        }

        hash.AddBytes(text);
    }
}
