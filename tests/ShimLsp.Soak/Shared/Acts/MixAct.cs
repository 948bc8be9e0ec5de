using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Shared.Checking;
using ShimLsp.Soak.Shared.Driving;
using ShimLsp.Soak.Shared.Faults;

namespace ShimLsp.Soak.Shared.Acts;

/// <summary>
/// The client mix: routes of two tenants at each replica, agents that take any of them, and owners that switch, edit and change keys, while
/// one thing after another breaks.
/// </summary>
/// <param name="world">The run.</param>
/// <param name="scene">The replicas.</param>
/// <param name="output">Where to say how far it is.</param>
internal sealed class MixAct(SharedWorld world, Scene scene, TextWriter output)
{
    private const int Agents = 6;

    private static readonly TimeSpan BetweenAnswers = TimeSpan.FromMilliseconds(150);
    private static readonly TimeSpan BetweenSwitches = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(30);

    /// <summary>The unannounced edit of a file takes effect within this time, and whatever the machine is late.</summary>
    private static readonly TimeSpan LongestEdit = TimeSpan.FromSeconds(2);

    /// <summary>Runs until everything has broken once, and the time and the requests of the run have come.</summary>
    /// <param name="faults">What breaks.</param>
    /// <param name="length">How long it runs at least.</param>
    /// <param name="requests">How many requests there are at least.</param>
    public async Task RunAsync(IReadOnlyList<FaultKind> faults, TimeSpan length, long requests)
    {
        var grace = LongestEdit + world.Stalls.Allowance;
        SharedTruth[] truths = [.. Scene.Mixed.Select(name => new SharedTruth(name, Scene.Replicas, grace))];
        SharedOwner[] owners =
        [
            .. truths.Select(truth => new SharedOwner(world, scene.Group, scene.Folders[truth.Name], truth, scene.Catalogs)),
        ];
        foreach (var owner in owners)
        {
            await owner.BeginAsync();
        }

        using var stop = new CancellationTokenSource();
        var (from, before) = (world.Now, world.Requests);
        var running = Task.WhenAll(Load(truths, owners, length, stop.Token));
        var breaking = new FaultRun(world, scene.Group, owners, truths).RunAsync(faults);
        var next = from + BetweenLines;
        while (!breaking.IsCompleted || world.Now - from < length || world.Requests - before < requests)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), world.Time);
            if (running.IsFaulted || breaking.IsFaulted)
            {
                break;
            }

            if (world.Now >= next)
            {
                next += BetweenLines;
                var found = world.Findings.All;
                await output.WriteLineAsync(
                    $"{world.Now.TotalSeconds:F0} s: {world.Requests - before:N0} requests, {found.Count} findings"
                        + (found.Count == 0 ? "" : $", the last: {found[^1].Kind}, {found[^1].What}") // the report comes at the end
                );
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(running, breaking); // whatever went wrong in the driver itself
        Array.ForEach(owners, owner => owner.Dispose());
        world.Tally.Count("pairs of decisions that go by one classification", scene.Once.Count);
        world.Tally.Count(Tally.Requests, world.Requests - before);
    }

    private IEnumerable<Task> Load(SharedTruth[] truths, SharedOwner[] owners, TimeSpan length, CancellationToken stop)
    {
        var options = world.Options;
        var random = new Random(options.Seed);
        var pairs = Scene.Replicas * truths.Length;
        var each = Math.Max(1, options.Sessions / pairs);
        var pause = TimeSpan.FromSeconds((double)each * pairs / options.Rate);
        for (var worker = 0; worker < each * pairs; worker++)
        {
            var (route, own) = (
                new RouteWorker(world, scene, truths[worker % truths.Length], worker / truths.Length % Scene.Replicas),
                Own()
            );
            yield return Task.Run(() => route.RunAsync(own, pause, stop), CancellationToken.None);
        }

        for (var number = 0; number < Agents; number++)
        {
            var (agent, own) = (new SharedAgent(world, scene.Group, truths[number % truths.Length], number), Own());
            yield return Task.Run(() => agent.RunAsync(own, BetweenAnswers, stop), CancellationToken.None);
        }

        foreach (var owner in owners)
        {
            var own = Own();
            var edits = TimeSpan.FromSeconds(Math.Max(2, length.TotalSeconds / scene.Catalogs));
            yield return Task.Run(() => owner.RunAsync(own, BetweenSwitches, edits, stop), CancellationToken.None);
        }

        Random Own() => new(random.Next());
    }
}
