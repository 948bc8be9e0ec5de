using ShimLsp.Bench.Report;
using ShimLsp.Bench.Stdio;

namespace ShimLsp.Bench.Upstream;

/// <summary>
/// What <c>chat</c> takes through two builds of the server. Both run at the same time, and each block of turns goes to one and then to the
/// other: they meet the same mock and the same busy neighbours.
/// </summary>
internal static class UpstreamComparison
{
    private const int Rounds = 9;
    private const int Block = 1_500;
    private const int InFlight = 32;
    private const int Load = 6_000;
    private const int Streams = 50;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(4);

    /// <summary>Measures both and prints the ratios.</summary>
    /// <param name="server">The build to judge.</param>
    /// <param name="against">The build to hold it against.</param>
    /// <param name="output">Where to print.</param>
    /// <returns>The exit code, as of the other benches.</returns>
    public static int Run(string server, string against, TextWriter output)
    {
        if (Array.Find([server, against], path => !File.Exists(path)) is { } missing)
        {
            output.WriteLine($"{missing} does not exist.");
            return 2;
        }

        using var limit = new Timer(_ => Environment.Exit(3), null, Longest, Timeout.InfiniteTimeSpan);
        var folder = Directory.CreateTempSubdirectory("shim-lsp-bench-").FullName;
        try
        {
            output.WriteLine($"{Rounds} rounds, {server} by turns with {against} ...");
            using var mock = MockProcess.Start(folder);
            var (now, before) = (new Surroundings(server, folder, output), new Surroundings(against, folder, output));
            ResultTable.Write(
                output,
                [
                    .. Compare(
                        now,
                        before,
                        mock,
                        "generic-chat-completion-api",
                        MockProcess.Brief,
                        one => OneByOne(one, "chat completions")
                    ),
                    .. Compare(now, before, mock, "anthropic", MockProcess.Brief, one => OneByOne(one, "Messages")),
                    .. Compare(now, before, mock, "generic-chat-completion-api", MockProcess.Brief, AtOnce),
                    .. Compare(now, before, mock, "generic-chat-completion-api", MockProcess.Counter, Streamed),
                ],
                "medians, before -> now",
                "no worse",
                "WORSE"
            );
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static IEnumerable<ResultRow> Compare(
        Surroundings now,
        Surroundings before,
        MockProcess mock,
        string provider,
        string model,
        Func<(ServerProcess Process, ChatDriver Driver), ResultRow[]> measure
    )
    {
        using var ours = UpstreamBench.Start(now, mock, provider, model);
        using var theirs = UpstreamBench.Start(before, mock, provider, model);
        var (one, other) = ((ours, new ChatDriver(ours)), (theirs, new ChatDriver(theirs)));
        _ = (measure(one), measure(other)); // warm
        var (mine, their) = (new List<ResultRow[]>(), new List<ResultRow[]>());
        for (var round = 0; round < Rounds; round++)
        {
            var isOursFirst = round % 2 == 0;
            (isOursFirst ? mine : their).Add(measure(isOursFirst ? one : other));
            (isOursFirst ? their : mine).Add(measure(isOursFirst ? other : one));
        }

        return [.. Comparison.Rows(mine, their)];
    }

    private static ResultRow[] OneByOne((ServerProcess Process, ChatDriver Driver) of, string shape) =>
        [
            new($"{shape}: `chat`, whole reply, p50, us", Sample.Of(of.Driver.MedianWhole(UpstreamBench.Turn(), Block))),
            new(
                $"{shape}: `chat`, first piece, p50, us",
                Sample.Of(of.Driver.MedianFirst(UpstreamBench.Turn("\"partialResultToken\":1"), Block))
            ),
        ];

    private static ResultRow[] AtOnce((ServerProcess Process, ChatDriver Driver) of)
    {
        var before = of.Process.ProcessorMicroseconds();
        var rate = Load / of.Driver.Run(UpstreamBench.Turn(), Load, InFlight);
        return
        [
            new($"`chat`, {InFlight} in flight, per second", Sample.Of(rate)) { Better = Better.More },
            new("the same, the server's processor time, us each", Sample.Of((of.Process.ProcessorMicroseconds() - before) / Load)),
        ];
    }

    private static ResultRow[] Streamed((ServerProcess Process, ChatDriver Driver) of)
    {
        var seconds = of.Driver.RunStreams(
            Streams,
            MockProcess.ManyPieces,
            token => UpstreamBench.Turn($"\"partialResultToken\":{token}"),
            () => { }
        );
        return
        [
            new(
                $"{Streams} streams of {MockProcess.ManyPieces} pieces, pieces per second",
                Sample.Of(Streams * MockProcess.ManyPieces / seconds)
            )
            {
                Better = Better.More,
            },
            new("the same, resident memory at its peak, MiB", Sample.Of(of.Process.PeakMebibytes())),
        ];
    }
}
