using System.Text;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary>The plain front: the same contract for scripts and other editors.</summary>
public class PlainFrontTests
{
    [Fact]
    public async Task One_line_piped_in_is_answered_and_the_server_exits_0()
    {
        using var home = new Home();
        await using var server = ServerProcess.Plain(home);
        await server.Client.SendRawAsync("""{"jsonrpc":"2.0","id":1,"method":"listModels"}"""u8.ToArray().Append((byte)'\n').ToArray());
        await server.Client.EndInputAsync();

        (await server.ExitAsync()).Should().Be(0);
        server
            .Client.Heard.Should()
            .ContainSingle()
            .Which.At("result.models")
            .Each("slug")
            .Should()
            .Equal("auto", "cheap", "mid", "strong");
        server.Stderr.Should().BeEmpty();
    }

    [Fact]
    public async Task A_last_line_needs_no_line_end()
    {
        using var home = new Home();
        await using var server = ServerProcess.Plain(home);
        await server.Client.SendRawAsync("""{"jsonrpc":"2.0","id":1,"method":"status"}"""u8.ToArray());
        await server.Client.EndInputAsync();

        (await server.ExitAsync()).Should().Be(0);
        server.Client.Heard.Should().ContainSingle().Which.ShouldCover("""{"id":1,"result":{"active":"auto"}}""");
    }

    [Fact]
    public async Task Everything_that_was_read_is_answered_before_the_exit()
    {
        using var home = new Home();
        await using var server = ServerProcess.Plain(home);
        var lines = Enumerable.Range(1, 500).Select(id => ShimClient.Message("route", $$"""{"task":"Rename variable {{id}}."}""", $"{id}"));
        await server.Client.SendRawAsync(Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        await server.Client.EndInputAsync();

        (await server.ExitAsync()).Should().Be(0);
        server.Client.Heard.Select(answer => answer.Number("id")).Should().BeEquivalentTo(Enumerable.Range(1, 500));
    }

    [Theory]
    [InlineData(true, "Content-Length: 100\r\n\r\n{\"jsonrpc\":")]
    [InlineData(true, "Content-Le")]
    [InlineData(false, "{\"jsonrpc\":\"2.0\",")]
    public Task The_end_of_input_in_mid_frame_is_an_exit_within_a_second(bool withHeaders, string half) =>
        Promptness.WithinAsync(
            TimeSpan.FromSeconds(1),
            async () =>
            {
                using var home = new Home();
                await using var server = withHeaders ? ServerProcess.PlainWithHeaders(home) : ServerProcess.Plain(home);
                await server.Client.CallAsync("status");
                await server.Client.SendRawAsync(Encoding.UTF8.GetBytes(half));
                await server.Client.EndInputAsync();

                return await Promptness.TimeAsync(async () => (await server.ExitAsync()).Should().NotBe(0));
            }
        );

    [Fact]
    public Task Bare_names_answer_and_only_they() =>
        Check(
            """
            > {"id":1,"method":"status"}
            < {"id":1,"result":{"active":"auto"}}
            > {"id":2,"method":"shim/status"}
            < {"id":2,"error":{"code":-32601}}
            > {"id":3,"method":"initialize","params":{"capabilities":{}}}
            < {"id":3,"error":{"code":-32601}}
            """
        );

    [Fact]
    public Task Configure_does_what_a_pushed_configuration_does() =>
        Check(
            """
            > {"id":1,"method":"route","params":{"task":"Rename x."}}
            < {"id":1,"result":{"source":"embedded"}}
            > {"id":2,"method":"configure","params":{"settings":{"router":{"cacheCapacity":7}}}}
            < {"id":2,"result":{}}
            > {"id":3,"method":"status"}
            < {"id":3,"result":{"generation":2,"capacity":7,"entries":0,"invalidations":{"configurationChanged":1}}}
            > {"id":4,"method":"configure","params":{"settings":{"shim":{"router":{"threshold":0.5}}}}}
            < {"id":4,"result":{}}
            > {"id":5,"method":"status"}
            < {"id":5,"result":{"generation":3,"capacity":256}}
            > {"id":6,"method":"configure","params":{"settings":null}}
            < {"id":6,"result":{}}
            > {"id":7,"method":"configure"}
            < {"id":7,"result":{}}
            > {"id":8,"method":"status"}
            < {"id":8,"result":{"generation":5,"capacity":256,"invalidations":{"configurationChanged":4}}}
            """
        );

    [Fact]
    public Task Nothing_is_sent_without_a_subscription_and_each_replaces_the_one_before() =>
        Check(
            """
            > {"id":1,"method":"switchModel","params":{"slug":"cheap"}}
            < {"id":1,"result":{"active":"cheap"}}
            > {"id":2,"method":"subscribe","params":{"events":["activeModelChanged","nonsense","routed"]}}
            < {"id":2,"result":{"events":["activeModelChanged","routed"]}}
            > {"id":3,"method":"switchModel","params":{"slug":"mid"}}
            < {"method":"activeModelChanged","params":{"workspaceFolder":"*","active":"mid","previous":"cheap","generation":3}}
            < {"id":3,"result":{"active":"mid"}}
            > {"id":4,"method":"route","params":{"task":"Rename x."}}
            < {"method":"routed","params":{"workspaceFolder":"*","decision":{"slug":"mid","source":"pinned"}}}
            < {"id":4,"result":{"slug":"mid"}}
            > {"id":5,"method":"subscribe","params":{"events":["availabilityChanged"]}}
            < {"id":5,"result":{"events":["availabilityChanged"]}}
            > {"id":6,"method":"switchModel","params":{"slug":"auto"}}
            < {"id":6,"result":{"active":"auto"}}
            > {"id":7,"method":"reportOutcome","params":{"slug":"mid","status":401}}
            < {"method":"availabilityChanged","params":{"workspaceFolder":"*","slug":"mid","availability":{"state":"unauthorized"}}}
            < {"id":7,"result":{"availability":{"state":"unauthorized"}}}
            > {"id":8,"method":"subscribe"}
            < {"id":8,"error":{"code":-32602,"data":{"path":"events"}}}
            """,
            notifications: ["activeModelChanged", "routed", "availabilityChanged"]
        );

    [Fact]
    public async Task Folders_are_opened_and_closed_by_request()
    {
        using var home = new Home();
        var (one, two) = (home.Folder("one"), home.Folder("two"));
        await using var server = ServerProcess.Plain(home, "--folder", one);
        await server.Client.FollowAsync(
            """
            > {"id":1,"method":"switchModel","params":{"workspaceFolder":"ONE","slug":"mid"}}
            < {"id":1,"result":{"active":"mid"}}
            > {"id":2,"method":"status","params":{"workspaceFolder":"TWO"}}
            < {"id":2,"error":{"code":1005,"data":{"workspaceFolder":"TWO"}}}
            > {"id":3,"method":"openFolder","params":{"workspaceFolder":"TWO"}}
            < {"id":3,"result":{}}
            > {"id":4,"method":"status","params":{"workspaceFolder":"URI"}}
            < {"id":4,"result":{"active":"auto","generation":1}}
            > {"id":5,"method":"status"}
            < {"id":5,"result":{"active":"mid","generation":2}}
            > {"id":6,"method":"openFolder","params":{"workspaceFolder":"ONE"}}
            < {"id":6,"result":{}}
            > {"id":7,"method":"closeFolder","params":{"workspaceFolder":"ONE"}}
            < {"id":7,"result":{}}
            > {"id":8,"method":"closeFolder","params":{"workspaceFolder":"ONE"}}
            < {"id":8,"error":{"code":1005}}
            > {"id":9,"method":"status"}
            < {"id":9,"result":{"active":"auto","generation":1}}
            > {"id":10,"method":"openFolder"}
            < {"id":10,"error":{"code":-32602,"data":{"path":"workspaceFolder"}}}
            > {"id":11,"method":"openFolder","params":{"workspaceFolder":"untitled:one"}}
            < {"id":11,"result":{}}
            > {"id":12,"method":"status","params":{"workspaceFolder":"untitled:one/"}}
            < {"id":12,"result":{"active":"auto","generation":1}}
            > {"id":13,"method":"openFolder","params":{"workspaceFolder":"file://elsewhere/x"}}
            < {"id":13,"error":{"code":-32602,"data":{"path":"workspaceFolder"}}}
            > {"id":14,"method":"closeFolder","params":{"workspaceFolder":"untitled:one"}}
            < {"id":14,"result":{}}
            """.Replace("ONE", one, StringComparison.Ordinal).Replace("TWO", two, StringComparison.Ordinal).Replace(
                "URI",
                Home.Uri(two),
                StringComparison.Ordinal
            )
        );
    }

    [Fact]
    public async Task The_option_models_wins_over_every_layer_and_a_missing_file_does_not_fall_through()
    {
        using var home = new Home();
        var named = home.Write("named.json", """{"models":["only-this"]}""");
        await using (var server = ServerProcess.Plain(home, "--models", named))
        {
            var listed = await server.Client.CallAsync("listModels");
            listed.At("catalog.sources").ToString().Should().Contain(named);
            listed.At("models").Each("model").Should().Equal("auto", "only-this");
        }

        await using (var server = ServerProcess.Plain(home, "--models", home.At("nothing.json")))
        {
            await server.Client.FollowAsync(
                """
                > {"id":1,"method":"route","params":{"task":"Rename x."}}
                < {"id":1,"error":{"code":1003,"data":{"problems":[{"code":"unreadableCatalog","severity":"error","message":"*",
                  "source":"*"}]}}}
                > {"id":2,"method":"switchModel","params":{"slug":"mid"}}
                < {"id":2,"error":{"code":1003,"data":{"problems":"*"}}}
                """
            );
        }
    }

    private static async Task Check(string transcript, params string[] notifications)
    {
        using var home = new Home();
        await using var server = ServerProcess.Plain(home);
        await server.Client.FollowAsync(transcript);
        await server.Client.EndInputAsync();
        (await server.ExitAsync()).Should().Be(0);
        server.Client.Heard.Select(message => message.Text("method")).OfType<string>().Should().Equal(notifications);
    }
}
