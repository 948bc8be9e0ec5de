using System.Globalization;
using System.Text;
using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Gateway;
using ShimLsp.Soak.Shared.Checking;
using ShimLsp.Soak.Shared.Driving;
using ShimLsp.Soak.Shared.Replicas;

namespace ShimLsp.Soak.Shared.Acts;

/// <summary>
/// A model of one tenant asks for a pause. Every replica knows it as soon as one has heard it; another tenant's model of the same slug is
/// not touched; and after the pause all use it again.
/// </summary>
/// <param name="world">The run.</param>
/// <param name="scene">The replicas.</param>
internal sealed class HealthAct(SharedWorld world, Scene scene)
{
    /// <summary>How long the pause is, in seconds.</summary>
    public const int Pause = 2;

    private const int Number = 930_001; // a task that the cheapest model fits, for a tenant outside of the mix

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(Pause) + SharedWorld.LongestRecovery;

    private static string Cheapest => GatewayWorld.Slugs[0];

    /// <summary>Does it.</summary>
    public async Task RunAsync()
    {
        for (var replica = 0; replica < Scene.Replicas; replica++)
        {
            await RequireAsync(Scene.Ill, replica, isCheapest: true); // so that its scores are there
        }

        scene.Upstream.IsIll = true;
        var isJoined = await CallAsync(replica: 0);
        scene.Upstream.IsIll = false;
        var from = world.Now;
        for (var replica = Scene.Replicas - 1; isJoined && replica >= 0; replica--)
        {
            await RequireAsync(Scene.Ill, replica, isCheapest: false);
            await RequireAsync(Scene.Herd, replica, isCheapest: true);
        }

        if (world.Now - from > TimeSpan.FromSeconds(Pause))
        {
            world.Tally.Count("pauses that this machine was too slow for");
        }

        for (var replica = 0; isJoined && replica < Scene.Replicas; replica++)
        {
            while (
                world.Now - from < LongestPause + world.Stalls.Allowance && await AskAsync(Scene.Ill, replica) is { IsJoined: true } joined
            )
            {
                if (joined.Model.Slug == Cheapest)
                {
                    break;
                }

                await Task.Delay(BetweenLooks, world.Time);
            }

            await RequireAsync(Scene.Ill, replica, isCheapest: true);
        }

        world.Tally.Waited("longest until all used a model again that had asked for 2 s", world.Now - from);
    }

    private async Task<bool> CallAsync(int replica)
    {
        world.CountRequest();
        using var body = new StringContent(
            $$"""{"model":"{{Cheapest}}","messages":[{"role":"user","content":"Please do it."}]}""",
            Encoding.UTF8,
            "application/json"
        );
        using var response = await scene
            .Group.Client(replica, Scene.Ill)
            .PostAsync(new Uri("/v1/chat/completions", UriKind.Relative), body);
        world.Tally.Count(
            string.Create(CultureInfo.InvariantCulture, $"calls of a model that asks for a pause, {(int)response.StatusCode}")
        );
        return SharedAnswer.Says(response) == true;
    }

    private async Task<Decided?> AskAsync(string tenant, int replica)
    {
        world.CountRequest();
        var answer = await SharedAnswer.OfAsync(
            scene.Group.Client(replica, tenant),
            "/api/route",
            $$"""{"task":"{{SharedUpstream.Text(Number)}}"}"""
        );
        return answer?.Decision("");
    }

    private async Task RequireAsync(string tenant, int replica, bool isCheapest)
    {
        var from = world.Now;
        if (await AskAsync(tenant, replica) is not { IsJoined: true } decided)
        {
            world.Tally.Count("looks at health that a replica was alone for");
            return;
        }

        world.Tally.Count("looks at health");
        if ((decided.Model.Slug == Cheapest) != isCheapest)
        {
            world.Add(
                $"{tenant}, replica {replica}",
                isCheapest
                    ? Fault.Wrong($"At {from:c} a task went to {decided.Model}, though {Cheapest} is well")
                    : Fault.Stale($"At {from:c} a task went to {decided.Model}, which had asked for a pause")
            );
        }
    }
}
