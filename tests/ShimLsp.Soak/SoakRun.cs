using System.Diagnostics;
using ShimLsp.Soak.Driving;
using ShimLsp.Soak.Facts;
using ShimLsp.Soak.Measuring;

namespace ShimLsp.Soak;

/// <summary>Runs the connections and looks at those of their processes that last.</summary>
/// <param name="options">What the run is asked to be.</param>
/// <param name="output">Where to say how far it is.</param>
internal sealed class SoakRun(SoakOptions options, TextWriter output)
{
    private const int MostConnections = 10;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(30);

    /// <summary>Runs to the end, or until something is wrong.</summary>
    public async Task<SoakReport> RunAsync()
    {
        var root = Directory.CreateTempSubdirectory("shim-lsp-soak-").FullName;
        try
        {
            return await RunAsync(
                new SoakWorld
                {
                    Server = options.Server,
                    Root = root,
                    Home = Directory.CreateDirectory(Path.Combine(root, "home")).FullName,
                    Seed = options.Seed,
                    RatePerLane = options.Rate / (double)Math.Min(MostConnections, options.Sessions),
                    Time = TimeProvider.System,
                    Palette = new Palette(options.Seed),
                    Stalls = new Stalls(TimeProvider.System, TimeSpan.FromSeconds(options.IsNative ? 1 : 30)),
                    Saboteur = new Saboteur(options.Sabotage),
                }
            );
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private async Task<SoakReport> RunAsync(SoakWorld world)
    {
        var started = Stopwatch.GetTimestamp();
        using var stop = new CancellationTokenSource(options.Length, world.Time);
        using var end = new CancellationTokenSource();
        var stalls = world.Stalls.WatchAsync(end.Token);
        Lane[] lanes = [.. Plans().Select(plan => new Lane(plan, world))];
        var running = Task.WhenAll(lanes.Select(lane => Task.Run(() => lane.RunAsync(stop.Token))));
        var looks = lanes.ToDictionary(lane => lane, _ => new List<ProcessLook>());
        var nextLine = BetweenLines;
        while (await Task.WhenAny(running, Task.Delay(BetweenLooks, world.Time)) != running)
        {
            var since = Stopwatch.GetElapsedTime(started);
            foreach (var lane in lanes)
            {
                if (!stop.IsCancellationRequested && lane.LastingProcess is { } process && ProcessLook.Of(process, since) is { } look)
                {
                    looks[lane].Add(look);
                }
            }

            if (since >= nextLine)
            {
                nextLine += BetweenLines;
                output.WriteLine(
                    $"{since.TotalSeconds:F0} s: {world.Tally.Counts.GetValueOrDefault(Checking.Tally.Requests):N0} requests, "
                        + $"{world.Findings.All.Count} findings"
                );
            }
        }

        await running; // whatever went wrong in the driver itself
        await end.CancelAsync();
        await stalls;
        world.Tally.Waited("longest that a timer of the soak's own was late", world.Stalls.Longest);
        return new SoakReport(options, Stopwatch.GetElapsedTime(started), world, [.. looks.Values.Where(list => list.Count > 0)]);
    }

    /// <summary>Ten connections, both fronts by turns; two in five have clients that die.</summary>
    private IEnumerable<LanePlan> Plans()
    {
        var count = Math.Min(MostConnections, options.Sessions);
        return Enumerable
            .Range(0, count)
            .Select(number => new LanePlan(
                number % 2 == 0 ? Front.Lsp : Front.Plain,
                Dies: number % 5 >= 3,
                number,
                Sessions: (options.Sessions / count) + (number < options.Sessions % count ? 1 : 0)
            ));
    }
}
