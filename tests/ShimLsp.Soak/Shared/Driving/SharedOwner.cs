using System.Net;
using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Gateway;
using ShimLsp.Soak.Shared.Checking;
using ShimLsp.Soak.Shared.Replicas;

namespace ShimLsp.Soak.Shared.Driving;

/// <summary>
/// The person of a tenant: switches models at any replica, edits the catalog, changes the key, gives a secret. One thing at a time.
/// </summary>
/// <param name="world">The run.</param>
/// <param name="group">The replicas.</param>
/// <param name="folder">The tenant's files.</param>
/// <param name="truth">What holds for the tenant.</param>
/// <param name="catalogs">How many versions of the catalog are trusted.</param>
internal sealed class SharedOwner(SharedWorld world, ReplicaGroup group, SharedFolder folder, SharedTruth truth, int catalogs) : IDisposable
{
    private const string Switches = "/api/switch";

    private readonly SemaphoreSlim turn = new(1);
    private int catalog;
    private int key;
    private string active = GatewayWorld.Auto;
    private bool isKnownToAll;

    /// <summary>The tenant's name.</summary>
    public string Tenant => truth.Name;

    /// <summary>Makes the first choice, and waits until it is answered.</summary>
    public async Task BeginAsync()
    {
        truth.WroteCatalog(world.Now);
        truth.WroteKey(world.Now);
        await SwitchAsync(GatewayWorld.Auto, 0);
    }

    /// <summary>Acts until it is stopped.</summary>
    /// <param name="random">Chooses.</param>
    /// <param name="pause">The mean time between two acts.</param>
    /// <param name="betweenEdits">The time between two edits of the catalog, whose versions are few.</param>
    /// <param name="stop">Stops it.</param>
    public async Task RunAsync(Random random, TimeSpan pause, TimeSpan betweenEdits, CancellationToken stop)
    {
        var nextEdit = world.Now + (betweenEdits * random.NextDouble());
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(pause * (2 * random.NextDouble()), world.Time, CancellationToken.None);
            await turn.WaitAsync(CancellationToken.None);
            try
            {
                if (world.Now >= nextEdit && catalog + 1 < catalogs)
                {
                    nextEdit += betweenEdits;
                    Edit();
                }
                else
                {
                    await ActAsync(random);
                }
            }
            finally
            {
                turn.Release();
            }
        }
    }

    /// <summary>Does something while the owner holds still.</summary>
    /// <param name="act">What.</param>
    public async Task StillAsync(Func<Task> act)
    {
        await turn.WaitAsync();
        try
        {
            await act();
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private Task ActAsync(Random random)
    {
        var replica = random.Next(group.All.Count);
        switch (random.Next(40))
        {
            case 0:
                world.Tally.Count("changed keys");
                folder.WriteKey(++key);
                truth.WroteKey(world.Now);
                return Task.CompletedTask;
            case < 6 when isKnownToAll:
                return GiveSecretAsync(replica);
            default:
                // Auto more often than all others together: only it uses scores.
                return SwitchAsync(
                    random.Next(5) < 3 ? GatewayWorld.Auto : GatewayWorld.Slugs[random.Next(GatewayWorld.Slugs.Length)],
                    replica
                );
        }
    }

    private void Edit()
    {
        world.Tally.Count("edits of catalogs");
        folder.WriteCatalog(++catalog);
        truth.WroteCatalog(world.Now);
    }

    private async Task SwitchAsync(string slug, int replica)
    {
        active = slug;
        isKnownToAll = false;
        if (await ChangeAsync(Switches, $$"""{"slug":"{{slug}}"}""", replica) is { } answer)
        {
            isKnownToAll = answer.IsJoined == true;
            world.Tally.Count(answer.IsJoined == true ? "switches, joined" : "switches, alone");
            if (answer.Body.GetProperty("active").GetString() != slug)
            {
                world.Add($"{Tenant}, replica {replica}", Fault.Wrong($"A switch to {slug} was answered with {answer.Body}"));
            }
        }
    }

    /// <summary>A new secret drops all that was decided, as a switch to the active model does.</summary>
    private async Task GiveSecretAsync(int replica)
    {
        if (await ChangeAsync("/api/credential", """{"name":"SOAK_SECRET","secret":"soak-secret-that-is-nowhere"}""", replica) is not null)
        {
            world.Tally.Count("secrets given");
        }
    }

    private async Task<SharedAnswer?> ChangeAsync(string path, string body, int replica)
    {
        var begun = truth.Begin(replica, world.Now);
        var number = truth.BeginsSwitch(active, begun.Start);
        var answer = await SharedAnswer.OfAsync(group.Client(replica, Tenant), path, body);
        if (answer is null)
        {
            truth.SwitchLost(number, world.Now);
            world.Lost(begun, $"{path} was not answered");
            return null;
        }

        if (answer.Status != HttpStatusCode.OK)
        {
            truth.SwitchLost(number, world.Now);
            world.Add($"{Tenant}, replica {replica}", Fault.Refusal($"{path} was answered with {(int)answer.Status}: {answer.Body}"));
            return null;
        }

        var isJoined = answer.IsJoined ?? false;
        if (isJoined || path == Switches) // a gateway that is alone may not know which model is active, so it may not ask for its secret
        {
            truth.SwitchAnswered(number, replica, isJoined, world.Now);
        }
        else
        {
            truth.SwitchLost(number, world.Now);
        }

        world.Latencies.Add(begun.Start, world.Now, answer.IsJoined ?? false, replica);
        return answer;
    }
}
