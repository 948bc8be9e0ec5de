using System.Net;
using System.Net.Http.Headers;
using ShimLsp.Mock;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Tests.Faults;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Serving;

/// <summary>What is refused before anything of a request is believed.</summary>
public sealed class AdmissionTests : IAsyncLifetime
{
    private GatewayWorld world = null!;

    public async Task InitializeAsync() =>
        world = await GatewayWorld.StartAsync(gatewayBlock: """{ "max_body_bytes": 4096, "max_in_flight": 1 }""");

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [Trait("Parity", "18")]
    [InlineData("GET", "/health")]
    [InlineData("GET", "/api/models")]
    [InlineData("HEAD", "/")]
    [InlineData("POST", "/v1/chat/completions")]
    public async Task A_foreign_host_name_is_refused_as_in_DNS_rebinding(string method, string path)
    {
        var reply = await world.AskAsync(
            method,
            path,
            method == "POST" ? "{}" : null,
            change: request => request.Headers.Host = "evil.test"
        );

        reply.Status.Should().Be(421);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:1")]
    [InlineData("127.0.0.1:80")]
    [InlineData("[::1]:80")]
    public async Task A_name_of_this_machine_is_served_at_any_port(string host) =>
        (await world.AskAsync("GET", "/api/models", change: request => request.Headers.Host = host)).Status.Should().Be(200);

    [Theory]
    [InlineData("https://evil.test", 403)]
    [InlineData("null", 403)]
    [InlineData("http://127.0.0.1:1", 403)]
    [InlineData("http://SELF.evil.test", 403)]
    [InlineData("http://SELF", 200)]
    public async Task A_page_of_another_origin_changes_nothing(string origin, int expected)
    {
        var reply = await world.AskAsync(
            "POST",
            "/api/switch",
            """{"slug":"mid"}""",
            change: request =>
                request.Headers.Add("Origin", origin.Replace("SELF", new Uri(world.Started.Url).Authority, StringComparison.Ordinal))
        );

        reply.Status.Should().Be(expected);
        reply.Headers.Keys.Should().NotContain(name => name.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
        (await world.AskAsync("GET", "/api/status")).Json.Text("active").Should().Be(expected == 200 ? "mid" : "auto");
    }

    [Fact]
    public async Task A_preflight_of_another_origin_is_told_nothing()
    {
        var reply = await world.AskAsync("OPTIONS", "/api/switch", token: "", change: request => request.Headers.Add("Origin", "null"));

        reply.Status.Should().Be(403);
        reply.Headers.Keys.Should().NotContain(name => name.StartsWith("Access-Control", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Guessing_is_slowed_down_and_a_valid_token_still_served()
    {
        var answers = new List<int>();
        for (var guess = 0; guess < 30; guess++)
        {
            answers.Add((await world.AskAsync("GET", "/api/models", token: $"shim_guess{guess}")).Status);
        }

        answers.Take(20).Should().OnlyContain(status => status == 401);
        answers.Skip(20).Should().OnlyContain(status => status == 429);
        (await world.AskAsync("GET", "/api/models", token: "shim_more")).Headers["Retry-After"].Should().Be("1");
        (await world.AskAsync("GET", "/api/models")).Status.Should().Be(200);
        world.Time.Advance(TimeSpan.FromSeconds(1));
        (await world.AskAsync("GET", "/api/models", token: "shim_later")).Status.Should().Be(401);
        await Eventually.Holds(() => world.Log.ToString().Contains("does not know", StringComparison.Ordinal), "it is logged");
        world.Log.ToString().Should().NotContain("guess");
    }

    [Fact]
    public async Task More_requests_at_once_than_a_token_may_have_are_told_when_to_try_again()
    {
        var gate = new Gate();
        world.Upstream["m-cheap"].Answers(Answer.Says("first").HeadersAfter(gate), Answer.Says("other"));
        var first = world.ChatAsync();
        await gate.HoldsAsync();

        var second = await world.AskAsync("POST", "/v1/chat/completions", GatewayWorld.ChatBody());
        second.Status.Should().Be(429);
        second.Headers["Retry-After"].Should().Be("1");
        second.Json.ShouldCover("""{"error":{"code":"rate_limit_exceeded"}}""");

        var other = world.Tokens.Make("local", FolderPath.Of(world.Home.Work)).Token!;
        world.Time.Advance(TimeSpan.FromMilliseconds(100));
        (await world.ChatAsync(other)).Should().Be("cheap", "it is another token");
        gate.Open();
        (await first).Should().Be("cheap");
        (await world.ChatAsync()).Should().Be("cheap", "its place is free again");
    }

    [Fact]
    public async Task Event_streams_take_no_place_of_a_request_and_are_limited_themselves()
    {
        var open = new List<HttpResponseMessage>();
        while (open.Count < 16)
        {
            open.Add(await world.OpenAsync("GET", "/api/events"));
        }

        (await world.ChatAsync()).Should().Be("cheap");
        var more = await world.AskAsync("GET", "/api/events");
        (more.Status, more.Json.Text("error.message")).Should().Be((429, "Too many event streams are open with this token. Close one."));

        open[0].Dispose();
        while ((await world.OpenAsync("GET", "/api/events")).StatusCode is HttpStatusCode.TooManyRequests) { }

        open.ForEach(one => one.Dispose());
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_refused_whether_its_length_is_told_or_not()
    {
        var large = $$"""{"task":"{{new string('x', 5000)}}"}""";

        (await world.AskAsync("POST", "/api/route", large)).Status.Should().Be(413);
        (await world.AskAsync("POST", "/api/route", large, change: request => request.Headers.TransferEncodingChunked = true))
            .Status.Should()
            .Be(413);
        (await world.AskAsync("POST", "/v1/chat/completions", large)).Status.Should().Be(413);
    }

    [Theory]
    [InlineData("HEAD", "/", 204)]
    [InlineData("HEAD", "/api/hello", 204)]
    [InlineData("HEAD", "/v1/chat/completions", 204)]
    [InlineData("HEAD", "/nothing", 404)]
    [InlineData("GET", "/health", 200)]
    [InlineData("GET", "/metrics", 401)]
    [InlineData("GET", "/", 401)]
    [InlineData("GET", "/page.js", 401)]
    [InlineData("GET", "/api/models", 401)]
    public async Task Only_health_and_warm_ups_need_no_token(string method, string path, int expected) =>
        (await world.AskAsync(method, path, token: "")).Status.Should().Be(expected);

    [Fact]
    [Trait("Parity", "20")]
    public async Task A_WebSocket_is_refused_with_the_status_on_which_Codex_falls_back_at_once() => (
            await world.AskAsync(
                "GET",
                "/v1/responses",
                token: "",
                change: request =>
                {
                    request.Headers.Connection.Add("Upgrade");
                    request.Headers.Upgrade.Add(new ProductHeaderValue("websocket"));
                }
            )
        ).Status.Should().Be(426);
}
