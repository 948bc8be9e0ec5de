using System.Globalization;
using System.Text;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Fuzz.Targets;

/// <summary>Frames as a simple peer writes them, and reads them back: it knows no lenience at all.</summary>
internal static class Wire
{
    /// <summary>Puts a message into a frame.</summary>
    public static byte[] Frame(WireFraming framing, string json) =>
        framing == WireFraming.Header
            ? Encoding.UTF8.GetBytes($"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}")
            : Encoding.UTF8.GetBytes(json + "\n");

    /// <summary>The bodies of a stream that is frames and nothing else; null if it is not.</summary>
    public static List<byte[]>? Bodies(WireFraming framing, ReadOnlySpan<byte> stream)
    {
        var bodies = new List<byte[]>();
        while (!stream.IsEmpty)
        {
            var end = stream.IndexOf(framing == WireFraming.Header ? "\r\n\r\n"u8 : "\n"u8);
            if (end < 0)
            {
                return null;
            }

            if (framing == WireFraming.NewLine)
            {
                bodies.Add(stream[..end].ToArray());
                stream = stream[(end + 1)..];
                continue;
            }

            const string Name = "Content-Length: ";
            var header = Encoding.Latin1.GetString(stream[..end]);
            if (
                !header.StartsWith(Name, StringComparison.Ordinal)
                || header.AsSpan(Name.Length).ContainsAnyExceptInRange('0', '9') // TryParse overlooks NULs
                || !int.TryParse(header[Name.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
                || stream.Length - end - 4 < length
            )
            {
                return null;
            }

            bodies.Add(stream.Slice(end + 4, length).ToArray());
            stream = stream[(end + 4 + length)..];
        }

        return bodies;
    }
}
