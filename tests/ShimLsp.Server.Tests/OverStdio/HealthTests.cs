using System.Globalization;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OverStdio;

/// <summary>A model that fails is left at once and comes back by the clock, and neither costs a new scoring.</summary>
public class HealthTests
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private const string Route = """{"task":"Rename the variable."}""";

    [Fact]
    public async Task A_rate_limited_model_is_avoided_by_the_cached_route_and_returns_to_it()
    {
        using var home = new Home();
        await using var server = HostedServer.Lsp(home);
        await server.Client.InitializeAsync([home.Work]);
        (await server.Client.CallAsync("shim/route", Route)).ShouldCover("""{"slug":"cheap","source":"embedded"}""");

        var availability = await server.Client.CallAsync("shim/reportOutcome", """{"slug":"cheap","status":429,"retryAfterSeconds":1}""");
        availability.ShouldCover("""{"availability":{"state":"rateLimited","until":"*","reason":"*"}}""");
        availability.Text("availability.until").Should().MatchRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$");
        (await server.Client.HearAsync("shim/availabilityChanged"))
            .At("params")
            .ShouldCover(
                $$$"""
                {"workspaceFolder":"{{{Home.Uri(home.Work)}}}","slug":"cheap","availability":{"state":"rateLimited","until":"*"}}
                """
            );
        server.Time.Advance(TimeSpan.FromSeconds(0.9));
        (await server.Client.CallAsync("shim/route", Route)).ShouldCover(
            """
            {"slug":"mid","source":"cache","candidates":[{"slug":"mid","verdict":"chosen"},{"slug":"strong"},
              {"slug":"cheap","verdict":"rejected","rejection":"rateLimited"}]}
            """
        );

        // No request is needed to notice its return.
        var returns = server.Client.HearAsync("shim/availabilityChanged");
        await server.PassTimeUntilAsync(returns);
        (await returns).At("params").ShouldCover("""{"slug":"cheap","availability":{"state":"available"}}""");
        (await server.Client.CallAsync("shim/route", Route)).ShouldCover("""{"slug":"cheap","source":"cache"}""");
        (await server.Client.CallAsync("shim/status")).ShouldCover("""{"misses":1,"hits":2,"entries":1,"generation":1}""");
    }

    [Theory]
    [InlineData("shim/invalidateCache", "{}", "unauthorized")]
    [InlineData("shim/switchModel", """{"slug":"auto"}""", "unauthorized")]
    [InlineData("workspace/didChangeConfiguration", """{"settings":null}""", "available")]
    public async Task A_refused_key_stays_refused_until_something_that_may_have_mended_it(string method, string parameters, string state)
    {
        using var home = new Home();
        await using var server = ServerProcess.Lsp(home);
        await server.Client.InitializeAsync();
        await server.Client.CallAsync("shim/reportOutcome", """{"slug":"cheap","status":401}""");
        await (
            method.StartsWith("shim/", StringComparison.Ordinal)
                ? server.Client.CallAsync(method, parameters)
                : server.Client.NotifyAsync(method, parameters)
        );

        (await server.Client.CallAsync("shim/listModels")).ShouldCover(
            $$$"""
            {"models":[{"slug":"auto"},{"slug":"cheap","availability":{"state":"{{{state}}}"}},{},{}]}
            """
        );
    }

    [Fact]
    public async Task Three_failures_in_a_row_and_a_success_between_them_that_starts_over()
    {
        using var home = new Home();
        await using var server = ServerProcess.Plain(home);
        foreach (
            var (outcome, state) in new[]
            {
                ("\"status\":500", "available"),
                ("\"error\":\"timeout\"", "available"),
                ("\"status\":200", "available"),
                ("\"error\":\"network\"", "available"),
                ("\"status\":503", "available"),
                ("\"error\":\"timeout\"", "failing"),
                ("\"status\":200", "available"),
            }
        )
        {
            (await server.Client.CallAsync("reportOutcome", $$"""{"slug":"mid",{{outcome}}}"""))
                .At("availability")
                .Text("state")
                .Should()
                .Be(state, outcome);
        }

        (await server.Client.RefusedAsync("reportOutcome", """{"slug":"middle","status":200}""")).ShouldCover(
            """
            {"code":1001,"message":"*","data":{"slug":"middle","suggestions":["mid"]}}
            """
        );
    }

    [Theory]
    [InlineData(200, "available", null)]
    [InlineData(400, "available", null)]
    [InlineData(401, "unauthorized", null)]
    [InlineData(402, "outOfCredit", 15)]
    [InlineData(403, "available", null)] // without its body, it is taken for a refusal of this one request
    [InlineData(404, "notFound", 5)]
    [InlineData(410, "notFound", 5)]
    [InlineData(413, "available", null)]
    [InlineData(422, "available", null)]
    [InlineData(500, "available", null)] // the first of three
    public async Task A_status_that_a_client_reports_means_what_it_means_to_chat(int status, string state, int? minutes)
    {
        using var home = new Home();
        await using var server = HostedServer.Plain(home);

        var availability = (await server.Client.CallAsync("reportOutcome", $$"""{"slug":"mid","status":{{status}}}""")).At("availability");

        availability.Text("state").Should().Be(state);
        availability.TryGetProperty("until", out _).Should().Be(minutes is not null);
        if (minutes is { } wait)
        {
            server.Time.Advance(TimeSpan.FromMinutes(wait) - TimeSpan.FromSeconds(1));
            (await StateOf(server, "mid")).Should().Be(state);
            server.Time.Advance(TimeSpan.FromSeconds(1));
            (await StateOf(server, "mid")).Should().Be("available");
        }
    }

    [Theory]
    [InlineData(401, "unauthorized", "mid had its key rejected")]
    [InlineData(402, "outOfCredit", "mid is out of credit")]
    [InlineData(404, "notFound", "mid is unknown to its provider")]
    [InlineData(429, "rateLimited", "mid is rate limited")]
    public async Task If_no_model_is_left_the_error_says_why(int status, string rejection, string words)
    {
        using var home = new Home();
        await using var server = HostedServer.Plain(home);
        await server.Client.CallAsync("reportOutcome", $$"""{"slug":"mid","status":{{status}}}""");

        var error = await server.Client.RefusedAsync("route", """{"task":"Rename the variable.","candidates":["mid"]}""");

        error.Text("message").Should().Contain(words);
        error
            .At("data.candidates")
            .EnumerateArray()
            .Single(candidate => candidate.Text("slug") == "mid")
            .Text("rejection")
            .Should()
            .Be(rejection);
    }

    [Fact]
    public async Task A_model_that_Ollama_does_not_have_says_how_to_get_it()
    {
        const string Availability = """{"state":"notFound","reason":"Ollama does not have this model. Run: ollama pull qwen3:8b"}""";
        using var home = new Home("""{"models":[{"slug":"local","model":"qwen3:8b","provider":"ollama"}]}""");
        await using var server = HostedServer.Lsp(home);
        await server.Client.InitializeAsync([home.Work]);

        var reported = await server.Client.CallAsync("shim/reportOutcome", """{"slug":"local","status":404}""");

        reported.At("availability").ShouldCover(Availability);
        (await server.Client.HearAsync("shim/availabilityChanged")).At("params.availability").ShouldCover(Availability);
    }

    [Theory]
    [InlineData("\"retryAfter\":\"60\"", 60)]
    [InlineData("\"retryAfter\":\"soon\"", 5)] // no header that says anything: the first of the doubling pauses
    [InlineData("\"retryAfter\":60", 60)]
    [InlineData("\"retryAfter\":{}", 5)]
    [InlineData("\"retryAfterSeconds\":0.5", 0.5)]
    [InlineData("\"retryAfterSeconds\":7,\"retryAfter\":\"60\"", 7)]
    public async Task A_pause_is_as_long_as_the_header_says(string given, double seconds)
    {
        using var home = new Home();
        await using var server = ServerProcess.Plain(home);
        var before = Now;

        var availability = await server.Client.CallAsync("reportOutcome", $$"""{"slug":"mid","status":429,{{given}}}""");

        var until = DateTimeOffset.Parse(availability.Text("availability.until")!, CultureInfo.InvariantCulture);
        until.Should().BeOnOrAfter(before.AddSeconds(seconds)).And.BeOnOrBefore(Now.AddSeconds(seconds));
    }

    [Fact]
    public async Task A_pause_may_be_asked_for_as_an_HTTP_date()
    {
        using var home = new Home();
        await using var server = ServerProcess.Plain(home);
        var date = Now.AddHours(1);

        var availability = await server.Client.CallAsync(
            "reportOutcome",
            $$"""{"slug":"mid","status":429,"retryAfter":"{{date.ToString("R", CultureInfo.InvariantCulture)}}"}"""
        );

        DateTimeOffset
            .Parse(availability.Text("availability.until")!, CultureInfo.InvariantCulture)
            .Should()
            .BeCloseTo(date, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task A_conversation_keeps_its_model_and_a_switch_ends_that()
    {
        const string Turn = """{"task":"Rename the variable.","conversationId":"c","inputTokens":100000}""";
        using var home = new Home();
        await using var server = ServerProcess.Plain(home);
        await server.Client.CallAsync("reportOutcome", """{"slug":"cheap","status":429,"retryAfterSeconds":60}""");
        (await server.Client.CallAsync("route", Turn)).ShouldCover("""{"slug":"mid","source":"embedded"}""");
        await server.Client.CallAsync("reportOutcome", """{"slug":"cheap","status":200}""");

        (await server.Client.CallAsync("route", Turn)).ShouldCover(
            """
            {"slug":"mid","source":"affinity","candidates":[{"slug":"mid","verdict":"chosen"},{"slug":"cheap","verdict":"viable"},
              {"slug":"strong","verdict":"viable"}]}
            """
        );
        await server.Client.CallAsync("switchModel", """{"slug":"auto"}""");

        (await server.Client.CallAsync("route", Turn)).ShouldCover("""{"slug":"cheap","source":"embedded"}""");
    }

    private static async Task<string?> StateOf(HostedServer server, string slug) =>
        (await server.Client.CallAsync("listModels"))
            .At("models")
            .EnumerateArray()
            .Single(model => model.Text("slug") == slug)
            .Text("availability.state");
}
