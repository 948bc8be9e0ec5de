using ShimLsp.Server.Tests.Gateway.Serving;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Work;

/// <summary>The list of models, in the shape that each client reads.</summary>
public sealed class ListTests : IAsyncLifetime
{
    private GatewayWorld world = null!;

    public async Task InitializeAsync() =>
        world = await WorkWorld.StartAsync(rowFields: ",\"max_context_limit\":64000,\"supports_images\":true");

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task OpenAIs_clients_get_a_list()
    {
        var reply = await world.AskAsync("GET", "/v1/models");

        reply.Json.Text("object").Should().Be("list");
        reply.Json.At("data").Each("id").Should().Equal("auto", "shim", "chat", "messages", "responses");
        reply.Json.At("data.2").ShouldCover("""{"id":"chat","object":"model","created":0,"owned_by":"*"}""");
    }

    [Fact]
    public async Task Claude_Code_gets_names_that_it_shows()
    {
        var reply = await world.AskAsync("GET", "/v1/models?limit=1000", change: Anthropic);

        reply.Json.At("data").Each("id").Should().Equal("claude-auto", "claude-shim", "claude-chat", "claude-messages", "claude-responses");
        reply.Json.ShouldCover("""{"has_more":false,"first_id":"claude-auto","last_id":"claude-responses"}""");
        foreach (var id in reply.Json.At("data").Each("id"))
        {
            var asked = await world.SendAsync("messages", WorkWorld.Body("messages", id!));
            asked.Headers.Should().NotContainKey("x-shim-warning", "each name on the list names a model");
        }
    }

    [Fact]
    [Trait("Parity", "12")]
    [Trait("Fault", "19")]
    public async Task Codex_gets_all_that_it_needs_to_know()
    {
        var reply = await world.AskAsync("GET", "/v1/models?client_version=0.171.0");

        var models = reply.Json.At("models").EnumerateArray().ToList();
        models.Select(model => model.Text("slug")).Should().Equal("auto", "shim", "chat", "messages", "responses");
        models.ForEach(model =>
            model.ShouldCover(
                """
                {"slug":"*","display_name":"*","supported_reasoning_levels":[],"shell_type":"*","visibility":"list","supported_in_api":true,
                 "priority":"*","support_verbosity":false,"truncation_policy":{"mode":"tokens","limit":10000},"base_instructions":"*",
                 "experimental_supported_tools":[],"apply_patch_tool_type":"freeform","context_window":64000,
                 "input_modalities":["text","image"],"use_responses_lite":false,"supports_search_tool":false,"tool_mode":"-"}
                """
            )
        );
    }

    [Fact]
    [Trait("Fault", "19")]
    public async Task Autos_window_is_the_largest_of_its_candidates()
    {
        await using var mixed = await WorkWorld.StartAsync(
            chatFields: ",\"max_context_limit\":8000",
            messagesFields: ",\"max_context_limit\":200000"
        );

        var reply = await mixed.AskAsync("GET", "/v1/models?client_version=0.171.0");

        reply.Json.At("models.0").ShouldCover("""{"slug":"auto","context_window":200000}""");
    }

    [Theory]
    [InlineData("/v1/models")]
    [InlineData("/v1/models?client_version=0.171.0")]
    public async Task A_list_that_a_client_has_is_not_sent_again(string path)
    {
        var first = await world.AskAsync("GET", path);
        var second = await world.AskAsync("GET", path, change: request => request.Headers.Add("If-None-Match", first.Headers["ETag"]));

        (second.Status, second.Body).Should().Be((304, ""));
    }

    [Theory]
    [InlineData("""{"model":"chat","messages":[{"role":"user","content":"Hello there, how are you today?"}]}""", 5, 12)]
    [InlineData(
        """{"model":"chat","messages":[{"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":"ok"}]}]}""",
        1,
        9
    )]
    [InlineData("""{"model":"chat","system":"Be brief.","messages":[],"tools":[{"name":"ls","input_schema":{"type":"object"}}]}""", 8, 25)]
    public async Task Tokens_are_counted_without_asking_a_model(string body, int least, int most)
    {
        var reply = await world.AskAsync("POST", "/v1/messages/count_tokens?beta=true", body);

        reply.Status.Should().Be(200, reply.Body);
        reply.Json.Number("input_tokens").Should().BeInRange(least, most);
        world.Upstream.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Tokens_of_no_request_are_not_counted()
    {
        var reply = await world.AskAsync("POST", "/v1/messages/count_tokens", """{"model":"chat"}""");

        reply.Status.Should().Be(400);
        reply.Json.Text("error.type").Should().Be("invalid_request_error");
    }

    private static void Anthropic(HttpRequestMessage request) => request.Headers.Add("anthropic-version", "2023-06-01");
}
