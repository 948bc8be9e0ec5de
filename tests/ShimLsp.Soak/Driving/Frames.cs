using System.Globalization;
using System.Text;

namespace ShimLsp.Soak.Driving;

/// <summary>
/// Puts messages into frames, and reads frames as a strict client does: any byte that is not part of a frame is an error.
/// </summary>
/// <param name="front">Which kind of frames.</param>
internal sealed class Frames(Front front)
{
    private byte[] unread = new byte[64 * 1024];
    private int start;
    private int end;

    public static byte[] Put(Front front, string message) =>
        Encoding.UTF8.GetBytes(
            front == Front.Lsp
                ? string.Create(CultureInfo.InvariantCulture, $"Content-Length: {Encoding.UTF8.GetByteCount(message)}\r\n\r\n{message}")
                : message + "\n"
        );

    /// <summary>Where the next bytes go.</summary>
    public Memory<byte> Room()
    {
        if (start > 0)
        {
            unread.AsSpan(start, end - start).CopyTo(unread);
            (start, end) = (0, end - start);
        }

        if (end == unread.Length)
        {
            Array.Resize(ref unread, unread.Length * 2);
        }

        return unread.AsMemory(end);
    }

    /// <summary>So many bytes have come.</summary>
    public void Came(int count) => end += count;

    /// <summary>The next whole message; false if there is none yet. Good until the next call of <see cref="Room"/>.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> message)
    {
        message = default;
        var bytes = unread.AsSpan(start, end - start);
        var (skip, length, trailing) = front == Front.Lsp ? Header(bytes) : (0, bytes.IndexOf((byte)'\n'), 1);
        if (length < 0 || bytes.Length < skip + length + trailing)
        {
            return false;
        }

        message = unread.AsMemory(start + skip, length);
        start += skip + length + trailing;
        return true;
    }

    private static (int Skip, int Length, int Trailing) Header(ReadOnlySpan<byte> bytes)
    {
        var known = "Content-Length: "u8;
        if (!bytes.StartsWith(known[..Math.Min(known.Length, bytes.Length)]))
        {
            throw new FormatException($"This is not a frame: {Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 200)])}");
        }

        return bytes.IndexOf("\r\n\r\n"u8) is >= 0 and var headerEnd
            ? (headerEnd + 4, int.Parse(bytes[known.Length..headerEnd], NumberStyles.None, CultureInfo.InvariantCulture), 0)
            : (0, -1, 0);
    }
}
