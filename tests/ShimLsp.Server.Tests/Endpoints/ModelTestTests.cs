using ShimLsp.Mock;
using ShimLsp.Server.Tests.Chat;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Endpoints;

/// <summary>The smallest real question to a model that no catalog has yet.</summary>
public sealed class ModelTestTests : IAsyncLifetime
{
    private const string Canary = "sk-canary-5512";

    private ChatWorld world = null!;

    public async Task InitializeAsync() => world = await ChatWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData(ChatWorld.OpenAi, "Authorization", "Bearer sk-canary-5512")]
    [InlineData(ChatWorld.Anthropic, "x-api-key", Canary)]
    public async Task A_model_that_answers_works(string provider, string header, string value)
    {
        (await world.Client.CallAsync("testModel", Params(provider, "new"))).ShouldCover("""{"milliseconds":"*"}""");

        var request = await world.Upstream.NextRequestAsync();
        (request.Model, request.Header(header)).Should().Be(("new", value));
    }

    [Theory]
    [InlineData(401, 401)]
    [InlineData(402, 402)]
    [InlineData(404, 404)]
    [InlineData(500, 500)]
    public async Task One_that_does_not_says_why_and_never_the_key(int status, int expected)
    {
        world.Upstream["new"].Answers(Answer.Fails(status, $"Your key {Canary} is bad."));

        var error = await world.Client.RefusedAsync("testModel", Params(ChatWorld.OpenAi, "new"));

        error.ShouldCover($$"""{"code":1007,"data":{"status":{{expected}} } }""");
        error.GetRawText().Should().NotContain(Canary);
    }

    [Fact]
    public async Task It_leaves_no_trace_in_the_session()
    {
        world.Upstream["m-cheap"].Answers(Answer.Fails(401), Answer.Says("Hi."));
        await world.Client.RefusedAsync("testModel", Params(ChatWorld.OpenAi, "m-cheap"));

        (await world.Client.CallAsync("status")).ShouldCover("""{"generation":1,"requests":0,"decisions":{}}""");
        (await world.Client.CallAsync("listModels"))
            .At("models")
            .Each("availability.state")
            .Should()
            .OnlyContain(state => state == "available");
    }

    [Theory]
    [InlineData("""{"provider":"ollama"}""")]
    [InlineData("""{"provider":"ollama","model":" "}""")]
    public async Task It_needs_a_model(string parameters) =>
        (await world.Client.RefusedAsync("testModel", parameters)).ShouldCover("""{"code":-32602,"data":{"path":"model"}}""");

    private string Params(string provider, string model) =>
        $$"""{"provider":"{{provider}}","baseUrl":"{{world.Upstream.BaseUrl}}","model":"{{model}}","secret":"{{Canary}}"}""";
}
