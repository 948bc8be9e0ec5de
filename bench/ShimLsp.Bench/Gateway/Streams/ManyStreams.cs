using System.Diagnostics;
using System.Net.Sockets;
using System.Text;

namespace ShimLsp.Bench.Gateway.Streams;

/// <summary>
/// A client that reads many streams at once. One loop looks at all of them every few milliseconds: a reader that wakes for each piece would
/// take more of the machine than what is measured.
/// </summary>
/// <param name="address">Where the streams come from.</param>
/// <param name="body">What is asked for.</param>
/// <param name="headers">More headers, each a line without its end.</param>
internal sealed class ManyStreams(Uri address, string body, params IReadOnlyList<string> headers)
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(20);

    /// <summary>Opens streams one after another, and reads all to their ends.</summary>
    /// <param name="count">How many.</param>
    /// <param name="look">Called every few milliseconds.</param>
    /// <returns>The seconds from the first request to the end of the last reply.</returns>
    /// <exception cref="InvalidDataException">A piece is missing or out of order, or a reply broke off.</exception>
    public async Task<double> RunAsync(int count, Action look)
    {
        var started = Stopwatch.GetTimestamp();
        var open = new List<(Socket Socket, NumberedReply Reply)>();
        try
        {
            for (var i = 0; i < count; i++)
            {
                open.Add((await AskAsync(), new()));
            }

            var buffer = new byte[64 * 1024];
            var heard = Stopwatch.GetTimestamp();
            using var timer = new PeriodicTimer(BetweenLooks);
            while (open.Count > 0 && await timer.WaitForNextTickAsync())
            {
                foreach (var (socket, reply) in open)
                {
                    heard = Read(socket, reply, buffer) ? Stopwatch.GetTimestamp() : heard;
                }

                if (Stopwatch.GetElapsedTime(heard) > LongestSilence)
                {
                    throw new InvalidDataException($"{open.Count} of {count} streams are silent.");
                }

                open.RemoveAll(IsOver);
                look();
            }
        }
        finally
        {
            open.ForEach(stream => stream.Socket.Dispose());
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private async Task<Socket> AskAsync()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(address.Host, address.Port);
        var content = Encoding.UTF8.GetBytes(body);
        string[] lines =
        [
            $"POST {address.PathAndQuery} HTTP/1.1",
            $"Host: {address.Authority}",
            "Content-Type: application/json",
            $"Content-Length: {content.Length}",
            .. headers,
        ];
        await socket.SendAsync((byte[])[.. Encoding.Latin1.GetBytes(string.Join("\r\n", lines) + "\r\n\r\n"), .. content]);
        socket.Blocking = false;
        return socket;
    }

    /// <summary>Reads what has come.</summary>
    /// <returns>Whether anything has.</returns>
    private static bool Read(Socket socket, NumberedReply reply, byte[] buffer)
    {
        var read = socket.Receive(buffer, SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
        {
            return false;
        }

        reply.Add(buffer.AsSpan(0, read));
        return read == 0 && !reply.IsOver
            ? throw new InvalidDataException($"A stream broke off after {reply.Count} pieces: {error}.")
            : true;
    }

    private static bool IsOver((Socket Socket, NumberedReply Reply) stream)
    {
        if (!stream.Reply.IsOver)
        {
            return false;
        }

        stream.Socket.Dispose();
        return stream.Reply.Count == PacedUpstream.Pieces
            ? true
            : throw new InvalidDataException($"A stream ended after {stream.Reply.Count} pieces.");
    }
}
