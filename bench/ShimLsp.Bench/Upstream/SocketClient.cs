using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ShimLsp.Bench.Upstream;

/// <summary>
/// Calls by threads that write prepared bytes to sockets and wait: a client that does more would take more of the machine than what is
/// measured. It checks that each answer is a whole one of status 200, and parses nothing else.
/// </summary>
/// <param name="address">What it calls.</param>
/// <param name="body">What it asks.</param>
/// <param name="headers">More headers, each a line without its end.</param>
internal sealed class SocketClient(Uri address, string body, params IReadOnlyList<string> headers) : IDisposable
{
    private const int Longest = 20_000; // milliseconds

    private readonly List<(Socket Socket, Answer Answer)> connections = [];
    private readonly byte[] request = RequestOf(address, Encoding.UTF8.GetBytes(body), headers);

    /// <summary>The median time to a whole reply, in microseconds.</summary>
    /// <param name="count">How many calls, one at a time.</param>
    public double MedianWhole(int count) => Whole(count).Median;

    /// <summary>The median time to the first byte of a reply's body, in microseconds. The rest is read, untimed.</summary>
    /// <param name="count">How many calls, one at a time.</param>
    public double MedianFirst(int count) => First(count).Median;

    /// <summary>The times to a whole reply.</summary>
    /// <param name="count">How many calls, one at a time.</param>
    public Latency Whole(int count) => Time(count, firstAlone: false);

    /// <summary>The times to the first byte of a reply's body. The rest is read, untimed.</summary>
    /// <param name="count">How many calls, one at a time.</param>
    public Latency First(int count) => Time(count, firstAlone: true);

    /// <summary>The times to whole replies, in ticks of the stopwatch, sorted.</summary>
    /// <param name="count">How many calls, one at a time.</param>
    public long[] Times(int count) => Times(count, firstAlone: false);

    /// <summary>Makes calls over connections that stay open for the next time.</summary>
    /// <param name="count">How many.</param>
    /// <param name="inFlight">How many at a time, each by a thread of its own.</param>
    /// <returns>The seconds that it took.</returns>
    /// <exception cref="IOException">An answer is not the wanted one, or does not come.</exception>
    public double Run(int count, int inFlight)
    {
        Connect(inFlight);
        var left = count;
        Exception? failed = null;
        var started = Stopwatch.GetTimestamp();
        var callers = connections
            .Take(inFlight)
            .Select(connection => new Thread(() => Work(connection.Socket, connection.Answer)))
            .ToList();
        callers.ForEach(caller => caller.Start());
        callers.ForEach(caller => caller.Join());
        return failed is null ? Stopwatch.GetElapsedTime(started).TotalSeconds : throw new IOException(failed.Message, failed);

        void Work(Socket socket, Answer answer)
        {
            try
            {
                while (failed is null && Interlocked.Decrement(ref left) >= 0)
                {
                    socket.Send(request);
                    answer.ReadAll(socket);
                }
            }
            catch (Exception failure) when (failure is IOException or SocketException)
            {
                failed = failure;
            }
        }
    }

    public void Dispose()
    {
        connections.ForEach(connection => connection.Socket.Dispose());
    }

    private Latency Time(int count, bool firstAlone)
    {
        var ticks = Times(count, firstAlone);
        return new(Microseconds(ticks[count / 2]), Microseconds(ticks[count * 99 / 100]));
    }

    private long[] Times(int count, bool firstAlone)
    {
        Connect(1);
        var (socket, answer) = connections[0];
        var ticks = new long[count];
        for (var i = 0; i < count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            socket.Send(request);
            if (firstAlone)
            {
                answer.ReadFirst(socket);
                ticks[i] = Stopwatch.GetTimestamp() - started;
            }

            answer.ReadAll(socket);
            ticks[i] = firstAlone ? ticks[i] : Stopwatch.GetTimestamp() - started;
        }

        Array.Sort(ticks);
        return ticks;
    }

    private static double Microseconds(long ticks) => Stopwatch.GetElapsedTime(0, ticks).TotalMicroseconds;

    private void Connect(int count)
    {
        while (connections.Count < count)
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            socket.ReceiveTimeout = Longest;
            socket.Connect(address.Host, address.Port);
            connections.Add((socket, new()));
        }
    }

    private static byte[] RequestOf(Uri address, byte[] body, IReadOnlyList<string> headers) =>
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
            .. body,
        ];

    private sealed class Answer
    {
        private readonly byte[] buffer = new byte[64 * 1024];
        private int filled;

        private ReadOnlySpan<byte> Come => buffer.AsSpan(0, filled);

        /// <summary>Waits for the first byte of its body.</summary>
        public void ReadFirst(Socket socket)
        {
            while (HttpBytes.HeadOf(Come) is var head && (head == 0 || filled == head))
            {
                Read(socket);
            }
        }

        /// <summary>Waits for all of it, and makes room for the next one.</summary>
        public void ReadAll(Socket socket)
        {
            while (!HttpBytes.IsWhole(Come))
            {
                Read(socket);
            }

            filled = 0;
        }

        private void Read(Socket socket)
        {
            var read = socket.Receive(buffer.AsSpan(filled));
            filled += read;
            if (read == 0 || (filled > 12 && !Come.StartsWith("HTTP/1.1 200"u8)))
            {
                throw new IOException($"Not an answer: {Encoding.Latin1.GetString(Come)}");
            }
        }
    }
}
