using System.Text.Json;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary>Grants by method: what a workspace's own catalog asks for is listed, allowed and forbidden without a question.</summary>
public class GrantMethodTests
{
    private const string Pair = """ "reference":"${env:CANARY_KEY}","origin":"https://api.example.com:443" """;

    private const string Catalog = """
        {"models":[
          {"slug":"one","model":"m","provider":"generic-chat-completion-api",
            "base_url":"https://api.example.com/v1","api_key":"${env:CANARY_KEY}"},
          {"slug":"two","model":"n","provider":"generic-chat-completion-api",
            "base_url":"https://api.example.com/v2","api_key":"${env:CANARY_KEY}"},
          {"slug":"free","model":"m","provider":"ollama"}]}
        """;

    [Fact]
    public async Task A_pair_is_allowed_and_forbidden_and_both_take_effect_at_once()
    {
        using var home = new Home();
        await using var server = await StartAsync(home);
        await ShouldListAsync(server, $$"""{"pending":[{ {{Pair}},"slugs":["one","two"]}],"allowed":[]}""", "missingCredential");

        (await SetAsync(server, allowed: true)).ShouldCover("""{"allowed":true,"generation":2}""");
        await ShouldListAsync(server, $$"""{"pending":[],"allowed":[{ {{Pair}},"slugs":["one","two"]}]}""", "available");

        (await SetAsync(server, allowed: false)).ShouldCover("""{"allowed":false,"generation":3}""");
        await ShouldListAsync(server, $$"""{"pending":[{ {{Pair}},"slugs":["one","two"]}],"allowed":[]}""", "missingCredential");
    }

    [Fact]
    public async Task What_was_allowed_is_remembered_and_can_be_forbidden_after_its_rows_are_gone()
    {
        using var home = new Home();
        await using (var server = await StartAsync(home))
        {
            await SetAsync(server, allowed: true);
        }

        home.Write("clone/.shim/models.json", """{"models":["llama4"]}""");
        await using var next = await StartAsync(home, write: false);
        await ShouldListAsync(next, $$"""{"pending":[],"allowed":[{ {{Pair}},"slugs":[]}]}""", state: null);

        (await SetAsync(next, allowed: false)).ShouldCover("""{"allowed":false}""");
        await ShouldListAsync(next, """{"pending":[],"allowed":[]}""", state: null);
    }

    [Fact]
    public async Task A_key_that_was_just_forbidden_is_not_asked_for_again_in_the_same_run()
    {
        using var home = new Home();
        await using (var server = await StartAsync(home))
        {
            await SetAsync(server, allowed: true);
        }

        await using var next = await StartAsync(home);
        await SetAsync(next, allowed: false);
        await next.Client.CallAsync("shim/status");

        next.Client.Heard.Should().NotContain(message => message.Text("method") == "window/showMessageRequest");
    }

    [Theory]
    [InlineData("""{"reference":"${env:OTHER}","origin":"https://api.example.com:443","allowed":true}""", "reference")]
    [InlineData("""{"reference":"${env:CANARY_KEY}","origin":"https://evil.example.com:443","allowed":true}""", "reference")]
    [InlineData("""{"reference":"${env:CANARY_KEY}","origin":"https://api.example.com:443","allowed":false}""", "reference")]
    [InlineData("""{"reference":"${env:CANARY_KEY}","origin":"https://api.example.com:443"}""", "allowed")]
    [InlineData("""{"reference":"${env:CANARY_KEY}","allowed":true}""", "origin")]
    [InlineData("""{"origin":"https://api.example.com:443","allowed":true}""", "reference")]
    public async Task Only_what_the_catalog_asks_for_can_be_allowed(string parameters, string path)
    {
        using var home = new Home();
        await using var server = await StartAsync(home);
        (await server.Client.RefusedAsync("shim/setGrant", parameters)).ShouldCover($$"""{"code":-32602,"data":{"path":"{{path}}"} }""");
    }

    [Fact]
    public async Task A_workspace_without_a_catalog_of_its_own_asks_for_nothing()
    {
        using var home = new Home();
        await using var server = await StartAsync(home, write: false);
        await ShouldListAsync(server, """{"pending":[],"allowed":[]}""", state: null);
    }

    private static async Task<RunningServer> StartAsync(Home home, bool write = true)
    {
        var folder = home.Folder("clone");
        if (write)
        {
            home.Write("clone/.shim/models.json", Catalog);
        }

        var server = RunningServer.Lsp(home, ("CANARY_KEY", "canary-value"));
        await server.Client.InitializeAsync([folder], options: """{"workspaceTrusted":true}""");
        return server;
    }

    private static Task<JsonElement> SetAsync(RunningServer server, bool allowed) =>
        server.Client.CallAsync("shim/setGrant", $$"""{ {{Pair}},"allowed":{{(allowed ? "true" : "false")}} }""");

    private static async Task ShouldListAsync(RunningServer server, string grants, string? state)
    {
        var listed = await server.Client.CallAsync("shim/listGrants");
        JsonSerializer.Serialize(listed).Should().Be(JsonSerializer.Serialize(JsonElement.Parse(grants)));
        if (state is not null)
        {
            var models = (await server.Client.CallAsync("shim/listModels")).At("models").EnumerateArray();
            models.Single(model => model.Text("slug") == "one").Text("availability.state").Should().Be(state);
        }
    }
}
