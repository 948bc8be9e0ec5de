using System.Diagnostics;
using System.Text;
using ShimLsp.Bench.Stdio;

namespace ShimLsp.Bench.Upstream;

/// <summary>A client of <c>chat</c> that looks at no more of an answer than it must. One thread; newline framing.</summary>
/// <param name="server">The server.</param>
internal sealed class ChatDriver(ServerProcess server)
{
    private readonly LineReader lines = new(server.Output);

    /// <summary>Sends turns one by one and waits for each whole reply.</summary>
    /// <param name="parameters">The parameters of each, JSON.</param>
    /// <param name="count">How many.</param>
    /// <returns>The median time, in microseconds.</returns>
    public double MedianWhole(string parameters, int count) => Median(parameters, count, untilFirst: false);

    /// <summary>The same until the first piece of a reply; the rest is read, untimed.</summary>
    /// <param name="parameters">The parameters of each, JSON, with a token for pieces.</param>
    /// <param name="count">How many.</param>
    public double MedianFirst(string parameters, int count) => Median(parameters, count, untilFirst: true);

    /// <summary>Sends turns, keeps so many in flight, and waits for the last reply.</summary>
    /// <param name="parameters">The parameters of each, JSON.</param>
    /// <param name="count">How many.</param>
    /// <param name="inFlight">The most without an answer at a time.</param>
    /// <returns>The seconds that it took.</returns>
    public double Run(string parameters, int count, int inFlight)
    {
        var started = Stopwatch.GetTimestamp();
        for (int sent = 0, answered = 0; answered < count; answered++)
        {
            for (; sent < count && sent - answered < inFlight; sent++)
            {
                Send(sent, parameters);
            }

            RequireResult(lines.Next());
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Streams many replies at once, and requires each piece of each in its order.</summary>
    /// <param name="streams">How many replies.</param>
    /// <param name="pieces">How many pieces each has: their numbers, each followed by a space.</param>
    /// <param name="parametersOf">The parameters of one, by its token.</param>
    /// <param name="look">Called now and then.</param>
    /// <returns>The seconds that it took.</returns>
    public double RunStreams(int streams, int pieces, Func<int, string> parametersOf, Action look)
    {
        var started = Stopwatch.GetTimestamp();
        for (var i = 0; i < streams; i++)
        {
            Send(i, parametersOf(i));
        }

        var next = new int[streams];
        for (int answered = 0, read = 0; answered < streams; read++)
        {
            var line = lines.Next();
            if (Number(line, "\"token\":"u8) is { } token)
            {
                if (Number(line, "\"text\":\""u8) != next[token])
                {
                    throw new InvalidOperationException(
                        $"A piece is out of order: expected {next[token]} in {Encoding.UTF8.GetString(line)}"
                    );
                }

                next[token]++;
            }
            else
            {
                RequireResult(line);
                answered++;
            }

            if (read % 20_000 == 0)
            {
                look();
            }
        }

        return next.All(count => count == pieces)
            ? Stopwatch.GetElapsedTime(started).TotalSeconds
            : throw new InvalidOperationException("Pieces are missing.");
    }

    private static int? Number(ReadOnlySpan<byte> line, ReadOnlySpan<byte> after)
    {
        var at = line.IndexOf(after);
        return at >= 0 && System.Buffers.Text.Utf8Parser.TryParse(line[(at + after.Length)..], out int number, out _) ? number : null;
    }

    private static void RequireResult(ReadOnlySpan<byte> line)
    {
        if (line.IndexOf("\"result\""u8) < 0)
        {
            throw new InvalidOperationException($"A turn was not answered: {Encoding.UTF8.GetString(line)}");
        }
    }

    private double Median(string parameters, int count, bool untilFirst)
    {
        var ticks = new long[count];
        for (var i = 0; i < count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            Send(i, parameters);
            var line = lines.Next();
            ticks[i] = Stopwatch.GetTimestamp() - started;
            while (untilFirst && line.IndexOf("\"result\""u8) < 0)
            {
                line = lines.Next();
            }

            RequireResult(line);
        }

        Array.Sort(ticks);
        return Stopwatch.GetElapsedTime(0, ticks[count / 2]).TotalMicroseconds;
    }

    private void Send(int id, string parameters) =>
        server.Input.Write(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":{{id}},"method":"chat","params":{{parameters}}}""" + "\n"));

    /// <summary>The lines of a stream, without a copy if a line comes whole.</summary>
    private sealed class LineReader(Stream input)
    {
        private byte[] buffer = new byte[256 * 1024];
        private int start;
        private int end;

        /// <summary>The next line; valid until the one after it is asked for.</summary>
        public ReadOnlySpan<byte> Next()
        {
            for (var looked = start; ; )
            {
                var at = buffer.AsSpan(looked, end - looked).IndexOf((byte)'\n');
                if (at >= 0)
                {
                    var line = buffer.AsSpan(start, looked + at - start);
                    start = looked + at + 1;
                    return line;
                }

                looked = end;
                if (end == buffer.Length)
                {
                    buffer.AsSpan(start, end - start).CopyTo(buffer);
                    (looked, end, start) = (looked - start, end - start, 0);
                    if (end == buffer.Length)
                    {
                        Array.Resize(ref buffer, 2 * buffer.Length);
                    }
                }

                var read = input.Read(buffer, end, buffer.Length - end);
                end += read > 0 ? read : throw new IOException("The server ended in mid-measurement.");
            }
        }
    }
}
