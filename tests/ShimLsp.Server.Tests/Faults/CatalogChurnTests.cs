using System.Diagnostics;
using System.Text.Json;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Faults;

/// <summary>A models.json that never rests.</summary>
public class CatalogChurnTests
{
    private static readonly TimeSpan While = TimeSpan.FromSeconds(4);

    [Fact]
    public async Task Replaced_as_fast_as_can_be_it_costs_little_and_the_last_one_is_in_force()
    {
        using var home = new Home(Catalog(0));
        await using var server = ServerProcess.Plain(home);
        await server.Client.CallAsync("listModels");
        var memory = OperatingSystem.IsLinux() ? Proc.ResidentMebibytes(server.Id) : 0;
        var (work, started) = (OperatingSystem.IsLinux() ? Proc.ProcessorTime(server.Id) : default, Stopwatch.GetTimestamp());

        var (replaced, lists) = await ChurnAsync(home, server);
        var took = Stopwatch.GetElapsedTime(started); // longer than it was to, on a slow disk

        replaced.Should().BeGreaterThan(4000);
        lists.Should().NotBeEmpty().And.OnlyContain(list => list.At("catalog.problems").GetArrayLength() == 0, "it is never half there");
        lists.Should().OnlyContain(list => list.At("models").GetArrayLength() == 3, "it is never blank");
        if (OperatingSystem.IsLinux())
        {
            (Proc.ResidentMebibytes(server.Id) - memory).Should().BeLessThan(50);
            (Proc.ProcessorTime(server.Id) - work).Should().BeLessThan(took, "it works for less than a core");
        }

        await server.Client.UntilAsync(
            "listModels",
            $$"""{"models":[{},{"slug":"m{{replaced}}"},{"slug":"{{new string('x', replaced % 400)}}y"}]}"""
        );
        (await server.Client.CallAsync("listModels")).At("catalog.problems").GetArrayLength().Should().Be(0);
    }

    private static async Task<(int Replaced, List<JsonElement> Lists)> ChurnAsync(Home home, ServerProcess server)
    {
        var (replaced, lists, started) = (0, new List<JsonElement>(), Stopwatch.GetTimestamp());
        var churn = Task.Run(() =>
        {
            while (Stopwatch.GetElapsedTime(started) < While || replaced <= 4000)
            {
                home.WriteCatalog(Catalog(++replaced));
            }
        });
        while (!churn.IsCompleted)
        {
            lists.Add(await server.Client.CallAsync("listModels"));
            await Task.Delay(10);
        }

        await churn;
        return (replaced, lists);
    }

    // Of a different length each time: a reader that trusted an earlier look would cut it off.
    private static string Catalog(int number) =>
        $$"""
            {"models":[{"slug":"m{{number}}","model":"m","provider":"ollama","cost":1},
              {"slug":"{{new string('x', number % 400)}}y","model":"m","provider":"ollama","cost":1}]}
            """;
}
