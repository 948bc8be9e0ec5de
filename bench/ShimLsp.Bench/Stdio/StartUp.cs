using System.Diagnostics;
using System.Text;
using ShimLsp.Bench.Report;

namespace ShimLsp.Bench.Stdio;

/// <summary>From the start of the process to its answer to <c>initialize</c>, clangd's turn following ours each time.</summary>
internal static class StartUp
{
    private const int Rounds = 21;

    public static IEnumerable<ResultRow> Measure(Surroundings bench)
    {
        bench.Output.WriteLine($"Start to initialize, {Rounds} times each ...");
        var ours = new List<double>();
        var theirs = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var (our, their) = (Once(bench.Folder, bench.Server, "lsp"), Once(bench.Folder, "clangd"));
            if (round == 0)
            {
                continue; // the first of each reads its file from the disk
            }

            ours.Add(our ?? throw new IOException($"{bench.Server} does not start."));
            if (their is { } milliseconds)
            {
                theirs.Add(milliseconds);
            }
        }

        yield return new("start to `initialize`, ms", Sample.Of(ours));
        if (theirs.Count < Rounds)
        {
            bench.Output.WriteLine("  skipped the comparison: clangd is not installed.");
            yield break;
        }

        var ratio = Sample.Of(ours.Zip(theirs, (our, their) => our / their));
        yield return new("the same, clangd, ms", Sample.Of(theirs));
        yield return new("start, ours / clangd's", ratio, "<= 0.50", ratio.Median <= 0.5);
    }

    private static double? Once(string folder, string program, params ReadOnlySpan<string> arguments)
    {
        var body = $$$"""
            {"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"capabilities":{},"rootUri":"{{{new Uri(folder)}}}" } }
            """;
        var request = Encoding.UTF8.GetBytes($"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
        var started = Stopwatch.GetTimestamp();
        using var server = ServerProcess.Start(folder, program, arguments);
        if (server is null)
        {
            return null;
        }

        server.Input.Write(request);
        ReadAnswer(server.Output);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static void ReadAnswer(Stream output)
    {
        var buffer = new byte[64 * 1024];
        for (int read = 0, whole = int.MaxValue; read < whole; )
        {
            read += output.Read(buffer, read, buffer.Length - read) is > 0 and var some
                ? some
                : throw new IOException("It ended before it answered.");
            var head = Encoding.ASCII.GetString(buffer, 0, read);
            if (head.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end)
            {
                whole =
                    end
                    + 4
                    + int.Parse(head.AsSpan("Content-Length: ".Length, head.IndexOf('\r') - "Content-Length: ".Length), provider: null);
            }
        }
    }
}
