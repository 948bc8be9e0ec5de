using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ShimLsp.Bench.Gateway.Streams;

/// <summary>A reply that is under way, on a connection of its own.</summary>
internal sealed class PacedReply
{
    private readonly Socket client;
    private readonly byte[][] steps;
    private int next;
    private long due = Stopwatch.GetTimestamp();

    private PacedReply(Socket client, byte[][] steps) => (this.client, this.steps) = (client, steps);

    /// <summary>Reads the request; null if the client goes away before it is whole.</summary>
    /// <param name="client">The connection.</param>
    /// <param name="end">Ends the reading.</param>
    public static async Task<PacedReply?> BeginAsync(Socket client, CancellationToken end)
    {
        client.NoDelay = true;
        var request = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            while (!IsWhole(Encoding.Latin1.GetString(request.GetBuffer(), 0, (int)request.Length)))
            {
                var read = await client.ReceiveAsync(buffer, end);
                if (read == 0)
                {
                    return null;
                }

                request.Write(buffer, 0, read);
            }
        }
        catch (SocketException)
        {
            return null;
        }

        client.Blocking = false;
        var line = Encoding.Latin1.GetString(request.GetBuffer(), 0, Math.Min(200, (int)request.Length)).Split("\r\n")[0];
        return new(client, (line.Contains("/messages", StringComparison.Ordinal) ? PacedScript.Messages : PacedScript.Chat).Steps);
    }

    /// <summary>Sends what is due.</summary>
    /// <returns>Whether there is more to come.</returns>
    public bool Continue()
    {
        for (var now = Stopwatch.GetTimestamp(); next < steps.Length && due <= now; next++)
        {
            var sent = client.Send(steps[next], SocketFlags.None, out var error);
            if (error != SocketError.Success || sent < steps[next].Length)
            {
                client.Dispose(); // the reader has gone, or is seconds behind: its reply breaks off, and the bench says so
                return false;
            }

            if (next is > 0)
            {
                due += Stopwatch.Frequency * PacedUpstream.Pace.Milliseconds / 1000;
            }
        }

        if (next < steps.Length)
        {
            return true;
        }

        client.Dispose();
        return false;
    }

    private static bool IsWhole(string request)
    {
        var end = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        var length = request[..end]
            .Split("\r\n")
            .FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        return length is null
            ? request.EndsWith("0\r\n\r\n", StringComparison.Ordinal)
            : request.Length - end - 4 >= int.Parse(length.Split(':')[1], CultureInfo.InvariantCulture);
    }
}
