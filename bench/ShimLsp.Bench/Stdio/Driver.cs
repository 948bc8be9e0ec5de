using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;

namespace ShimLsp.Bench.Stdio;

/// <summary>
/// The client's side of a connection with newline framing, made to cost little beside the server: requests are bytes made
/// beforehand, answers are counted by their line ends, and one thread does both, so that on two cores the server keeps one and a half.
/// </summary>
internal sealed class Driver(ServerProcess server)
{
    private readonly byte[] buffer = new byte[256 * 1024];
    private int next;

    /// <summary>Sends requests, keeps so many in flight, and waits for the last answer.</summary>
    /// <param name="script">The requests, taken in turn.</param>
    /// <param name="count">How many to send.</param>
    /// <param name="inFlight">The most without an answer at a time.</param>
    /// <returns>The seconds that it took.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double Run(Script script, int count, int inFlight)
    {
        var started = Stopwatch.GetTimestamp();
        for (int sent = 0, answered = 0; answered < count; )
        {
            var more = Math.Min(inFlight - (sent - answered), count - sent);
            sent += more;
            while (more > 0)
            {
                more -= Send(script, more);
            }

            answered += Receive();
        }

        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    /// <summary>Sends requests one by one.</summary>
    /// <param name="script">The requests, taken in turn.</param>
    /// <param name="count">How many to send.</param>
    /// <returns>The median of their round trips, in microseconds.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public double MedianRoundTrip(Script script, int count)
    {
        var ticks = new long[count];
        for (var i = 0; i < count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            Send(script, 1);
            while (Receive() == 0) { }

            ticks[i] = Stopwatch.GetTimestamp() - started;
        }

        Array.Sort(ticks);
        return Stopwatch.GetElapsedTime(0, ticks[count / 2]).TotalMicroseconds;
    }

    /// <summary>Calls a method and returns its answer.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameters">Its parameters, as JSON.</param>
    public JsonElement Call(string method, string parameters = "{}") => JsonElement.Parse(Answer(method, parameters)).GetProperty("result");

    /// <summary>The same as bytes, to be timed without reading them.</summary>
    /// <param name="method">The method.</param>
    /// <param name="parameters">Its parameters, as JSON.</param>
    public ReadOnlySpan<byte> Answer(string method, string parameters = "{}")
    {
        server.Input.Write(Encoding.UTF8.GetBytes($$"""{"jsonrpc":"2.0","id":0,"method":"{{method}}","params":{{parameters}}}""" + "\n"));
        var answer = new MemoryStream();
        int read;
        do
        {
            read = Read();
            answer.Write(buffer.AsSpan(0, read));
        } while (buffer[read - 1] != (byte)'\n');

        return answer.GetBuffer().AsSpan(0, (int)answer.Length);
    }

    /// <summary>How many routes the server has answered from its cache.</summary>
    public long Hits() => Call("status").GetProperty("hits").GetInt64();

    /// <summary>Checks that the measured requests are what their name says.</summary>
    /// <param name="before">The hits before it.</param>
    /// <param name="routes">The routes since.</param>
    public void CheckHits(long before, int routes)
    {
        if (Hits() - before != routes)
        {
            throw new InvalidOperationException("Not every route came from the cache.");
        }
    }

    private int Send(Script script, int most)
    {
        next = next < script.Count ? next : 0;
        var count = Math.Min(most, script.Count - next);
        server.Input.Write(script.Slice(next, count));
        next += count;
        return count;
    }

    private int Receive() => buffer.AsSpan(0, Read()).Count((byte)'\n');

    private int Read() =>
        server.Output.Read(buffer) is > 0 and var read ? read : throw new IOException("The server ended in mid-measurement.");
}
