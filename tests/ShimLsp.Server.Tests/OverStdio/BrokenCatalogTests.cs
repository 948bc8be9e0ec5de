using System.Text.Json;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary>A broken catalog as a client sees it that has no code of its own for Shim.</summary>
public class BrokenCatalogTests
{
    private const string TwoErrors = """
        {"models":[
          {"model":"a","provider":"ollama"},
          {"model":"b","provider":"olama"},
          {"provider":"ollama"}
        ]}
        """;

    [Fact]
    public async Task Errors_at_the_start_are_shown_once_with_their_file_and_line()
    {
        using var home = new Home(TwoErrors);
        await using var server = ServerProcess.Lsp(home);

        await server.Client.InitializeAsync([home.Work, home.Folder("another")]);

        var shown = (await Shown(server.Client)).At("params");
        shown.ShouldCover("""{"type":1}""");
        shown.Text("message").Should().StartWith($"{home.Catalog}:3: The provider \"olama\" is not known").And.EndWith(" (and 1 more)");
        await server.Client.NotifyAsync("workspace/didChangeConfiguration", """{"settings":{"shim":{"router":{"threshold":0.9}}}}""");
        await FilesChanged(server.Client, home);
        await Count(server, 1);
    }

    [Fact]
    public async Task Errors_that_come_later_are_shown_and_again_only_after_they_were_gone()
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync([home.Work]);
        await server.Client.CallAsync("shim/status");

        foreach (var text in new[] { "{\n,", Home.ThreeModels, "{\n," })
        {
            home.WriteCatalog(text);
            await FilesChanged(server.Client, home);
            await server.Client.CallAsync("shim/status");
        }

        (await Shown(server.Client)).At("params").Text("message").Should().StartWith($"{home.Catalog}:2: This does not belong here.");
        await Count(server, 2);
    }

    [Fact]
    public async Task An_error_is_not_shown_again_because_it_moved_or_another_went()
    {
        using var home = new Home(Broken("", "olama", "ollma"));
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync([home.Work, home.Folder("another")]);
        await server.Client.CallAsync("shim/status");

        foreach (
            var text in new[]
            {
                Broken("\n\n", "olama", "ollma"), // both moved down
                Broken("", "olama"), // the second is corrected
                Broken("", "olama", "anthropc"), // a new one: shown
                Broken("", "anthropc"), // the first is corrected; this one was shown
                Broken("", "anthropc", "openia", "ollma"), // two new ones: the first of them is shown
                Broken("", "ollma"), // it was only counted, and is now the first: shown
            }
        )
        {
            home.WriteCatalog(text);
            await FilesChanged(server.Client, home);
            await server.Client.CallAsync("shim/status");
        }

        await server.Client.ShutdownAsync();
        await server.ExitAsync();
        server
            .Client.Heard.Where(message => message.Text("method") == "window/showMessage")
            .Select(message => message.Text("params.message")!.Split('"')[1])
            .Should()
            .Equal("olama", "anthropc", "openia", "ollma");

        static string Broken(string before, params string[] providers)
        {
            var rows = providers.Select(name => $$"""{"model":"m-{{name}}","provider":"{{name}}"}""");
            return $$"""{{before}}{"models":[{{string.Join(",\n", rows)}}]}""";
        }
    }

    [Theory]
    [InlineData(TwoErrors, """{"showProblems":false}""")]
    [InlineData("""{"models":[{"model":"a","provider":"ollama","modle":"warned of"}]}""", "{}")]
    public async Task A_client_that_shows_problems_itself_and_mere_warnings_get_no_message(string catalog, string options)
    {
        using var home = new Home(catalog);
        await using var server = ServerProcess.Lsp(home);

        await server.Client.InitializeAsync([home.Work], options: options);

        (await server.Client.CallAsync("shim/listModels")).At("catalog.problems").GetArrayLength().Should().BePositive();
        await Count(server, 0);
    }

    private static Task<JsonElement> Shown(ShimClient client) => client.HearAsync("window/showMessage");

    private static async Task Count(ServerProcess server, int expected)
    {
        await server.Client.ShutdownAsync();
        await server.ExitAsync();
        server.Client.Heard.Count(message => message.Text("method") == "window/showMessage").Should().Be(expected);
    }

    private static Task FilesChanged(ShimClient client, Home home) =>
        client.NotifyAsync("workspace/didChangeWatchedFiles", $$"""{"changes":[{"uri":"{{Home.Uri(home.Catalog)}}","type":2}]}""");
}
