using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Faults;

/// <summary>
/// The time of day is set while the server runs. Waits and expiries use the monotonic clock. The tests of health cover a model's pause.
/// </summary>
public class ClockJumpTests
{
    private const string Catalog = """
        {
          "models": [
            { "slug": "cheap", "model": "m", "provider": "ollama", "cost": 1 },
            { "slug": "strong", "model": "m", "provider": "ollama", "cost": 9 }
          ],
          "router": { "cache_ttl_seconds": 60 }
        }
        """;

    private const string Request = """{"task":"Rename the variable."}""";

    [Theory]
    [InlineData(-400)]
    [InlineData(400)]
    public async Task Entries_expire_by_elapsed_time(int days)
    {
        using var home = new Home(Catalog);
        await using var server = HostedServer.Plain(home);
        await server.Client.CallAsync("route", Request);

        server.Time.SetBy(TimeSpan.FromDays(days));
        server.Time.Advance(TimeSpan.FromSeconds(59));
        (await server.Client.CallAsync("route", Request)).ShouldCover("""{"source":"cache"}""");
        server.Time.Advance(TimeSpan.FromSeconds(1));
        (await server.Client.CallAsync("route", Request)).ShouldCover("""{"source":"embedded"}""");
    }

    [Theory]
    [InlineData(-400)]
    [InlineData(400)]
    public async Task A_changed_file_is_noticed_as_soon_as_ever(int days)
    {
        using var home = new Home(Catalog);
        await using var server = HostedServer.Plain(home);
        await server.Client.CallAsync("subscribe", """{"events":["modelsChanged"]}""");
        await server.Client.CallAsync("listModels");
        server.Time.Advance(TimeSpan.FromMilliseconds(250));

        server.Time.SetBy(TimeSpan.FromDays(days));
        home.WriteCatalog("""{"models":[{"slug":"later","model":"m","provider":"ollama"}]}""");
        var told = server.Client.HearAsync("modelsChanged");
        await server.PassTimeUntilAsync(told);

        (await server.Client.CallAsync("listModels")).At("models").Each("slug").Should().Contain("later");
    }
}
