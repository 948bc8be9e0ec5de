using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace ShimLsp.Bench.Gateway.Streams;

/// <summary>
/// A provider that streams many replies at once, each at the same pace. One loop writes to all of them from prepared bytes: it shares two
/// processors with what is measured, so it must take little of them.
/// </summary>
internal static class PacedUpstream
{
    /// <summary>How many pieces a reply has.</summary>
    public const int Pieces = 1_000;

    /// <summary>The time from one piece to the next.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(2);

    /// <summary>Serves until its input ends.</summary>
    /// <param name="input">Its input.</param>
    /// <param name="output">The stream to which it writes its address.</param>
    public static async Task<int> ServeAsync(TextReader input, TextWriter output)
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(1024);
        await output.WriteLineAsync(FormattableString.Invariant($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndPoint!).Port}"));
        await output.FlushAsync();
        using var end = new CancellationTokenSource();
        var begun = new ConcurrentQueue<PacedReply>();
        var serving = Task.WhenAll(AcceptAsync(listener, begun, end.Token), PaceAsync(begun, end.Token));
        var closed = input.ReadToEndAsync(CancellationToken.None);
        if (await Task.WhenAny(serving, closed) == serving)
        {
            await serving; // throws what went wrong
        }

        await end.CancelAsync();
        return 0;
    }

    private static async Task AcceptAsync(Socket listener, ConcurrentQueue<PacedReply> begun, CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            _ = AnswerAsync(await listener.AcceptAsync(end), begun, end);
        }
    }

    private static async Task AnswerAsync(Socket client, ConcurrentQueue<PacedReply> begun, CancellationToken end)
    {
        if (await PacedReply.BeginAsync(client, end) is { } reply)
        {
            begun.Enqueue(reply);
        }
        else
        {
            client.Dispose();
        }
    }

    private static async Task PaceAsync(ConcurrentQueue<PacedReply> begun, CancellationToken end)
    {
        var running = new List<PacedReply>();
        using var timer = new PeriodicTimer(Tick);
        while (await timer.WaitForNextTickAsync(end))
        {
            while (begun.TryDequeue(out var reply))
            {
                running.Add(reply);
            }

            running.RemoveAll(reply => !reply.Continue());
        }
    }
}
