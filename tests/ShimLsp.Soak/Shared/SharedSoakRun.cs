using ShimLsp.Mock;
using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Driving;
using ShimLsp.Soak.Shared.Acts;
using ShimLsp.Soak.Shared.Driving;
using ShimLsp.Soak.Shared.Faults;
using ShimLsp.Soak.Shared.Redis;

namespace ShimLsp.Soak.Shared;

/// <summary>Lets three gateways act as one on a real Redis, and breaks what can break.</summary>
/// <param name="options">What the run is asked to be.</param>
/// <param name="output">Where to say how far it is.</param>
internal sealed class SharedSoakRun(SoakOptions options, TextWriter output)
{
    private const int MostCatalogs = 40;

    /// <summary>With so many requests, one of them is falsified on the slowest machine.</summary>
    private const int LeastFalsified = 1_000;

    private static readonly TimeSpan Short = TimeSpan.FromSeconds(0.6);
    private static readonly TimeSpan ShortestForAllFaults = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan OfOneFault = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Listening = TimeSpan.FromSeconds(1);

    /// <summary>Runs to the end.</summary>
    /// <returns>What came of it; null if this machine has no Redis.</returns>
    public async Task<SharedSoakReport?> RunAsync()
    {
        if (SystemProcess.Find(options.Redis) is not { } path)
        {
            await output.WriteLineAsync($"skipped: {options.Redis} is not installed (Debian: redis-server)\n0 passed, 0 failed, 1 skipped");
            return null;
        }

        var program = new RedisProgram(path, options.IsGarnet);
        var world = new SharedWorld(options);
        using var end = new CancellationTokenSource();
        var stalls = world.Stalls.WatchAsync(end.Token);
        var root = Directory.CreateTempSubdirectory("shim-lsp-soak-").FullName;
        try
        {
            await using var mock = await MockUpstream.StartAsync(new() { Records = false });
            var upstream = new SharedUpstream(world, Scene.Mixed);
            mock.OthersAnswer(upstream.Choose);
            foreach (var act in Scenes())
            {
                if (Missing(act) is { } missing)
                {
                    world.Skipped.Enqueue($"{act}: {missing}");
                    continue;
                }

                await RunAsync(act, world, upstream, mock.BaseUrl, program, Path.Combine(root, act.ToString()));
            }
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }

        await end.CancelAsync();
        await stalls;
        world.Tally.Waited("longest that a timer of the soak's own was late", world.Stalls.Longest);
        return new(world);
    }

    /// <summary>The herd, the lease, the budget, the pause, the loss and the new processes need no Redis of their own.</summary>
    private IEnumerable<Act> Scenes() =>
        options
            .Acts.Select(act => act is Act.Herd or Act.Lease or Act.Budget or Act.Health or Act.Loss or Act.Rolling ? Act.Mix : act)
            .Distinct();

    private static TimeSpan Shortest(TimeSpan length) => length < OfOneFault ? length : OfOneFault;

    private string? Missing(Act act) =>
        act switch
        {
            Act.Skew when Faketime.Library is null => "libfaketime is not installed (Debian: faketime)",
            Act.Namespace when SystemProcess.Find("ip") is null => "ip is not installed (Debian: iproute2)",
            Act.Sentinel or Act.LostWrites when options.IsGarnet => "Garnet has no Sentinel",
            _ => null,
        };

    private async Task RunAsync(Act act, SharedWorld world, SharedUpstream upstream, string baseUrl, RedisProgram program, string root)
    {
        var catalogs = Math.Clamp(2 + (int)(options.Length.TotalSeconds / 4), 3, MostCatalogs);
        await output.WriteLineAsync($"{world.Now.TotalSeconds:F0} s: {act}");
        await using var scene = await Scene.StartAsync(act, world, upstream, baseUrl, program, root, catalogs);
        if (act == Act.Namespace && scene.Network is null)
        {
            world.Skipped.Enqueue($"{act}: this machine lets us make no network namespace");
            return;
        }

        if (!await scene.Group.JoinAsync(world.Time))
        {
            world.Add(act.ToString(), Fault.Wrong($"Not every replica shares at first: {scene.Group.All[0].Log}"));
            return;
        }

        if (act == Act.Mix)
        {
            await RunAllAsync(world, scene);
        }
        else
        {
            await new MixAct(world, scene, output).RunAsync(
                FaultsOf(act, scene),
                Shortest(options.Length),
                options.Sabotage == Sabotage.None ? 0 : LeastFalsified
            );
        }

        await new SecrecyCheck(world, scene).LookAsync();
        foreach (var replica in scene.Group.All)
        {
            if (await replica.StopAsync() is not 0 and var code)
            {
                world.Add($"replica {replica.Number}", Fault.Wrong($"It ended with {code}: {replica.Log}"));
            }
        }
    }

    private async Task RunAllAsync(SharedWorld world, Scene scene)
    {
        var listening = new SecrecyCheck(world, scene).ListenAsync(Listening);
        if (options.Acts.Contains(Act.Herd))
        {
            await new HerdAct(world, scene).RunAsync();
        }

        if (options.Acts.Contains(Act.Budget))
        {
            await new BudgetAct(world, scene).RunAsync();
        }

        if (options.Acts.Contains(Act.Lease))
        {
            await new LeaseAct(world, scene).RunAsync();
        }

        if (options.Acts.Contains(Act.Health))
        {
            await new HealthAct(world, scene).RunAsync();
        }

        if (options.Acts.Contains(Act.Loss))
        {
            await new LossAct(world, scene).RunAsync();
        }

        await listening;
        FaultKind[] faults =
        [
            .. options.Acts.Contains(Act.Mix) ? FaultsOf(Act.Mix, scene) : [],
            .. options.Acts.Contains(Act.Rolling) ? FaultsOf(Act.Rolling, scene) : [],
        ];
        if (faults.Length > 0)
        {
            await new MixAct(world, scene, output).RunAsync(faults, options.Length, options.Requests);
        }
    }

    private FaultKind[] FaultsOf(Act act, Scene scene) =>
        act switch
        {
            Act.Mix when options.IsGarnet => [RedisFaults.Pause(scene.Redis, Short), RedisFaults.Kill(scene.Redis, Short)],
            Act.Mix =>
            [
                RedisFaults.Pause(scene.Redis, Short),
                RedisFaults.Kill(scene.Redis, Short),
                RedisFaults.Tear(scene.Line!, Short),
                RedisFaults.KillReplica(scene.Group.All[1], Short),
                .. options.Length < ShortestForAllFaults
                    ? Array.Empty<FaultKind>()
                    :
                    [
                        RedisFaults.Sleep(scene.Redis, Short),
                        RedisFaults.Memory(scene.Redis, Short),
                        RedisFaults.Disconnect(scene.Redis),
                        RedisFaults.Flush(scene.Redis),
                        RedisFaults.Restart(scene.Redis),
                        RedisFaults.PauseReplica(scene.Group.All[0], Short),
                        RedisFaults.Pause(scene.Redis, 5 * Short),
                    ],
            ],
            Act.Rolling => [.. scene.Group.All.Select(RedisFaults.Replace)],
            Act.Sentinel => [RedisFaults.FailOver(scene.Sentinel!)],
            Act.LostWrites => [RedisFaults.FailOverLosing(scene.Sentinel!)],
            Act.Namespace => [RedisFaults.Cut(scene.Network!, Short), RedisFaults.Cut(scene.Network!, 5 * Short)],
            _ => [],
        };
}
