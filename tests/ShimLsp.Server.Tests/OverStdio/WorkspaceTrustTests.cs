using System.Text.Json;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary>The catalog of a workspace: skipped until it is trusted, and asked about before it may send a key.</summary>
public class WorkspaceTrustTests
{
    private const string OneModel = """{"models":[{"slug":"new","model":"m-new","provider":"ollama","cost":1}]}""";

    [Fact]
    public async Task The_catalog_of_an_untrusted_workspace_is_skipped_until_it_is_trusted()
    {
        using var home = new Home();
        var folder = home.Folder("clone");
        home.Write("clone/.shim/models.json", OneModel);
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync([folder]);
        var listed = await server.Client.CallAsync("shim/listModels");
        listed.At("models").Each("slug").Should().Equal("auto", "cheap", "mid", "strong");
        listed.ShouldCover("""{"catalog":{"problems":[{"code":"untrustedWorkspace","severity":"warning"}]}}""");
        listed.At("catalog.problems.0").Text("message").Should().Contain("shim-lsp trust");

        (await server.Client.CallAsync("shim/setTrust", """{"trusted":true}""")).ShouldCover("""{"generation":2}""");
        listed = await server.Client.CallAsync("shim/listModels");
        listed.At("models").Each("slug").Should().Equal("auto", "new");
        listed.ShouldCover("""{"catalog":{"problems":[],"version":2}}""");

        (await server.Client.CallAsync("shim/setTrust", """{"trusted":false}""")).ShouldCover("""{"generation":3}""");
        (await server.Client.CallAsync("shim/listModels")).At("models").Each("slug").Should().Equal("auto", "cheap", "mid", "strong");
    }

    [Fact]
    public async Task An_editor_that_trusts_its_workspace_says_so_at_the_start()
    {
        using var home = new Home();
        var folder = home.Folder("clone");
        home.Write("clone/.shim/models.json", OneModel);
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync([folder], options: """{"workspaceTrusted":true}""");

        (await server.Client.CallAsync("shim/listModels")).At("models").Each("slug").Should().Equal("auto", "new");
    }

    [Fact]
    public async Task A_workspace_that_wants_to_send_a_key_somewhere_is_allowed_once()
    {
        using var home = new Home();
        var folder = home.Folder("clone");
        home.Write(
            "clone/.shim/models.json",
            """
            {"models":[{"slug":"keyed","model":"m","provider":"generic-chat-completion-api",
              "base_url":"https://api.example.com/v1","api_key":"${env:CANARY_KEY}"}]}
            """
        );

        await using (var server = Start())
        {
            await server.Client.InitializeAsync([folder], options: """{"workspaceTrusted":true}""");
            var question = await server.Client.HearAsync("window/showMessageRequest");
            question.ShouldCover("""{"id":"*","params":{"type":2,"message":"*","actions":[{"title":"Allow"},{"title":"*"}]}}""");
            question
                .At("params")
                .Text("message")
                .Should()
                .Contain("CANARY_KEY")
                .And.Contain("api.example.com")
                .And.NotContain("canary-value");
            (await Keyed(server.Client)).ShouldCover("""{"availability":{"state":"missingCredential","reason":"*"}}""");

            await server.Client.AnswerAsync(question, """{"title":"Allow"}""");
            await server.Client.HearAsync("shim/availabilityChanged", change => change.Text("availability.state") == "available");
            (await Keyed(server.Client)).ShouldCover("""{"availability":{"state":"available"}}""");
            await server.Client.ShutdownAsync();
            await server.ExitAsync();
        }

        await using (var server = Start())
        {
            await server.Client.InitializeAsync([folder], options: """{"workspaceTrusted":true}""");
            (await Keyed(server.Client)).ShouldCover("""{"availability":{"state":"available"}}""");
            await server.Client.ShutdownAsync();
            await server.ExitAsync();
            server.Client.Heard.Should().NotContain(message => message.Text("method") == "window/showMessageRequest");
        }

        ServerProcess Start() =>
            ServerProcess.Start(home, Server.Rpc.Framing.Framing.Header, ["lsp", "--stdio"], ("CANARY_KEY", "canary-value"));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("""{"title":"Not now"}""")]
    public async Task A_workspace_that_is_not_allowed_to_is_not_asked_about_again(string answer)
    {
        using var home = new Home();
        var folder = home.Folder("clone");
        home.Write(
            "clone/.shim/models.json",
            """{"models":[{"slug":"keyed","model":"m","provider":"anthropic","api_key":"${env:PATH}"}]}"""
        );
        await using var server = ServerProcess.Lsp(home);
        server.Client.Answers["window/showMessageRequest"] = _ => answer;
        await server.Client.InitializeAsync([folder], options: """{"workspaceTrusted":true}""");
        await server.Client.CallAsync("shim/status");
        await FilesChanged(server.Client, home);

        (await Keyed(server.Client)).ShouldCover("""{"availability":{"state":"missingCredential"}}""");
        await server.Client.ShutdownAsync();
        await server.ExitAsync();
        server.Client.Heard.Count(message => message.Text("method") == "window/showMessageRequest").Should().Be(1);
    }

    private static async Task<JsonElement> Keyed(ShimClient client) => (await client.CallAsync("shim/listModels")).At("models.1");

    private static Task FilesChanged(ShimClient client, Home home) =>
        client.NotifyAsync("workspace/didChangeWatchedFiles", $$"""{"changes":[{"uri":"{{Home.Uri(home.Catalog)}}","type":2}]}""");
}
