using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ShimLsp.Bench.Upstream;

/// <summary>
/// Many calls at a time, by one thread that writes prepared bytes: a client that does more would take more of the machine than what is
/// measured. It checks that each answer is a whole one of status 200, and parses nothing else.
/// </summary>
/// <param name="address">What it calls.</param>
/// <param name="body">What it asks.</param>
/// <param name="headers">More headers, each a line without its end.</param>
internal sealed class LoadClient(Uri address, ReadOnlyMemory<byte> body, IReadOnlyList<string> headers) : IDisposable
{
    private const int Longest = 20_000_000; // microseconds

    private readonly Dictionary<Socket, Answer> connections = [];
    private readonly byte[] request =
    [
        .. Encoding.Latin1.GetBytes(
            string.Join(
                "\r\n",
                [
                    $"POST {address.PathAndQuery} HTTP/1.1",
                    $"Host: {address.Authority}",
                    "Content-Type: application/json",
                    string.Create(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}"),
                    .. headers,
                    "\r\n",
                ]
            )
        ),
        .. body.Span,
    ];

    /// <summary>Makes calls over connections that stay open for the next time.</summary>
    /// <param name="count">How many.</param>
    /// <param name="inFlight">The most at a time.</param>
    /// <returns>The seconds that it took.</returns>
    /// <exception cref="IOException">An answer is not the wanted one, or does not come.</exception>
    public double Run(int count, int inFlight)
    {
        while (connections.Count < inFlight)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.Connect(address.Host, address.Port);
            connections.Add(socket, new());
        }

        var started = Stopwatch.GetTimestamp();
        var busy = connections.Keys.Take(Math.Min(count, inFlight)).ToHashSet();
        var left = count - busy.Count;
        foreach (var socket in busy)
        {
            socket.Send(request);
        }

        var ready = new List<Socket>();
        while (busy.Count > 0)
        {
            ready.Clear();
            ready.AddRange(busy);
            Socket.Select(ready, null, null, Longest);
            if (ready.Count == 0)
            {
                throw new IOException("The answers do not come.");
            }

            foreach (var socket in ready.Where(socket => connections[socket].Read(socket)))
            {
                if (left-- > 0)
                {
                    socket.Send(request);
                }
                else
                {
                    busy.Remove(socket);
                }
            }
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    public void Dispose()
    {
        foreach (var socket in connections.Keys)
        {
            socket.Dispose();
        }
    }

    private sealed class Answer
    {
        private readonly byte[] buffer = new byte[64 * 1024];
        private int filled;

        /// <summary>Reads what has come.</summary>
        /// <returns>Whether that is all.</returns>
        public bool Read(Socket socket)
        {
            var read = socket.Receive(buffer.AsSpan(filled));
            filled += read;
            var come = buffer.AsSpan(0, filled);
            if (read == 0 || (come.Length > 12 && !come.StartsWith("HTTP/1.1 200"u8)))
            {
                throw new IOException($"Not an answer: {Encoding.Latin1.GetString(come)}");
            }

            var isWhole = IsWhole(come);
            filled = isWhole ? 0 : filled;
            return isWhole;
        }

        private static bool IsWhole(ReadOnlySpan<byte> come)
        {
            var end = come.IndexOf("\r\n\r\n"u8);
            return end >= 0
                && (LengthIn(come[..end]) is { } length ? come.Length == end + 4 + length : come[(end + 2)..].EndsWith("\r\n0\r\n\r\n"u8));
        }

        private static int? LengthIn(ReadOnlySpan<byte> head)
        {
            var name = "\r\ncontent-length:"u8;
            for (var at = 0; at + name.Length < head.Length; at++)
            {
                if (head[at] == '\r' && Ascii.EqualsIgnoreCase(head.Slice(at, name.Length), name))
                {
                    return Utf8Parser.TryParse(head[(at + name.Length)..].TrimStart((byte)' '), out int length, out _) ? length : null;
                }
            }

            return null;
        }
    }
}
