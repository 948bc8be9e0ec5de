using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Gateway;
using ShimLsp.Soak.Shared.Driving;
using ShimLsp.Soak.Shared.Replicas;

namespace ShimLsp.Soak.Shared.Acts;

/// <summary>
/// Redis loses everything right after a switch, before any other replica has heard of it. Nobody but the replica that answered can know of
/// it then. But soon after it has been asked again, all go by that switch.
/// </summary>
/// <param name="world">The run.</param>
/// <param name="scene">The replicas.</param>
internal sealed class LossAct(SharedWorld world, Scene scene)
{
    private const int Number = 940_000;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(100);

    /// <summary>Does it: with each order in which the replicas may be asked afterwards.</summary>
    public async Task RunAsync()
    {
        await RunAsync(
            "everything lost after a switch, the one that knows it asked first",
            [0, 1, 2],
            () => scene.Redis.AskAsync("FLUSHALL")
        );
        await RunAsync(
            "everything lost after a switch, the one that knows it asked last",
            [1, 2, 0],
            () => scene.Redis.AskAsync("FLUSHALL")
        );
        await RunAsync("Redis restarted empty after a switch, the one that knows it asked last", [1, 2, 0], RestartAsync);
    }

    private async Task RestartAsync()
    {
        await scene.Redis.KillAsync();
        await scene.Redis.StartAsync();
        await scene.Group.JoinAsync(world.Time);
    }

    private async Task RunAsync(string name, int[] order, Func<Task> loseAsync)
    {
        await SwitchAsync(GatewayWorld.Auto);
        foreach (var replica in order)
        {
            await ChoiceAsync(replica); // so that all know that one
        }

        var slug = GatewayWorld.Slugs[^1];
        await SwitchAsync(slug);
        var window = world.Faults.Begin(name, killed: null, isOfRedis: false, world.Now);
        await loseAsync();
        window.Until = world.Now;
        string[] seen;
        do
        {
            await Task.Delay(BetweenLooks, world.Time);
            seen = new string[order.Length];
            for (var index = 0; index < order.Length; index++)
            {
                seen[index] = await ChoiceAsync(order[index]);
            }
        } while (seen.Any(one => one != slug) && world.Now - window.Until < SharedWorld.LongestRecovery + world.Stalls.Allowance);

        window.Joined = world.Now;
        world.Tally.Count("losses of everything right after a switch");
        if (seen.Any(one => one != slug))
        {
            world.Add(
                name,
                Fault.Stale($"{(window.Joined - window.Until).TotalSeconds:F1} s later the replicas go by {string.Join(", ", seen)}")
            );
        }
    }

    private async Task SwitchAsync(string slug)
    {
        world.CountRequest();
        await SharedAnswer.OfAsync(scene.Group.Client(0, Scene.Herd), "/api/switch", $$"""{"slug":"{{slug}}"}""");
    }

    private async Task<string> ChoiceAsync(int replica)
    {
        world.CountRequest();
        var answer = await SharedAnswer.OfAsync(
            scene.Group.Client(replica, Scene.Herd),
            "/api/route",
            $$"""{"task":"{{SharedUpstream.Text(Number)}}"}"""
        );
        return answer?.Decision("")?.Choice ?? "nothing";
    }
}
