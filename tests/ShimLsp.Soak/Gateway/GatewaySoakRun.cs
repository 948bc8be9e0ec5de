using System.Net.Http.Headers;
using System.Text.Json;
using ShimLsp.Mock;
using ShimLsp.Soak.Gateway.Checking;
using ShimLsp.Soak.Gateway.Driving;
using ShimLsp.Soak.Measuring;

namespace ShimLsp.Soak.Gateway;

/// <summary>Lets the agents of three tenants work through one gateway, and looks at its process.</summary>
/// <param name="options">What the run is asked to be.</param>
/// <param name="output">Where to say how far it is.</param>
internal sealed class GatewaySoakRun(SoakOptions options, TextWriter output)
{
    private static readonly string[] Tenants = ["alpha", "beta", "gamma"];
    private static readonly TimeSpan BetweenEdits = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(30);

    /// <summary>The unannounced edit of a file takes effect within this time, and whatever the machine is late.</summary>
    private static readonly TimeSpan LongestEdit = TimeSpan.FromSeconds(2);

    /// <summary>Runs to the end.</summary>
    public async Task<GatewaySoakReport> RunAsync()
    {
        var root = Directory.CreateTempSubdirectory("shim-lsp-soak-").FullName;
        try
        {
            return await RunAsync(root, Directory.CreateDirectory(Path.Combine(root, "home")).FullName);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    private async Task<GatewaySoakReport> RunAsync(string root, string home)
    {
        await using var mock = await MockUpstream.StartAsync(new() { Records = false });
        var folders = Tenants.ToDictionary(tenant => tenant, tenant => new TenantFolder(root, tenant, mock.BaseUrl));
        var catalogs = 2 + (int)(options.Length / BetweenEdits);
        foreach (var folder in folders.Values)
        {
            await TrustAsync(folder, catalogs, home);
        }

        using var gateway = await GatewayProcess.StartAsync(options.Server, home);
        var world = new GatewayWorld
        {
            Time = TimeProvider.System,
            Began = TimeProvider.System.GetTimestamp(),
            Seed = options.Seed,
            Pause = TimeSpan.FromSeconds(options.Sessions / (double)options.Rate),
            Stalls = new Stalls(TimeProvider.System, TimeSpan.FromSeconds(options.IsNative ? 1 : 3)),
        };
        var truths = Tenants.ToDictionary(
            tenant => tenant,
            tenant => new TenantTruth(tenant, GatewayWorld.Auto, LongestEdit + world.Stalls.Allowance)
        );
        mock.OthersAnswer(new SoakUpstream(world, truths, options.Sabotage).Choose);
        List<HttpClient> clients = [];
        foreach (var tenant in Tenants)
        {
            var said = await GatewayProcess.RunAsync(
                options.Server,
                home,
                "gateway",
                "token",
                "--tenant",
                tenant,
                "--folder",
                folders[tenant].Path,
                "--json"
            );
            clients.Add(ClientOf(gateway, JsonElement.Parse(said).GetProperty("token").GetString()!));
        }

        var looks = await DriveAsync(world, gateway, clients, folders, truths, catalogs);
        var exit = await gateway.StopAsync(options.Server, home);
        clients.ForEach(client => client.Dispose());
        return new(options, world, looks, exit);
    }

    private async Task<List<ProcessLook>> DriveAsync(
        GatewayWorld world,
        GatewayProcess gateway,
        List<HttpClient> clients,
        Dictionary<string, TenantFolder> folders,
        Dictionary<string, TenantTruth> truths,
        int catalogs
    )
    {
        using var stop = new CancellationTokenSource(options.Length, world.Time);
        using var end = new CancellationTokenSource();
        var stalls = world.Stalls.WatchAsync(end.Token);
        var length = world.Now + options.Length;
        List<Task> running = [world.Outages.RunAsync(world, Tenants, stop.Token)];
        for (var index = 0; index < Tenants.Length; index++)
        {
            var (http, truth, random) = (clients[index], truths[Tenants[index]], new Random(options.Seed + index));
            truth.WroteCatalog(world.Now);
            truth.WroteKey(world.Now);
            truth.BeginsSwitch(GatewayWorld.Auto);
            truth.SwitchAnswered(world.Now);
            var owner = new Owner(world, http, folders[truth.Name], truth, catalogs);
            running.Add(Task.Run(() => owner.RunAsync(random, length, stop.Token)));
        }

        for (var number = 0; number < options.Sessions; number++)
        {
            var agent = new Agent(world, number, clients[number % Tenants.Length], truths[Tenants[number % Tenants.Length]]);
            running.Add(Task.Run(() => agent.RunAsync(stop.Token)));
        }

        var looks = await LookAsync(world, gateway, Task.WhenAll(running), stop.Token);
        await end.CancelAsync();
        await stalls;
        world.Tally.Waited("longest that a timer of the soak's own was late", world.Stalls.Longest);
        return looks;
    }

    private async Task<List<ProcessLook>> LookAsync(GatewayWorld world, GatewayProcess gateway, Task running, CancellationToken stop)
    {
        List<ProcessLook> looks = [];
        var nextLine = BetweenLines;
        while (await Task.WhenAny(running, Task.Delay(BetweenLooks, world.Time, CancellationToken.None)) != running)
        {
            if (!stop.IsCancellationRequested && ProcessLook.Of(gateway.Id, world.Now) is { } look)
            {
                looks.Add(look);
            }

            if (world.Now >= nextLine)
            {
                nextLine += BetweenLines;
                await output.WriteLineAsync(
                    $"{world.Now.TotalSeconds:F0} s: {world.Tally.Counts.GetValueOrDefault(Soak.Checking.Tally.Requests):N0} requests, "
                        + $"{world.Findings.All.Count} findings, {looks[^1].ResidentMebibytes:F1} MiB"
                );
            }
        }

        await running; // whatever went wrong in the driver itself
        return looks;
    }

    /// <summary>A workspace's catalog is used only if a person has agreed to its very text. So all versions are agreed to before.</summary>
    private async Task TrustAsync(TenantFolder folder, int catalogs, string home)
    {
        for (var version = catalogs - 1; version >= 0; version--)
        {
            folder.WriteCatalog(version);
            await GatewayProcess.RunAsync(options.Server, home, "trust", folder.Path, "--yes");
        }
    }

    private static HttpClient ClientOf(GatewayProcess gateway, string token) =>
        new(new SocketsHttpHandler { UseProxy = false, MaxResponseDrainSize = 0 }) // so that an agent that leaves is gone at once
        {
            BaseAddress = gateway.Origin,
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
}
