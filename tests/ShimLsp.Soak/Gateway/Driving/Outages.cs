using System.Collections.Concurrent;
using ShimLsp.Soak.Gateway.Checking;

namespace ShimLsp.Soak.Gateway.Driving;

/// <summary>What the upstream does to each tenant's models at present. Thread-safe.</summary>
internal sealed class Outages
{
    private readonly ConcurrentDictionary<(string Tenant, string Slug), Outage> now = new();

    /// <summary>What it does to a model.</summary>
    public Outage Of(string tenant, string slug) => now.GetValueOrDefault((tenant, slug));

    /// <summary>Lets models fail for a while, one after another, until it is stopped.</summary>
    /// <param name="world">The run.</param>
    /// <param name="tenants">The tenants' names.</param>
    /// <param name="stop">Ends it.</param>
    public async Task RunAsync(GatewayWorld world, string[] tenants, CancellationToken stop)
    {
        var random = new Random(world.Seed);
        var kinds = Enum.GetValues<Outage>()[1..];
        while (!stop.IsCancellationRequested)
        {
            var model = (tenants[random.Next(tenants.Length)], GatewayWorld.Slugs[random.Next(GatewayWorld.Slugs.Length)]);
            var kind = kinds[random.Next(kinds.Length)];
            world.Tally.Count($"outages, {kind}");
            now[model] = kind;
            await WaitAsync(world, TimeSpan.FromSeconds(0.2 + random.NextDouble()), stop);
            now.TryRemove(model, out _);
            await WaitAsync(world, TimeSpan.FromSeconds(random.NextDouble() * 2), stop);
        }
    }

    private static async Task WaitAsync(GatewayWorld world, TimeSpan time, CancellationToken stop)
    {
        try
        {
            await Task.Delay(time, world.Time, stop);
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }
}
