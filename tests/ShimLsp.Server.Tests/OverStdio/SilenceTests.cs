using System.Text;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary>Keys, header values and tasks go nowhere, and stdout carries frames alone (every client here checks that).</summary>
public class SilenceTests
{
    private const string Canary = "c4n4ry";
    private const string Task = Canary + "-task";

    private const string Catalog = $$$"""
        {"models":[
          {"slug":"literal","model":"a","provider":"anthropic","api_key":"{{{Canary}}}-literal","cost":1,"strength":0.4,
           "extra_headers":{"X-Secret":"{{{Canary}}}-header","X-Team":"{{{Canary}}} ${env:CANARY}"}},
          {"slug":"env","model":"b","provider":"anthropic","api_key":"${env:CANARY}","cost":3,"strength":0.6},
          {"slug":"file","model":"c","provider":"anthropic","api_key":"${file:key}","cost":9,"strength":0.9,"supports_images":true}]}
        """;

    [Fact]
    public async Task No_key_and_no_task_is_in_a_byte_that_is_said_or_written()
    {
        using var home = new Home(Catalog);
        home.Write("config/shim-lsp/key", Canary + "-file");
        await using var server = ServerProcess.Start(
            home,
            Server.Rpc.Framing.Framing.Header,
            ["lsp", "--stdio"],
            ("CANARY", Canary + "-env")
        );
        await server.Client.InitializeAsync([home.Work], options: """{"settings":{"logLevel":"debug"},"notifyDecisions":true}""");
        await server.Client.NotifyAsync("$/setTrace", """{"value":"verbose"}""");
        (await server.Client.CallAsync("shim/listModels"))
            .At("models")
            .Each("availability.state")
            .Should()
            .OnlyContain(state => state == "available");

        foreach (var parameters in Requests())
        {
            await server.Client.AskAsync("shim/route", parameters);
            await server.Client.AskAsync("workspace/executeCommand", $$"""{"command":"shim.route","arguments":[{{parameters}}]}""");
        }

        await server.Client.SendAsync($$"""{"jsonrpc":"2.0","id":5,"method":"shim/route","params":{"task":"{{Task}}" """);
        await server.Client.SendAsync($$"""["{{Task}}"]""");
        await server.Client.SendRawAsync(Encoding.UTF8.GetBytes($"{Task}: 5\r\n\r\n"));
        await server.Client.CallAsync("shim/switchModel", """{"slug":"env"}""");
        await server.Client.CallAsync("shim/reportOutcome", """{"slug":"literal","status":401}""");
        string[] broken =
        [
            Catalog[..^30],
            Catalog.Replace("\"cost\":1", "\"cost\":\"1\"", StringComparison.Ordinal),
            Catalog.Replace("\"api_key\":\"", "\"api_key\":\"${", StringComparison.Ordinal),
            Catalog.Replace("${env:CANARY}\"}", "${env:\"}", StringComparison.Ordinal),
            Catalog.Replace("${env:CANARY}\"}", "$MISSING\"}", StringComparison.Ordinal),
        ];
        foreach (var text in broken)
        {
            home.WriteCatalog(text);
            await server.Client.NotifyAsync("workspace/didChangeWatchedFiles", """{"changes":[]}""");
            await server.Client.CallAsync("shim/listModels");
        }

        await server.Client.CallAsync("shim/status");
        await server.Client.ShutdownAsync();
        (await server.ExitAsync()).Should().Be(0);

        Encoding.UTF8.GetString(server.Client.Bytes).Should().NotContain(Canary);
        server.Stderr.Should().NotContain(Canary);
        var written = Directory.GetFiles(home.State, "*", SearchOption.AllDirectories);
        written.Should().NotBeEmpty();
        written.Should().OnlyContain(file => !File.ReadAllText(file).Contains(Canary));
    }

    private static IEnumerable<string> Requests()
    {
        var task = Json.Quote($"Rename {Task}.");
        yield return $$$"""{"task":{{{task}}}}""";
        yield return $$$"""{"task":{{{task}}},"images":true}""";
        yield return $$$"""{"task":{{{task}}},"images":true,"candidates":["env"]}""";
        yield return $$$"""{"task":[{{{task}}}]}""";
        yield return $$$"""{"task":{{{task}}},"messages":{{{task}}}}""";
        yield return $$$"""{"messages":[{"role":"user","content":{{{task}}}}]}""";
        yield return $$$"""{"messages":[{"role":"user","content":{"{{{Task}}}":{{{task}}}}}]}""";
        yield return $$$"""{"messages":{{{task}}}}""";
        yield return $$$"""{"body":{"model":"any","input":{{{task}}}}}""";
        yield return $$$"""{"body":{{{task}}}}""";
        yield return $$$"""{"task":{{{task}}},"inputTokens":{{{task}}}}""";
    }
}
