using System.Globalization;
using ShimLsp.Bench.Gateway.Streams;
using ShimLsp.Bench.Report;
using ShimLsp.Bench.Upstream;

namespace ShimLsp.Bench.Gateway.Peers;

/// <summary>Our gateway beside others from npm: the same work, the same mock, the same run, by turns.</summary>
internal static class PeersBench
{
    private const int Rounds = 5;
    private const int Block = 200;
    private const int Load = 2_000;
    private const int InFlight = 32;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Measures everything and prints one table.</summary>
    /// <param name="server">The server's binary.</param>
    /// <param name="portkey">The folder that Portkey's gateway was installed into.</param>
    /// <param name="router">The folder that claude-code-router was installed into.</param>
    /// <param name="output">Where to print.</param>
    /// <returns>The exit code, as of the other benches.</returns>
    public static Task<int> RunAsync(string server, string portkey, string router, TextWriter output) =>
        BenchRun.PrintAsync(
            server,
            Longest,
            output,
            async folder =>
            {
                using var mock = MockProcess.Start(folder, MockProcess.Ready);
                using var paced = MockProcess.Start(folder, MockProcess.Paced);
                return
                [
                    .. await CompareAsync(server, folder, Peer.Portkey, portkey, mock, paced),
                    .. await CompareAsync(server, folder, Peer.ClaudeCodeRouter, router, mock, paced),
                ];
            }
        );

    private static async Task<List<ResultRow>> CompareAsync(
        string server,
        string folder,
        Peer peer,
        string installed,
        MockProcess mock,
        MockProcess paced
    )
    {
        List<ResultRow> rows = [];
        using (var their = await peer.StartAsync(installed, folder, mock.Origin))
        using (var our = await OursAsync(server, folder, peer, mock.Origin))
        {
            Compare("resident memory, idle, MiB", [their.Process.ResidentMebibytes()], [our.Process.ResidentMebibytes()], 1.0 / 3);
            var (added, ourAdded) = Added(mock, their, our);
            Compare("added to a whole reply, 2 kB, p50, us", added, ourAdded, 0.1);
            var (times, ourTimes) = (new ProcessorTimes(their.Process, mock), new ProcessorTimes(our.Process, mock));
            var (rates, ourRates) = UnderLoad(their, our, times, ourTimes);
            Compare($"{InFlight} in flight, per second", rates, ourRates, 12);
            rows.Add(new($"{peer.Name}: processor time, us each", times.Gateway));
            rows.Add(new("ours", ourTimes.Gateway));
            rows.Add(new("the upstream's, behind theirs", times.Upstream));
            rows.Add(new("behind ours", ourTimes.Upstream));
            rows.Add(new("the client's, before theirs", times.Client));
            rows.Add(new("before ours", ourTimes.Client));
        }

        using (var their = await peer.StartAsync(installed, folder, paced.Origin))
        using (var our = await OursAsync(server, folder, peer, paced.Origin))
        {
            var what = string.Create(CultureInfo.InvariantCulture, $"{StreamsBench.Streams} streams");
            var (theirSeconds, ourSeconds) = (await StreamAsync(their), await StreamAsync(our));
            rows.Add(new($"{peer.Name}: {what} of {PacedUpstream.Pieces:N0} pieces, s", Sample.Of(theirSeconds)));
            rows.Add(new("ours", Sample.Of(ourSeconds)));
            Compare($"peak memory at {what}, MiB", [their.Process.PeakMebibytes()], [our.Process.PeakMebibytes()], 0.5);
        }

        return rows;

        void Compare(string metric, IReadOnlyList<double> theirs, IReadOnlyList<double> ours, double bar)
        {
            var ratio = Sample.Of(ours.Zip(theirs, (our, their) => our / their));
            rows.Add(new($"{peer.Name}: {metric}", Sample.Of(theirs)));
            rows.Add(new("ours", Sample.Of(ours)));
            rows.Add(
                new("ours / theirs", ratio, $"{(bar > 1 ? ">=" : "<=")} {bar:0.##}", bar > 1 ? ratio.Median >= bar : ratio.Median <= bar)
            );
        }
    }

    private static async Task<Contender> OursAsync(string server, string folder, Peer peer, string upstream)
    {
        var gateway = GatewayProcess.Start(server, folder, upstream, "generic-chat-completion-api");
        return await new Contender(gateway.Process, new(gateway.Origin, peer.Path), gateway.Access).ReadyAsync(TimeSpan.FromSeconds(10));
    }

    private static (List<double> Theirs, List<double> Ours) Added(MockProcess mock, Contender their, Contender our)
    {
        var body = UpstreamBench.Body(stream: false);
        using var direct = new SocketClient(new(mock.Origin + GatewayBench.Chat), body);
        using var theirs = their.Client(body);
        using var ours = our.Client(body);
        direct.MedianWhole(Load);
        theirs.MedianWhole(Load);
        ours.MedianWhole(Load);
        var (added, ourAdded) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            var alone = direct.MedianWhole(Block);
            added.Add(theirs.MedianWhole(Block) - alone);
            ourAdded.Add(ours.MedianWhole(Block) - alone);
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
}
