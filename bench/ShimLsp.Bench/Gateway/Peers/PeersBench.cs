using System.Globalization;
using ShimLsp.Bench.Gateway.Streams;
using ShimLsp.Bench.Report;
using ShimLsp.Bench.Upstream;

namespace ShimLsp.Bench.Gateway.Peers;

/// <summary>Our gateway beside others: the same work, the same mock, the same run, by turns.</summary>
internal static class PeersBench
{
    private const string AsJson = "--json";
    private const int Starts = 5;
    private const int Rounds = 5;
    private const int Block = 200;
    private const int LongBlock = 60;
    private const int Load = 2_000;
    private const int InFlight = 32;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(20);

    /// <summary>Measures everything and prints one table, or one line of JSON for each measure.</summary>
    /// <param name="server">The server's binary.</param>
    /// <param name="options">For each of the others its option and the folder that it is in; and whether to print JSON.</param>
    /// <param name="output">Where to print.</param>
    /// <returns>The exit code, as of the other benches.</returns>
    public static Task<int> RunAsync(string server, string[] options, TextWriter output)
    {
        (Peer Peer, string Folder)[] peers =
        [
            .. Peer
                .All.Select(peer => (peer, At: Array.IndexOf(options, peer.Option)))
                .Where(given => given.At >= 0)
                .Select(given => (given.peer, Path.GetFullPath(options[given.At + 1]))),
        ];
        return options.Contains(AsJson)
            ? BenchRun.RunAsync(
                server,
                Longest,
                output,
                async folder =>
                {
                    await foreach (var measure in MeasureAsync(server, folder, peers))
                    {
                        await output.WriteLineAsync(measure.ToJson());
                    }
                }
            )
            : BenchRun.PrintAsync(
                server,
                Longest,
                output,
                async folder => [.. (await MeasureAsync(server, folder, peers).ToListAsync()).SelectMany(measure => measure.Rows())]
            );
    }

    private static async IAsyncEnumerable<Measure> MeasureAsync(string server, string folder, (Peer Peer, string Folder)[] peers)
    {
        using var mock = MockProcess.Start(folder, MockProcess.Ready);
        using var paced = MockProcess.Start(folder, MockProcess.Paced);
        foreach (var (peer, installed) in peers)
        {
            var bench = new Pair(
                peer,
                upstream => peer.StartAsync(installed, folder, upstream),
                upstream => OursAsync(server, folder, peer, upstream)
            );
            yield return await StartsAsync(bench, mock);
            foreach (var measure in await RequestsAsync(bench, mock))
            {
                yield return measure;
            }

            foreach (var measure in await StreamsAsync(bench, paced))
            {
                yield return measure;
            }
        }
    }

    private static async Task<Measure> StartsAsync(Pair bench, MockProcess mock)
    {
        var (theirs, ours) = (new List<double>(), new List<double>());
        for (var round = 0; round <= Starts; round++)
        {
            var (their, our) = (await bench.StartTheirsAsync(mock), await bench.StartOursAsync(mock));
            if (round > 0) // the first of each reads its files from the disk
            {
                theirs.Add(their);
                ours.Add(our);
            }
        }

        return new(bench.Peer.Name, "start to the first answer", "ms", theirs, ours);
    }

    private static async Task<List<Measure>> RequestsAsync(Pair bench, MockProcess mock)
    {
        using var their = await bench.Theirs(mock.Origin);
        using var our = await bench.Ours(mock.Origin);
        var name = bench.Peer.Name;
        List<Measure> measures =
        [
            new(name, "resident memory, idle", "MiB", [their.Process.ResidentMebibytes()], [our.Process.ResidentMebibytes()], 1.0 / 3),
        ];
        var (whole, ourWhole) = Added(mock, their, our, UpstreamBench.Body(stream: false), Block, (client, count) => client.Whole(count));
        measures.Add(new(name, "added to a whole reply, 2 kB, p50", "us", whole.Added, ourWhole.Added, 0.1));
        measures.Add(new(name, "a whole reply, 2 kB, p99", "us", whole.P99, ourWhole.P99));
        var (first, ourFirst) = Added(mock, their, our, GatewayBench.Long(), LongBlock, (client, count) => client.First(count));
        measures.Add(new(name, "added to the first piece of a stream, 100 kB request, p50", "us", first.Added, ourFirst.Added));
        measures.Add(new(name, "the first piece of a stream, 100 kB request, p99", "us", first.P99, ourFirst.P99));

        var (times, ourTimes) = (new ProcessorTimes(their.Process, mock), new ProcessorTimes(our.Process, mock));
        var (rates, ourRates) = UnderLoad(their, our, times, ourTimes);
        measures.Add(new(name, $"{InFlight} in flight", "per second", rates, ourRates, 12));
        measures.Add(new(name, "processor time a request", "us", [times.Gateway.Median], [ourTimes.Gateway.Median]));
        measures.Add(new(name, "the upstream's behind it", "us", [times.Upstream.Median], [ourTimes.Upstream.Median]));
        measures.Add(new(name, "the client's before it", "us", [times.Client.Median], [ourTimes.Client.Median]));
        return measures;
    }

    private static async Task<List<Measure>> StreamsAsync(Pair bench, MockProcess paced)
    {
        using var their = await bench.Theirs(paced.Origin);
        using var our = await bench.Ours(paced.Origin);
        var what = string.Create(CultureInfo.InvariantCulture, $"{StreamsBench.Streams} streams");
        var (theirSeconds, ourSeconds) = (await StreamAsync(their), await StreamAsync(our));
        return
        [
            new(bench.Peer.Name, $"{what} of {PacedUpstream.Pieces:N0} pieces", "s", [theirSeconds], [ourSeconds]),
            new(
                bench.Peer.Name,
                $"peak memory at {what}",
                "MiB",
                [their.Process.PeakMebibytes()],
                [our.Process.PeakMebibytes()],
                bench.Peer.MostStreamMemory
            ),
        ];
    }

    private static async Task<Contender> OursAsync(string server, string folder, Peer peer, string upstream)
    {
        var gateway = GatewayProcess.Start(server, folder, upstream, "generic-chat-completion-api");
        return await new Contender(gateway.Process, new(gateway.Origin, peer.Path), gateway.Access).ReadyAsync(TimeSpan.FromSeconds(10));
    }

    private static (Times Theirs, Times Ours) Added(
        MockProcess mock,
        Contender their,
        Contender our,
        string body,
        int block,
        Func<SocketClient, int, Latency> time
    )
    {
        using var direct = new SocketClient(new(mock.Origin + GatewayBench.Chat), body);
        using var theirs = their.Client(body);
        using var ours = our.Client(body);
        foreach (var client in (SocketClient[])[direct, theirs, ours])
        {
            time(client, 10 * block);
        }

        var (added, ourAdded) = (new Times([], []), new Times([], []));
        for (var round = 0; round < Rounds; round++)
        {
            var alone = time(direct, block).Median;
            added.Add(time(theirs, block), alone);
            ourAdded.Add(time(ours, block), alone);
        }

        return (added, ourAdded);
    }

    private static (List<double> Theirs, List<double> Ours) UnderLoad(
        Contender their,
        Contender our,
        ProcessorTimes times,
        ProcessorTimes ourTimes
    )
    {
        var body = UpstreamBench.Body(stream: false);
        using var theirs = their.Client(body);
        using var ours = our.Client(body);
        theirs.Run(Load, InFlight);
        ours.Run(4 * Load, InFlight);
        var (rates, ourRates) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            rates.Add(times.Measure(Load, () => theirs.Run(Load, InFlight)));
            ourRates.Add(ourTimes.Measure(4 * Load, () => ours.Run(4 * Load, InFlight)));
        }

        return (rates, ourRates);
    }

    private static Task<double> StreamAsync(Contender gateway) =>
        new ManyStreams(gateway.Address, StreamsBench.Body, gateway.Headers).RunAsync(StreamsBench.Streams, () => { });

    /// <summary>What rounds took, in microseconds.</summary>
    /// <param name="Added">The medians, without what the upstream alone takes.</param>
    /// <param name="P99">The 99th percentiles, the upstream's part included: percentiles cannot be subtracted.</param>
    private sealed record Times(List<double> Added, List<double> P99)
    {
        public void Add(Latency latency, double alone)
        {
            Added.Add(latency.Median - alone);
            P99.Add(latency.P99);
        }
    }
}
