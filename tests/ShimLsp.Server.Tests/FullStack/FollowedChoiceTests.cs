using System.Text.Json;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.FullStack;

/// <summary>The choice that another process remembers for a workspace becomes active in every running session of it.</summary>
public sealed class FollowedChoiceTests : IAsyncLifetime, IDisposable
{
    private readonly Home home = new();
    private HostedServer server = null!;

    private ShimClient Client => server.Client;

    public async Task InitializeAsync()
    {
        server = HostedServer.Plain(home);
        await Client.CallAsync("subscribe", """{"events":["activeModelChanged"]}""");
        await Client.CallAsync("listModels");
    }

    public async Task DisposeAsync() => await server.DisposeAsync();

    public void Dispose() => home.Dispose();

    [Fact]
    public async Task It_is_followed_within_a_quarter_of_a_second_and_announced()
    {
        RememberElsewhere("strong");

        (await HeardAsync()).ShouldCover("""{"params":{"active":"strong","previous":"auto","generation":2}}""");
        (await Client.CallAsync("status")).ShouldCover("""{"active":"strong","invalidations":{"modelSwitched":1}}""");
    }

    [Fact]
    public async Task A_session_that_switched_without_remembering_keeps_its_own_until_it_remembers_one()
    {
        await Client.CallAsync("switchModel", """{"slug":"mid","persist":false}""");
        RememberElsewhere("strong");
        await ShouldStayAsync("mid");

        await Client.CallAsync("switchModel", """{"slug":"cheap"}""");
        RememberElsewhere("strong");
        await UntilAsync("strong");
    }

    [Fact]
    public async Task A_session_does_not_follow_itself()
    {
        await Client.CallAsync("switchModel", """{"slug":"mid"}""");
        await ShouldStayAsync("mid");
        (await Client.CallAsync("status")).ShouldCover("""{"generation":2,"invalidations":{"modelSwitched":1}}""");
    }

    [Fact]
    public async Task A_choice_that_this_catalog_does_not_list_is_a_problem_until_it_does()
    {
        RememberElsewhere("later");
        Pass();
        (await Client.CallAsync("listModels")).ShouldCover("""{"active":"auto","catalog":{"problems":[{"code":"activeModelMissing"}]}}""");

        home.WriteCatalog("""{"models":[{"slug":"later","model":"m","provider":"ollama"}]}""");
        await UntilAsync("later");
    }

    [Fact]
    public async Task A_new_grant_in_the_same_file_is_no_choice()
    {
        home.StateFolder().Grant(FolderPath.Of(home.Work), new("${env:KEY}", "https://api.example.com:443"));
        await ShouldStayAsync("auto");
    }

    private void RememberElsewhere(string slug) => home.StateFolder().RememberActive(FolderPath.Of(home.Work), new(slug)).Should().BeNull();

    private void Pass() => server.Time.Advance(TimeSpan.FromMilliseconds(250));

    private async Task<JsonElement> HeardAsync()
    {
        var heard = Client.HearAsync("activeModelChanged");
        Pass();
        return await heard;
    }

    private async Task UntilAsync(string active)
    {
        while ((await Client.CallAsync("listModels")).Text("active") != active)
        {
            Pass();
        }
    }

    private async Task ShouldStayAsync(string active)
    {
        for (var time = 0; time < 8; time++)
        {
            Pass();
            (await Client.CallAsync("listModels")).Text("active").Should().Be(active);
        }
    }
}
