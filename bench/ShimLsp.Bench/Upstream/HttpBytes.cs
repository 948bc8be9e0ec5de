using System.Buffers.Text;
using System.Text;

namespace ShimLsp.Bench.Upstream;

/// <summary>Reads as much of an HTTP/1.1 message as a bench needs.</summary>
internal static class HttpBytes
{
    /// <summary>Whether a message has all come, with its body.</summary>
    /// <param name="come">What has come.</param>
    public static bool IsWhole(ReadOnlySpan<byte> come)
    {
        var end = HeadOf(come);
        return end > 0 && (LengthIn(come[..end]) is { } length ? come.Length == end + length : come.EndsWith("\r\n0\r\n\r\n"u8));
    }

    /// <summary>The length of the head with the empty line after it; 0 if that has not come.</summary>
    /// <param name="come">What has come.</param>
    public static int HeadOf(ReadOnlySpan<byte> come) => come.IndexOf("\r\n\r\n"u8) is >= 0 and var end ? end + 4 : 0;

    private static int? LengthIn(ReadOnlySpan<byte> head)
    {
        var name = "\r\ncontent-length:"u8;
        for (var at = head.IndexOf((byte)'\r'); at >= 0 && at + name.Length < head.Length; at += 2)
        {
            if (Ascii.EqualsIgnoreCase(head.Slice(at, name.Length), name))
            {
                return Utf8Parser.TryParse(head[(at + name.Length)..].TrimStart((byte)' '), out int length, out _) ? length : null;
            }

            var next = head[(at + 2)..].IndexOf((byte)'\r');
            if (next < 0)
            {
                return null;
            }

            at += next;
        }

        return null;
    }
}
