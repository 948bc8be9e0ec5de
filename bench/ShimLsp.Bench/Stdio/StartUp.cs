using System.Diagnostics;
using System.Text;
using ShimLsp.Bench.Report;

namespace ShimLsp.Bench.Stdio;

/// <summary>
/// From the start of the process to its answer to <c>initialize</c>, clangd's turn following ours each time; and to the list of models,
/// which takes the catalog as well.
/// </summary>
internal static class StartUp
{
    private const int Rounds = 21;

    public static IEnumerable<ResultRow> Measure(Surroundings bench)
    {
        bench.Output.WriteLine($"Start to initialize, {Rounds} times each ...");
        var ours = new List<double>();
        var theirs = new List<double>();
        var lists = new List<double>();
        for (var round = 0; round <= Rounds; round++)
        {
            var our = Initialize(bench.Folder, bench.Server, "lsp");
            var their = bench.WithOthers ? Initialize(bench.Folder, "clangd") : null;
            var list = List(bench);
            if (round == 0)
            {
                continue; // the first of each reads its file from the disk
            }

            ours.Add(our ?? throw new IOException($"{bench.Server} does not start."));
            lists.Add(list);
            if (their is { } milliseconds)
            {
                theirs.Add(milliseconds);
            }
        }

        yield return new("start to `initialize`, ms", Sample.Of(ours));
        yield return new("start to `listModels`, ms", Sample.Of(lists));
        if (theirs.Count < Rounds)
        {
            bench.Output.WriteLine("  skipped the comparison: clangd is not installed.");
            yield break;
        }

        var ratio = Sample.Of(ours.Zip(theirs, (our, their) => our / their));
        yield return new("start to `initialize`, clangd, ms", Sample.Of(theirs)) { Better = Better.Neither };
        yield return new("start, ours / clangd's", ratio, "<= 0.50", ratio.Median <= 0.5) { Better = Better.Neither };
    }

    private static double List(Surroundings bench)
    {
        var started = Stopwatch.GetTimestamp();
        using var server = bench.Start();
        new Driver(server).Answer("listModels");
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    private static double? Initialize(string folder, string program, params ReadOnlySpan<string> arguments)
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
