using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Serving;

/// <summary>A browser gets in by a link, once.</summary>
public sealed class PageTests : IAsyncLifetime
{
    private GatewayWorld world = null!;

    public async Task InitializeAsync() => world = await GatewayWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    [Trait("Parity", "4")]
    public async Task The_link_works_once_and_gives_a_cookie_that_scripts_and_other_sites_cannot_use()
    {
        var entered = await world.AskAsync("GET", world.Started.Page, token: "");
        (entered.Status, entered.Headers["Location"]).Should().Be((303, "/"));
        entered.Headers["Set-Cookie"].Should().ContainAll("httponly", "samesite=strict", "path=/");

        var again = await world.AskAsync("GET", world.Started.Page, token: "");
        again.Status.Should().Be(401);

        (await GetAsync("/", Cookie(entered))).Body.Should().Contain("<title>ShimLsp gateway</title>");
        (await GetAsync("/api/models", Cookie(entered))).Json.ShouldCover("""{"active":"auto"}""");
        (await GetAsync("/api/models", "shim_page=guess")).Status.Should().Be(401);
    }

    [Fact]
    public async Task The_page_runs_nothing_but_its_own_script()
    {
        var cookie = Cookie(await world.AskAsync("GET", world.Started.Page, token: ""));

        var page = await GetAsync("/", cookie);
        page.Headers["Content-Security-Policy"].Should().Contain("default-src 'none'").And.NotContain("unsafe");
        page.Headers["X-Content-Type-Options"].Should().Be("nosniff");
        page.Body.Should().NotContainAny("style=", "onclick", "<script>");
        (await GetAsync("/page.js", cookie)).Headers["Content-Type"].Should().StartWith("text/javascript");
        (await GetAsync("/page.css", cookie)).Headers["Content-Type"].Should().StartWith("text/css");
        (await GetAsync("/icon.svg", cookie)).Headers["Content-Type"].Should().StartWith("image/svg+xml");
    }

    [Fact]
    public async Task A_person_whose_link_was_used_reads_how_to_get_another_and_a_program_gets_json()
    {
        await world.AskAsync("GET", world.Started.Page, token: "");

        var person = await world.AskAsync(
            "GET",
            world.Started.Page,
            token: "",
            change: request => request.Headers.Add("Accept", "text/html,application/xhtml+xml")
        );
        (person.Status, person.Headers["Content-Type"]).Should().Be((401, "text/html; charset=utf-8"));
        person.Body.Should().Contain("shim-lsp gateway status").And.NotContainAny("style=", "<script");
        person.Headers["Content-Security-Policy"].Should().Contain("default-src 'none'");

        var program = await world.AskAsync("GET", world.Started.Page, token: "");
        (program.Status, program.Headers["Content-Type"]).Should().Be((401, "application/json"));
    }

    [Fact]
    public async Task A_client_with_a_token_gets_another_link_and_a_browser_does_not()
    {
        var link = (await world.AskAsync("POST", "/api/page")).Json.Text("page")!;
        var entered = await world.AskAsync("GET", link, token: "");
        entered.Status.Should().Be(303);

        var reply = await world.AskAsync("POST", "/api/page", token: "", change: request => request.Headers.Add("Cookie", Cookie(entered)));
        reply.Status.Should().Be(403);
    }

    [Fact]
    public async Task A_link_and_a_cookie_end()
    {
        var cookie = Cookie(await world.AskAsync("GET", world.Started.Page, token: ""));
        var link = (await world.AskAsync("POST", "/api/page")).Json.Text("page")!;

        world.Time.Advance(TimeSpan.FromHours(1));
        (await world.AskAsync("GET", link, token: "")).Status.Should().Be(401);
        (await GetAsync("/", cookie)).Status.Should().Be(200);
        world.Time.Advance(TimeSpan.FromHours(23));
        (await GetAsync("/", cookie)).Status.Should().Be(401);
    }

    [Fact]
    public async Task A_link_and_a_cookie_end_with_the_token_that_they_belong_to()
    {
        var token = Make();
        var cookie = Cookie(await world.AskAsync("GET", await LinkAsync(token), token: ""));
        var link = await LinkAsync(token);
        (await GetAsync("/", cookie)).Status.Should().Be(200);

        world.Tokens.Remove(token).Should().BeNull();
        world.Time.Advance(TimeSpan.FromMilliseconds(250));

        (await GetAsync("/", cookie)).Status.Should().Be(401);
        (await world.AskAsync("GET", link, token: "")).Status.Should().Be(401);
        var other = Cookie(await world.AskAsync("GET", world.Started.Page, token: ""));
        (await GetAsync("/", other)).Status.Should().Be(200, "it belongs to another token");
    }

    [Fact]
    public async Task A_page_that_a_command_opens_outlives_the_commands_token()
    {
        var cookie = Cookie(await world.AskAsync("GET", await LinkAsync(Make(TimeSpan.FromSeconds(30))), token: ""));

        world.Time.Advance(TimeSpan.FromMinutes(1));

        (await GetAsync("/", cookie)).Status.Should().Be(200);
    }

    private string Make(TimeSpan? life = null) => world.Tokens.Make("local", FolderPath.Of(world.Home.Work), life).Token!;

    private async Task<string> LinkAsync(string token) => (await world.AskAsync("POST", "/api/page", token: token)).Json.Text("page")!;

    private Task<Reply> GetAsync(string path, string cookie) =>
        world.AskAsync("GET", path, token: "", change: request => request.Headers.Add("Cookie", cookie));

    private static string Cookie(Reply reply) => reply.Headers["Set-Cookie"].Split(';')[0];
}
