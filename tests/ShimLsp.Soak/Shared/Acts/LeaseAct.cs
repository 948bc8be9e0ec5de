using System.Globalization;
using ShimLsp.Mock;
using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Shared.Driving;
using ShimLsp.Soak.Shared.Replicas;

namespace ShimLsp.Soak.Shared.Acts;

/// <summary>
/// The replica that classifies a task for all is killed, or stops in its tracks and goes on when another has taken over. There are two
/// classifications then and no third, and the late one is not the one that all go by.
/// </summary>
/// <param name="world">The run.</param>
/// <param name="scene">The replicas.</param>
internal sealed class LeaseAct(SharedWorld world, Scene scene)
{
    private const int Herd = 60;

    private static readonly TimeSpan LongestLease = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(250);

    private Replica Holder => scene.Group.All[^1];

    /// <summary>Does both.</summary>
    public async Task RunAsync()
    {
        await RunAsync("the replica that classifies killed", 910_000, Holder.KillAsync, Holder.StartAsync);
        await RunAsync("the replica that classifies stopped, continued", 920_000, Holder.PauseAsync, Holder.ContinueAsync);
    }

    private async Task RunAsync(string name, int number, Func<Task> breakAsync, Func<Task> mendAsync)
    {
        var gate = new Gate();
        scene.Upstream.HoldsJudge = gate;
        var first = AskAsync(Holder.Number, number);
        await gate.HoldsAsync();
        var window = world.Faults.Begin(name, Holder.Number, isOfRedis: false, world.Now);
        await breakAsync();
        var others = Enumerable.Range(0, Herd).Select(index => AskAsync(index % (Scene.Replicas - 1), number)).ToList();
        var from = world.Now;
        while (scene.Upstream.Count(Scene.Lease, number) < 2 && world.Now - from < LongestLease)
        {
            await Task.Delay(BetweenTries, world.Time);
            others.Add(AskAsync(0, number)); // those before may have given up already, with the embedded scorer's answer
        }

        world.Tally.Waited("longest until another replica classified for one that was gone", world.Now - from);
        scene.Upstream.HoldsJudge = null;
        gate.Open();
        await Task.WhenAll(others);
        var second = await AskAsync(1, number); // by now its scores are there
        await mendAsync();
        window.Until = world.Now;
        await first;
        if (!await scene.Group.JoinAsync(world.Time))
        {
            world.Add(name, Fault.Wrong("Not every replica shares again"));
        }

        window.Joined = world.Now;
        await JudgeAsync(name, number, second);
    }

    private async Task JudgeAsync(string name, int number, SharedAnswer? second)
    {
        List<SharedAnswer?> last = [second];
        for (var replica = 0; replica < Scene.Replicas; replica++)
        {
            last.Add(await AskAsync(replica, number));
        }

        var serials = last.SelectMany(answer => answer?.Scores(world.Classifications) ?? []).Select(one => one.Serial).ToHashSet();
        var count = scene.Upstream.Count(Scene.Lease, number);
        world.Tally.Count(string.Create(CultureInfo.InvariantCulture, $"leases that expired, {count} classifications"));
        if (last.Any(answer => answer is not { IsJoined: true }))
        {
            world.Tally.Count("leases that a replica was alone for");
            return;
        }

        if (count > 2)
        {
            world.Add(name, new Fault(FindingKind.Repeated, $"The task was classified {count} times"));
        }

        if (serials.Count != 1)
        {
            world.Add(name, Fault.Wrong($"The replicas go by the classifications {string.Join(", ", serials)}, of {count}"));
        }
    }

    private Task<SharedAnswer?> AskAsync(int replica, int number)
    {
        world.CountRequest();
        return SharedAnswer.OfAsync(
            scene.Group.Client(replica, Scene.Lease),
            "/api/route",
            $$"""{"task":"{{SharedUpstream.Text(number)}}"}"""
        );
    }
}
