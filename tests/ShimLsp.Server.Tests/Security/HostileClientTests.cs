using System.Text;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Security;

/// <summary>
/// A hostile client. It is the person's own program and has the person's rights, but it must not be able to stall or end a server.
/// </summary>
public class HostileClientTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("//host/share")]
    [InlineData(@"\\.\pipe\x")]
    [InlineData("/dev/stdin")]
    [InlineData("/proc/self/fd/0")]
    [InlineData("/net/evil")]
    [InlineData("~root")]
    [InlineData("http://evil.example/")]
    [InlineData("command:workbench.action.quit")]
    [InlineData("file:///%2e%2e/x")]
    [InlineData("file:///%00")]
    [InlineData("file://evil.example/share")]
    public async Task An_odd_folder_is_a_session_like_any_other_or_refused(string folder)
    {
        using var home = new Home();
        await using var server = ServerProcess.Plain(home);
        var parameters = $$"""{"workspaceFolder":{{Json.Quote(folder)}}}""";

        var opened = await server.Client.AskAsync("openFolder", parameters);

        if (opened.TryGetProperty("result", out _))
        {
            (await server.Client.CallAsync("listModels", parameters))
                .At("models")
                .Each("slug")
                .Should()
                .Equal("auto", "cheap", "mid", "strong");
        }
        else
        {
            opened.ShouldCover("""{"error":{"code":-32602,"data":{"path":"workspaceFolder"}}}""");
        }

        (await server.Client.CallAsync("listModels")).At("models").Each("slug").Should().Equal("auto", "cheap", "mid", "strong");
    }

    /// <summary>When each that opens had all the others read their files again, this took minutes.</summary>
    [Fact]
    public async Task Two_thousand_folders_are_opened_without_reading_millions_of_files()
    {
        using var home = new Home();
        await using var server = RunningServer.Plain(home);
        for (var folder = 0; folder < 2_000; folder++)
        {
            await server.Client.BeginAsync("openFolder", $$"""{"workspaceFolder":"/nowhere/{{folder}}"}""");
        }

        await server.Client.CallAsync("status", """{"workspaceFolder":"/nowhere/1999"}""");
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":7}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"x"}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/progress","params":{"token":7,"value":{"kind":"begin"}}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"result":{}}""")]
    public async Task A_flood_of_unneeded_messages_is_dropped(string message)
    {
        using var home = new Home();
        await using var server = RunningServer.Plain(home);
        var flood = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(message + "\n", 50_000)));

        await server.Client.SendRawAsync(flood);

        (await server.Client.CallAsync("route", """{"task":"Rename x."}""")).ShouldCover("""{"slug":"*"}""");
    }

    [Theory]
    [InlineData("switchModel", "slug", 1001)]
    [InlineData("listModels", "workspaceFolder", 1005)]
    [InlineData("reportOutcome", "slug", 1001)]
    public async Task A_name_of_megabytes_is_an_unknown_name(string method, string field, int code)
    {
        using var home = new Home();
        await using var server = RunningServer.Plain(home);
        var name = new string('x', 4 << 20);

        var error = await server.Client.RefusedAsync(method, $$"""{"{{field}}":"{{name}}","status":200}""");

        error.Number("code").Should().Be(code);
    }

    [Theory]
    [InlineData("inputTokens", "2147483647")]
    [InlineData("conversationId", "\"LONG\"")]
    [InlineData("workDoneToken", "\"LONG\"")]
    [InlineData("candidates", "[MANY]")]
    [InlineData("later", "{\"deep\":[\"LONG\"]}")]
    public async Task The_extremes_of_a_routes_fields_are_values_like_others(string field, string value)
    {
        using var home = new Home();
        await using var server = RunningServer.Plain(home);
        value = value
            .Replace("LONG", new string('x', 4 << 20), StringComparison.Ordinal)
            .Replace("MANY", string.Join(',', Enumerable.Repeat("\"cheap\",\"strong\"", 100_000)), StringComparison.Ordinal);

        (await server.Client.CallAsync("route", $$"""{"task":"Rename x.","{{field}}":{{value}}}""")).ShouldCover("""{"slug":"*"}""");
    }
}
