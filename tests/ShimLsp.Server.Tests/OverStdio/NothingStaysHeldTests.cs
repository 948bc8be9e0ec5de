using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary>A message that holds others back, in every form that its handler rejects: the waiting ones still continue.</summary>
public class NothingStaysHeldTests
{
    private const string Pulls = """{"workspace":{"configuration":true}}""";

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","method":"workspace/didChangeConfiguration","traceparent":5,"params":{"settings":null}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"workspace/didChangeConfiguration","params":{"settings":{"shim":{},"\ud800abc":1}}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"workspace/didChangeConfiguration","params":[1,2]}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"workspace/didChangeConfiguration","params":null}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"workspace/didChangeConfiguration"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":77,"method":"workspace/didChangeConfiguration","params":{}}""")]
    [InlineData(
        """{"jsonrpc":"2.0","method":"workspace/didChangeWorkspaceFolders","params":{"event":{"added":[{"uri":"\ud800"},{"uri":5},5]}}}"""
    )]
    [InlineData("""{"jsonrpc":"2.0","method":"workspace/didChangeWorkspaceFolders","params":{"event":{"removed":"\ud800"}}}""")]
    public async Task Whatever_a_message_holds_the_next_configuration_still_lets_go(string odd)
    {
        using var home = new Home();
        // By the test's clock the client's answer is never late.
        await using var server = HostedServer.Lsp(home);
        server.Client.Answers["workspace/configuration"] = _ => """[{"router":{"cacheCapacity":7}}]""";
        await server.Client.InitializeAsync([home.Work], Pulls);

        await server.Client.SendAsync(odd);
        await server.Client.NotifyAsync("workspace/didChangeConfiguration", """{"settings":null}""");

        (await server.Client.CallAsync("shim/status")).ShouldCover("""{"capacity":7}""");
    }

    [Fact]
    public async Task An_initialize_that_holds_half_a_character_is_an_initialize()
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);

        (
            await server.Client.CallAsync(
                "initialize",
                """{"processId":null,"rootUri":"\ud800","trace":"\udc00","capabilities":{"\ud800":1}}"""
            )
        ).ShouldCover("""{"serverInfo":{"name":"shim-lsp"}}""");
        await server.Client.NotifyAsync("initialized", "{}");

        (await server.Client.CallAsync("shim/status")).ShouldCover("""{"active":"auto"}""");
    }
}
