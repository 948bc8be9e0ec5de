using ShimLsp.Mock;
using ShimLsp.Server.Tests.Chat;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Classification;

/// <summary>A classifier that fails is stood in for; what that says of its model is known from then on.</summary>
public sealed class FailureTests
{
    [Theory]
    [InlineData(401, "unauthorized")]
    [InlineData(403, "unauthorized")]
    [InlineData(429, "rateLimited")]
    public async Task A_refusal_is_reported_and_not_retried(int status, string state)
    {
        await using var world = await ClassifierWorld.StartAsync(Answer.Fails(status).EchoingCredentials());
        await world.Client.CallAsync("subscribe", """{"events":["availabilityChanged"]}""");

        (await world.RouteAsync("one")).Should().Be("cheap embedded");

        (await world.Client.HearAsync("availabilityChanged"))
            .At("params")
            .ShouldCover($$$"""{"slug":"judge","availability":{"state":"{{{state}}}"}}""");
        (await world.RouteAsync("two")).Should().Be("cheap embedded");
        world.Judge.Received.Should().Be(1);
        (await world.StatusAsync()).ShouldCover("""{"entries":0,"classifier":{"calls":1,"failures":1}}""");
        await world.RequireSilenceOnAsync(ClassifierWorld.Key);
    }

    [Fact]
    public async Task A_new_key_is_used_by_the_next_route()
    {
        await using var world = await ClassifierWorld.StartAsync();
        world.Judge.Answers(Answer.Fails(401), Answer.Scores(("strong", 1)));
        (await world.RouteAsync()).Should().Be("cheap embedded");

        await world.Client.CallAsync("setCredential", """{"name":"JUDGE_KEY","secret":"another-key-987"}""");

        (await world.RouteAsync()).Should().Be("strong classifier");
        world
            .Upstream.Requests.Select(request => request.Header("Authorization"))
            .Should()
            .Equal($"Bearer {ClassifierWorld.Key}", "Bearer another-key-987");
    }

    [Fact]
    public async Task One_that_is_too_slow_is_left_alone_for_a_while_and_counts_as_well()
    {
        await using var upstream = await MockUpstream.StartAsync();
        var judge = upstream["m-judge"];
        judge.Answers(Answer.Hangs());
        using var home = new Home(ClassifierWorld.Catalog(upstream.BaseUrl, ChatWorld.OpenAi, apiKey: null, "\"timeout\": 0.3"));
        await using var server = HostedServer.PlainThatAsksModels(home);

        var one = await server.Client.BeginAsync("route", """{"task":"one"}""");
        var request = await upstream.NextRequestAsync();
        server.Time.Advance(TimeSpan.FromSeconds(0.3));
        (await one).ShouldCover("""{"result":{"slug":"cheap","source":"embedded"}}""");
        (await request.Ended.WaitAsync(ShimClient.Limit)).Should().Be(AnswerEnd.ClientLeft, "a call that nobody waits for is ended");
        (await RouteAsync("two")).Should().Be("cheap embedded");

        judge.Received.Should().Be(1);
        (await server.Client.CallAsync("status")).ShouldCover("""{"entries":0,"classifier":{"calls":1,"failures":0,"timeouts":1}}""");
        (await server.Client.CallAsync("listModels"))
            .At("models")
            .EnumerateArray()
            .Should()
            .OnlyContain(model => model.At("availability.state").GetString() == "available");

        judge.Answers(Answer.Scores(("strong", 1)));
        await server.Client.CallAsync("configure", """{"settings":{}}""");
        (await RouteAsync("three")).Should().Be("strong classifier", "another configuration may have made it quick");

        async Task<string> RouteAsync(string task)
        {
            var decision = await server.Client.CallAsync("route", $$"""{"task":{{Json.Quote(task)}}}""");
            return $"{decision.Text("slug")} {decision.Text("source")}";
        }
    }

    [Fact]
    public async Task A_cancelled_route_cancels_the_call_upstream_at_once()
    {
        await using var world = await ClassifierWorld.StartAsync(Answer.Hangs());
        var answer = await world.Client.BeginAsync("route", """{"task":"one"}""", id: "77");
        var request = await world.Upstream.NextRequestAsync();

        await world.Client.NotifyAsync("$/cancelRequest", """{"id":77}""");

        (await answer).At("error.code").GetInt32().Should().Be(-32800);
        (await request.Ended.WaitAsync(ShimClient.Limit)).Should().Be(AnswerEnd.ClientLeft);
        (await world.StatusAsync()).ShouldCover("""{"classifier":{"calls":1,"failures":0,"timeouts":0}}""");
    }
}
