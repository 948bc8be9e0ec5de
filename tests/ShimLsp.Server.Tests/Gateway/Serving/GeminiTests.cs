using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Serving;

/// <summary>The gateway does not serve Gemini's API. Its clients learn that at once, in their own format.</summary>
public sealed class GeminiTests : IAsyncLifetime
{
    private GatewayWorld world = null!;

    public async Task InitializeAsync() => world = await GatewayWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData("POST", "/v1beta/models/gemini-3-pro:streamGenerateContent?alt=sse")]
    [InlineData("POST", "/v1beta/models/gemini-3-pro:generateContent")]
    [InlineData("POST", "/v1beta/models/gemini-3-pro:countTokens")]
    [InlineData("POST", "/v1alpha/models/gemini-3-pro:generateContent")]
    [InlineData("POST", "/v1/models/gemini-3-pro:generateContent")]
    [InlineData("GET", "/v1beta/models")]
    public async Task It_is_refused_with_a_sentence_that_says_which_clients_work(string method, string path)
    {
        // Its client sends the token in a header that no other client has, so the refusal asks for none.
        var reply = await world.AskAsync(method, path, method == "POST" ? """{"contents":[]}""" : null, token: "");

        reply.Status.Should().Be(400);
        reply.Headers["Content-Type"].Should().StartWith("application/json");
        reply.Json.ShouldCover("""{"error":{"code":400,"status":"FAILED_PRECONDITION","message":"*"}}""");
        reply.Json.Text("error.message").Should().Contain("Claude Code").And.Contain("shim-lsp run");
        world.Upstream.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task A_foreign_host_is_refused_there_too() =>
        (await world.AskAsync("POST", "/v1beta/models/x:generateContent", "{}", change: request => request.Headers.Host = "evil.test"))
            .Status.Should()
            .Be(421);
}
