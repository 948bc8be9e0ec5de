namespace ShimLsp.Server.Tests.Gateway.Serving;

/// <summary>What a client of the Python shim calls is served here too.</summary>
public sealed class PythonShimTests : IAsyncLifetime
{
    private GatewayWorld world = null!;

    public async Task InitializeAsync() => world = await GatewayWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [Trait("Parity", "1")]
    [InlineData("GET", "/health", null)]
    [InlineData("GET", "/v1/models", null)]
    [InlineData("POST", "/v1/chat/completions", """{"model":"codex-auto","messages":[{"role":"user","content":"Hi"}]}""")]
    [InlineData("POST", "/v1/messages", """{"model":"cheap","max_tokens":9,"messages":[{"role":"user","content":"Hi"}]}""")]
    [InlineData("POST", "/v1/responses", """{"model":"cheap","input":"Hi"}""")]
    [InlineData("POST", "/v1/responses/compact", """{"model":"cheap","input":"Hi"}""")]
    [InlineData("GET", "/api/models", null)]
    [InlineData("POST", "/api/switch", """{"slug":"mid"}""")]
    public async Task Its_paths_are_served(string method, string path, string? body) =>
        (await world.AskAsync(method, path, body)).Status.Should().Be(200);

    [Fact]
    [Trait("Parity", "2")]
    public async Task Health_says_nothing_of_what_is_behind_it() =>
        (await world.AskAsync("GET", "/health", token: ""))
            .Json.EnumerateObject()
            .Select(field => field.Name)
            .Should()
            .Equal("ok", "instance");

    [Theory]
    [Trait("Parity", "3")]
    [InlineData(null)]
    [InlineData("")] // a browser has no token
    public async Task Its_picker_leads_to_the_page(string? token)
    {
        var reply = await world.AskAsync("GET", "/picker", token: token);

        (reply.Status, reply.Headers["Location"]).Should().Be((303, "/"));
    }
}
