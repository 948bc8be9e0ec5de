using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Tests.Faults;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Serving;

/// <summary>The contract over HTTP.</summary>
public sealed class ApiTests : IAsyncLifetime
{
    private GatewayWorld world = null!;

    public async Task InitializeAsync() => world = await GatewayWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Models_status_and_decisions_have_the_fields_of_the_wire()
    {
        (await world.AskAsync("GET", "/api/models")).Json.ShouldCover(
            """{"active":"auto","models":[{"slug":"auto"},{"slug":"cheap"},{},{}]}"""
        );
        (await world.AskAsync("POST", "/api/route", """{"task":"Rename n."}""")).Json.ShouldCover("""{"slug":"cheap","generation":1}""");
        (await world.AskAsync("GET", "/api/status")).Json.ShouldCover("""{"requests":1,"recent":[{"slug":"cheap"}]}""");
    }

    [Fact]
    [Trait("Parity", "4")]
    public async Task A_switch_is_remembered_and_clears_the_cache()
    {
        (await world.AskAsync("POST", "/api/switch", """{"slug":"mid"}""")).Json.ShouldCover(
            """{"active":"mid","previous":"auto","generation":2}"""
        );
        world.Home.StateFolder().Read(FolderPath.Of(world.Home.Work)).Active.Should().Be("mid");
        (await world.ChatAsync()).Should().Be("mid");
    }

    [Fact]
    public async Task Feedback_on_a_turn_moves_the_threshold_of_the_session_and_of_no_other()
    {
        var routed = await world.AskAsync("POST", "/api/route", """{"task":"Rename n."}""");
        var verdict = $$"""{"decisionId":"{{routed.Json.Text("decisionId")}}","verdict":"tooWeak"}""";
        var elsewhere = world.Tokens.Make("other", FolderPath.Of(world.Home.Work)).Token!;

        (await world.AskAsync("POST", "/api/feedback", verdict, elsewhere)).Status.Should().Be(404);
        (await world.AskAsync("POST", "/api/feedback", verdict)).Json.ShouldCover("""{"offset":0.4,"threshold":0.78,"unmoved":"-"}""");

        (await world.AskAsync("GET", "/api/status")).Json.ShouldCover("""{"feedback":{"offset":0.4,"tooWeak":1}}""");
        (await world.AskAsync("GET", "/api/status", token: elsewhere)).Json.ShouldCover("""{"feedback":"-"}""");
        (await world.AskAsync("POST", "/api/feedback", """{"reset":true}""")).Json.ShouldCover("""{"offset":0,"threshold":0.7}""");
    }

    [Fact]
    public async Task A_key_goes_to_the_session_of_its_token_and_to_no_other()
    {
        world.Home.WriteCatalog("""{"models":[{"slug":"keyed","model":"m","provider":"openai","api_key":"${secret:team}"}]}""");
        var elsewhere = world.Tokens.Make("other", FolderPath.Of(world.Home.Work)).Token!;
        await Eventually.Holds(async () => await StateAsync(null) == "missingCredential", "the new catalog is in force");

        var reply = await world.AskAsync("POST", "/api/credential", """{"name":"team","secret":"sk-of-the-team"}""");

        reply.Json.ShouldCover("""{"affected":["keyed"],"secret":"-","name":"-"}""");
        (await StateAsync(null)).Should().Be("available");
        (await StateAsync(elsewhere)).Should().Be("missingCredential");
        await world.AskAsync("POST", "/api/credential", """{"name":"team","secret":null}""");
        (await StateAsync(null)).Should().Be("missingCredential");
    }

    private async Task<string?> StateAsync(string? token) =>
        (await world.AskAsync("GET", "/api/models", token: token)).Json.At("models")[1].Text("availability.state");

    [Theory]
    [InlineData("POST", "/api/credential", "{}", 400, -32602)]
    [InlineData("POST", "/api/switch", """{"slug":"mdi"}""", 404, 1001)]
    [InlineData("POST", "/api/switch", "{}", 400, -32602)]
    [InlineData("POST", "/api/switch", """{"slug":7}""", 400, -32602)]
    [InlineData("POST", "/api/route", """{"task":"x","workspaceFolder":"/elsewhere"}""", 404, 1005)]
    [InlineData("POST", "/api/route", """{"task":"x","images":true,"candidates":["cheap"]}""", 503, 1002)]
    [InlineData("POST", "/api/feedback", "{}", 400, -32602)]
    [InlineData("POST", "/api/feedback", """{"decisionId":"x-1","verdict":"weak"}""", 400, -32602)]
    [InlineData("POST", "/api/feedback", """{"decisionId":"x-1","verdict":"tooWeak"}""", 404, 1006)]
    [InlineData("GET", "/api/nothing", null, 404, -32600)]
    [InlineData("DELETE", "/api/models", null, 404, -32600)]
    public async Task An_error_has_the_wires_code_and_a_fitting_status(string method, string path, string? body, int status, int code)
    {
        var reply = await world.AskAsync(method, path, body);

        (reply.Status, (int)reply.Json.Number("error.code")).Should().Be((status, code));
        reply.Json.Text("error.message").Should().NotBeNullOrEmpty();
    }

    [Fact]
    public async Task An_error_has_its_data() =>
        (await world.AskAsync("POST", "/api/switch", """{"slug":"mdi"}""")).Json.ShouldCover(
            """{"error":{"data":{"slug":"mdi","suggestions":["mid"]}}}"""
        );

    [Fact]
    public async Task Events_are_streamed_in_order_and_end_with_the_gateway()
    {
        using var response = await world.OpenAsync("GET", "/api/events");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        (await reader.ReadLineAsync()).Should().Be(": connected");

        await world.AskAsync("POST", "/api/switch", """{"slug":"mid"}""");
        await world.AskAsync("POST", "/api/route", """{"task":"Rename n."}""");
        (await LinesAsync(reader, 2))
            .Should()
            .SatisfyRespectively(
                name => name.Should().Be("event: activeModelChanged"),
                data => data.Should().StartWith("data: {").And.Contain("\"active\":\"mid\"")
            );
        (await LinesAsync(reader, 2))[0].Should().Be("event: routed");

        var rest = reader.ReadToEndAsync();
        await world.StopAsync();
        await rest.WaitAsync(ShimClient.Limit);
    }

    [Fact]
    public async Task A_stream_of_events_ends_with_its_token_and_tells_nothing_more()
    {
        var token = world.Tokens.Make("local", FolderPath.Of(world.Home.Work)).Token!;
        using var response = await world.OpenAsync("GET", "/api/events", token: token);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        (await LinesAsync(reader, 1)).Should().Equal(": connected");

        world.Tokens.Remove(token);
        world.Time.Advance(TimeSpan.FromMilliseconds(250));
        await world.AskAsync("POST", "/api/switch", """{"slug":"mid"}""");

        (await reader.ReadToEndAsync().WaitAsync(ShimClient.Limit)).Trim().Should().BeEmpty();
    }

    [Fact]
    public async Task Usage_is_of_one_token_beside_others_of_its_session()
    {
        var other = world.Tokens.Make("local", FolderPath.Of(world.Home.Work)).Token!;
        await world.ChatAsync(other);
        await world.ChatAsync(other);
        await world.ChatAsync();

        (await world.AskAsync("GET", "/api/usage", token: other)).Json.ShouldCover(
            """{"decisions":{"cheap":2},"spent":9.4E-05,"saved":0.000846}"""
        );
        (await world.AskAsync("GET", "/api/usage")).Json.ShouldCover("""{"decisions":{"cheap":1}}""");
        (await world.AskAsync("GET", "/api/status")).Json.ShouldCover("""{"decisions":{"cheap":3}}""");
    }

    [Fact]
    public async Task A_silent_stream_of_events_shows_that_it_is_alive()
    {
        using var response = await world.OpenAsync("GET", "/api/events");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync());
        (await LinesAsync(reader, 1)).Should().Equal(": connected");

        var next = LinesAsync(reader, 1);
        while (!next.IsCompleted)
        {
            world.Time.Advance(TimeSpan.FromSeconds(5));
            await Task.WhenAny(next, Task.Delay(10));
        }

        (await next).Should().Equal(": alive");
    }

    [Fact]
    public async Task Metrics_count_requests_decisions_and_cost()
    {
        await world.ChatAsync();
        await world.AskAsync("POST", "/v1/chat/completions", "[]");

        var reply = await world.AskAsync("GET", "/metrics");
        reply.Headers["Content-Type"].Should().StartWith("text/plain; version=0.0.4");
        reply
            .Body.Split('\n')
            .Should()
            .Contain("""shim_requests_total{shape="chat",status="200"} 1""")
            .And.Contain("""shim_requests_total{shape="chat",status="400"} 1""")
            .And.Contain("shim_requests_in_flight 1")
            .And.Contain("""shim_tokens_total{kind="input"} 12""")
            .And.Contain("""shim_tokens_total{kind="output"} 7""")
            .And.Contain(line => line.StartsWith("shim_decisions_total{model=\"cheap\"", StringComparison.Ordinal));
    }

    private static async Task<List<string>> LinesAsync(StreamReader reader, int count)
    {
        var lines = new List<string>();
        while (lines.Count < count)
        {
            if (await reader.ReadLineAsync().WaitAsync(ShimClient.Limit) is { Length: > 0 } line)
            {
                lines.Add(line);
            }
        }

        return lines;
    }
}
