using System.Text.Json;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary>A command for each model, <c>shim.use.SLUG</c>: for palettes that send no arguments.</summary>
public class UseCommandTests
{
    private const string Registers = """{"workspace":{"executeCommand":{"dynamicRegistration":true}}}""";
    private const string RunsOnly = """{"workspace":{"executeCommand":{"dynamicRegistration":false}}}""";
    private const string Always =
        "shim.switchModel shim.route shim.invalidateCache shim.listModels shim.status shim.trust shim.probe shim.fetchModels";
    private const string Uses = "shim.use.auto shim.use.cheap shim.use.mid shim.use.strong";

    [Theory]
    [InlineData(RunsOnly, "{}", $"{Always} {Uses}")]
    [InlineData("""{"workspace":{"executeCommand":{}}}""", "{}", $"{Always} {Uses}")]
    [InlineData(RunsOnly, """{"useCommands":false}""", Always)]
    [InlineData(RunsOnly, """{"useCommands":"no"}""", $"{Always} {Uses}")]
    [InlineData(RunsOnly, """{"settings":{"router":{"enabled":false}}}""", $"{Always} shim.use.cheap shim.use.mid shim.use.strong")]
    [InlineData(Registers, "{}", Always)] // they are registered
    [InlineData("{}", "{}", Always)]
    public async Task A_client_that_takes_no_registrations_gets_them_at_the_start(string capabilities, string options, string expected)
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);

        var answer = await server.Client.InitializeAsync([home.Work], capabilities, options);

        Names(answer.At("capabilities.executeCommandProvider.commands")).Should().Be(expected);
    }

    [Fact]
    public async Task They_follow_the_catalog()
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        var palette = new Palette(server.Client);
        await server.Client.InitializeAsync([home.Work], Registers);
        await palette.UntilAsync(Uses);

        home.WriteCatalog("""{"models":[{"slug":"mid","model":"m","provider":"ollama"},{"slug":"a/b","model":"m","provider":"ollama"}]}""");
        await server.Client.NotifyAsync("workspace/didChangeWatchedFiles", """{"changes":[]}""");
        await palette.UntilAsync("shim.use.auto shim.use.mid shim.use.a/b");

        (await server.Client.CallAsync("workspace/executeCommand", """{"command":"shim.use.a/b"}""")).ShouldCover("""{"active":"a/b"}""");
        await server.Client.NotifyAsync("workspace/didChangeConfiguration", """{"settings":{"shim":{"router":{"enabled":false}}}}""");
        await palette.UntilAsync("shim.use.mid shim.use.a/b");
    }

    [Fact]
    public async Task They_are_those_of_the_first_folder()
    {
        using var home = new Home();
        var own = home.Folder("own");
        home.Write("own/.shim/models.json", """{"models":[{"slug":"local","model":"m","provider":"ollama"}]}""");
        await using var server = RunningServer.Lsp(home);
        var palette = new Palette(server.Client);
        await server.Client.InitializeAsync([home.Work, own], Registers, """{"workspaceTrusted":true}""");
        await palette.UntilAsync(Uses);

        await server.Client.NotifyAsync(
            "workspace/didChangeWorkspaceFolders",
            $$$"""{"event":{"added":[],"removed":[{{{LspClientExtensions.WorkspaceFolder(home.Work)}}}]}}"""
        );

        await palette.UntilAsync("shim.use.auto shim.use.local");
    }

    [Fact]
    public async Task Changes_while_the_client_has_not_answered_become_one_update_and_the_same_models_none()
    {
        using var home = new Home();
        await using var server = RunningServer.Lsp(home);
        server.Client.Answers.Clear();
        await server.Client.InitializeAsync([home.Work], Registers);
        var first = await server.Client.HearAsync("client/registerCapability");
        for (var i = 0; i < 20; i++)
        {
            home.WriteCatalog($$"""{"models":[{"slug":"m{{i}}","model":"m","provider":"ollama"}]}""");
            await server.Client.NotifyAsync("workspace/didChangeWatchedFiles", """{"changes":[]}""");
            await server.Client.CallAsync("shim/status");
        }

        var palette = new Palette(server.Client);
        await palette.TakeAsync(first);
        await palette.UntilAsync("shim.use.auto shim.use.m19");
        await server.Client.CallAsync("shim/invalidateCache");
        await server.Client.NotifyAsync("workspace/didChangeConfiguration", """{"settings":{"shim":{"router":{"threshold":0.9}}}}""");
        await server.Client.ShutdownAsync();
        await server.ExitAsync();

        server
            .Client.Heard.Select(message => message.Text("method"))
            .Where(method => method?.StartsWith("client/", StringComparison.Ordinal) is true)
            .Should()
            .Equal("client/registerCapability", "client/unregisterCapability", "client/registerCapability");
    }

    [Fact]
    public async Task A_client_with_a_picker_of_its_own_opts_out()
    {
        using var home = new Home();
        await using var server = RunningServer.Lsp(home);
        await server.Client.InitializeAsync([home.Work], Registers, """{"useCommands":false}""");
        await server.Client.CallAsync("shim/listModels");
        await server.Client.ShutdownAsync();
        await server.ExitAsync();

        server.Client.Heard.Should().NotContain(message => message.Text("method") == "client/registerCapability");
    }

    [Fact]
    public async Task A_client_that_refuses_goes_on_without()
    {
        using var home = new Home();
        await using var server = RunningServer.Lsp(home);
        server.Client.Answers.Clear();
        await server.Client.InitializeAsync([home.Work], Registers);
        var asked = await server.Client.HearAsync("client/registerCapability");
        await server.Client.RefuseAsync(asked);

        (await server.Client.CallAsync("workspace/executeCommand", """{"command":"shim.use.mid"}""")).ShouldCover("""{"active":"mid"}""");
    }

    [Fact]
    public async Task A_question_about_a_key_waits_for_the_answer_to_initialize()
    {
        using var home = new Home();
        home.Write(
            "work/.shim/models.json",
            """
            {"models":[{"slug":"one","model":"m","provider":"generic-chat-completion-api","base_url":"https://api.example.com/v1",
              "api_key":"${env:SOME_KEY}"}]}
            """
        );
        await using var server = RunningServer.Lsp(home, ("SOME_KEY", "canary-value"));

        await server.Client.InitializeAsync([home.Work], RunsOnly, """{"workspaceTrusted":true}""");

        await server.Client.HearAsync("window/showMessageRequest");
        server.Client.Heard[0].TryGetProperty("result", out _).Should().BeTrue("initialize is answered first");
    }

    private static string Names(JsonElement commands) => string.Join(' ', commands.EnumerateArray().Select(command => command.GetString()));

    /// <summary>A client that keeps the commands it was sent.</summary>
    private sealed class Palette
    {
        private readonly ShimClient client;
        private readonly Lock changing = new();
        private string commands = "";
        private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Palette(ShimClient client)
        {
            this.client = client;
            client.Answers["client/registerCapability"] = Take;
            client.Answers["client/unregisterCapability"] = _ => Set("");
        }

        public Task TakeAsync(JsonElement request) => client.AnswerAsync(request, Take(request.At("params")));

        public async Task UntilAsync(string expected)
        {
            while (true)
            {
                Task next;
                lock (changing)
                {
                    if (commands == expected)
                    {
                        return;
                    }

                    next = changed.Task;
                }

                await next.WaitAsync(ShimClient.Limit);
            }
        }

        private string Take(JsonElement parameters)
        {
            var one = parameters.At("registrations").EnumerateArray().Single();
            one.ShouldCover("""{"id":"shim.useCommands","method":"workspace/executeCommand"}""");
            return Set(Names(one.At("registerOptions.commands")));
        }

        private string Set(string next)
        {
            lock (changing)
            {
                commands = next;
                changed.SetResult();
                changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            return "null";
        }
    }
}
