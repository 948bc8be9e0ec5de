using System.Text;
using System.Text.Json;
using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Gateway.Checking;

namespace ShimLsp.Soak.Gateway.Driving;

/// <summary>The person of a tenant: switches, edits the catalog, changes the key. One thing at a time.</summary>
/// <param name="world">The run.</param>
/// <param name="http">The gateway, with the tenant's token.</param>
/// <param name="folder">The tenant's files.</param>
/// <param name="truth">What holds for the tenant.</param>
/// <param name="catalogs">How many versions of the catalog are trusted.</param>
internal sealed class Owner(GatewayWorld world, HttpClient http, TenantFolder folder, TenantTruth truth, int catalogs)
{
    private int catalog;
    private int key;

    /// <summary>Acts until it is stopped.</summary>
    /// <param name="random">Chooses.</param>
    /// <param name="length">How long the run lasts, over which the versions of the catalog are spread.</param>
    /// <param name="stop">Ends it.</param>
    public async Task RunAsync(Random random, TimeSpan length, CancellationToken stop)
    {
        var betweenEdits = length / catalogs;
        var nextEdit = betweenEdits * random.NextDouble();
        while (!stop.IsCancellationRequested)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(20, 600)), world.Time, CancellationToken.None);
            if (world.Now >= nextEdit && catalog + 1 < catalogs)
            {
                nextEdit += betweenEdits;
                Edit();
            }
            else if (random.Next(6) == 0)
            {
                ChangeKey();
            }
            else
            {
                await SwitchAsync(random.Next(3) == 0 ? GatewayWorld.Auto : GatewayWorld.Slugs[random.Next(GatewayWorld.Slugs.Length)]);
            }
        }
    }

    private void Edit()
    {
        world.Tally.Count("edits of catalogs");
        folder.WriteCatalog(++catalog);
        truth.WroteCatalog(world.Now);
    }

    private void ChangeKey()
    {
        world.Tally.Count("changed keys");
        folder.WriteKey(++key);
        truth.WroteKey(world.Now);
    }

    private async Task SwitchAsync(string slug)
    {
        truth.BeginsSwitch(slug);
        using var asked = new StringContent($$"""{"slug":"{{slug}}"}""", Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri("/api/switch", UriKind.Relative), asked);
        var answer = JsonElement.Parse(await response.Content.ReadAsStringAsync());
        if (!response.IsSuccessStatusCode || answer.GetProperty("active").GetString() != slug)
        {
            world.Findings.Add(new(FindingKind.Wrong, truth.Name, $"A switch to {slug} was answered with {answer}", []));
        }

        truth.SwitchAnswered(world.Now);
        world.Tally.Count("switches");
    }
}
