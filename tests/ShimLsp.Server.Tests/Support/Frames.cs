using System.Text;
using System.Text.Json;
using WireFraming = ShimLsp.Server.Rpc.Framing.Framing;

namespace ShimLsp.Server.Tests.Support;

/// <summary>
/// Frames as a strict client reads them. Any byte that is not part of a frame is an error. So every test that talks to a server also tests
/// that nothing else goes to stdout.
/// </summary>
internal sealed class Frames(WireFraming framing)
{
    private readonly List<byte> unread = [];

    /// <summary>Whether some bytes are not yet a whole frame.</summary>
    public bool IsMidFrame => unread.Count > 0;

    /// <summary>Puts a message into a frame.</summary>
    public static byte[] Put(WireFraming framing, string json) =>
        framing == WireFraming.Header
            ? Encoding.UTF8.GetBytes($"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}")
            : Encoding.UTF8.GetBytes(json + "\n");

    /// <summary>Takes bytes and returns the messages that they complete.</summary>
    public IReadOnlyList<JsonElement> Take(ReadOnlySpan<byte> bytes)
    {
        unread.AddRange(bytes);
        var whole = unread.ToArray().AsSpan();
        var messages = new List<JsonElement>();
        var start = 0;
        while (framing == WireFraming.Header ? TryHeader(whole[start..], out var body) : TryLine(whole[start..], out body))
        {
            messages.Add(Parse(whole[start..][body]));
            start += body.End.Value + (framing == WireFraming.Header ? 0 : 1);
        }

        unread.RemoveRange(0, start);
        return messages;
    }

    private static bool TryLine(ReadOnlySpan<byte> bytes, out Range body)
    {
        var end = bytes.IndexOf((byte)'\n');
        body = 0..Math.Max(end, 0);
        return end >= 0;
    }

    private static bool TryHeader(ReadOnlySpan<byte> bytes, out Range body)
    {
        body = default;
        var known = "Content-Length: "u8;
        if (!bytes.StartsWith(known[..Math.Min(known.Length, bytes.Length)]))
        {
            throw new FormatException($"This is not a frame: {Encoding.UTF8.GetString(bytes[..Math.Min(bytes.Length, 200)])}");
        }

        var end = bytes.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var length = int.Parse(Encoding.ASCII.GetString(bytes[known.Length..end]), System.Globalization.NumberStyles.None, provider: null);
        body = (end + 4)..(end + 4 + length);
        return bytes.Length >= body.End.Value;
    }

    private static JsonElement Parse(ReadOnlySpan<byte> json)
    {
        var message = JsonElement.Parse(json);
        return message.ValueKind == JsonValueKind.Object && message.TryGetProperty("jsonrpc", out var version) && version.ValueEquals("2.0")
            ? message
            : throw new FormatException($"This is not a JSON-RPC message: {message.GetRawText()}");
    }
}
