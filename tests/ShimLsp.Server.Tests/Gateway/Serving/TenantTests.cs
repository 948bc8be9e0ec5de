using ShimLsp.Mock;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Serving;

/// <summary>Two tenants of one workspace, in one process, share files and nothing else: the older shim's faults, turned round.</summary>
public sealed class TenantTests : IAsyncLifetime
{
    private GatewayWorld world = null!;
    private string other = "";

    public async Task InitializeAsync()
    {
        world = await GatewayWorld.StartAsync();
        other = Make("other", world.Home.Work);
    }

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Neither_gets_the_others_decision()
    {
        const string task = """{"task":"Rename n to count."}""";
        var first = (await world.AskAsync("POST", "/api/route", task)).Json;
        (await world.AskAsync("POST", "/api/route", task)).Json.Text("source").Should().Be("cache");

        var theirs = (await world.AskAsync("POST", "/api/route", task, other)).Json;
        theirs.Text("source").Should().NotBe("cache");
        theirs.Text("decisionId").Should().NotBe(first.Text("decisionId"));
        (await world.AskAsync("GET", "/api/status", token: other)).Json.ShouldCover("""{"requests":1,"hits":0}""");
    }

    [Fact]
    public async Task Neither_suffers_from_the_others_failures_or_pays_for_them()
    {
        world.Upstream["m-cheap"].Answers(Answer.Fails(401, "no"), Answer.Says("yes"));
        (await world.ChatAsync(model: "auto")).Should().Be("mid");

        (await world.AskAsync("GET", "/api/models")).Json.At("models")[1].Text("availability.state").Should().Be("unauthorized");
        (await world.AskAsync("GET", "/api/models", token: other)).Json.At("models")[1].Text("availability.state").Should().Be("available");
        (await world.ChatAsync(other, "auto")).Should().Be("cheap");
        (await world.AskAsync("GET", "/metrics", token: other)).Body.Should().NotContain("model=\"mid\"");
    }

    [Fact]
    public async Task A_choice_that_one_remembers_is_the_workspaces_and_one_that_it_does_not_is_its_own()
    {
        await world.AskAsync("GET", "/api/status", token: other);
        await world.AskAsync("POST", "/api/switch", """{"slug":"strong","persist":false}""");
        world.Time.Advance(TimeSpan.FromMilliseconds(250));
        (await world.ChatAsync(other)).Should().Be("cheap");

        await world.AskAsync("POST", "/api/switch", """{"slug":"mid"}""");
        world.Time.Advance(TimeSpan.FromMilliseconds(250));
        (await world.ChatAsync(other)).Should().Be("mid");
    }

    [Fact]
    public async Task A_token_is_for_one_workspace()
    {
        var elsewhere = Make("local", world.Home.Folder("elsewhere"));
        await world.AskAsync("POST", "/api/switch", """{"slug":"mid"}""");

        (await world.AskAsync("GET", "/api/status", token: elsewhere)).Json.Text("active").Should().Be("auto");
    }

    [Fact]
    public async Task An_idle_session_is_closed_and_opened_anew()
    {
        await world.AskAsync("POST", "/api/route", """{"task":"x"}""");
        for (var hour = 0; hour < 26; hour++)
        {
            world.Time.Advance(TimeSpan.FromHours(1));
        }

        (await world.AskAsync("GET", "/api/status")).Json.ShouldCover("""{"requests":0}""");
    }

    private string Make(string tenant, string folder) => world.Tokens.Make(tenant, FolderPath.Of(folder)).Token!;
}
