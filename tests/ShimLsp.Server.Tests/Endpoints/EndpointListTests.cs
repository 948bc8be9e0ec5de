using System.Text.Json;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Chat;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Endpoints;

/// <summary>An endpoint's list of models: where it is asked for, what is believed of it, and that the key goes nowhere else.</summary>
public sealed class EndpointListTests : IAsyncLifetime
{
    private const string Canary = "sk-canary-5512";
    private const string Generic = "generic-chat-completion-api";

    private ChatWorld world = null!;

    public async Task InitializeAsync() => world = await ChatWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData(Generic, "/v1", "/v1/models", "Authorization", "Bearer ")]
    [InlineData(Generic, "/v1/chat/completions", "/v1/models", "Authorization", "Bearer ")]
    [InlineData("openai", "/v1/responses", "/v1/models", "Authorization", "Bearer ")]
    [InlineData("anthropic", "", "/v1/models?limit=1000", "x-api-key", "")]
    [InlineData("anthropic", "/v1", "/v1/models?limit=1000", "x-api-key", "")]
    [InlineData("ollama", "", "/api/tags", "Authorization", "Bearer ")]
    [InlineData("ollama", "/v1", "/api/tags", "Authorization", "Bearer ")]
    [InlineData(Generic, "/v1?version=2", "/v1/models?version=2", "Authorization", "Bearer ")]
    public async Task Each_provider_is_asked_where_it_lists_with_the_key_that_was_given(
        string provider,
        string path,
        string asked,
        string header,
        string prefix
    )
    {
        Lists("""{"data":[{"id":"one"}]}""");

        (await ListAsync(provider, world.Upstream.Origin + path, Canary)).Should().Contain("\"model\":\"one\"");

        var request = await world.Upstream.NextRequestAsync();
        (request.Method, request.Target, request.Body).Should().Be(("GET", asked, ""));
        request.Header(header).Should().Be(prefix + Canary);
    }

    [Fact]
    public async Task Without_a_key_none_is_sent()
    {
        Lists("""{"models":[{"model":"qwen3-coder:30b"}]}""");

        await ListAsync("ollama", world.Upstream.Origin, key: null);

        (await world.Upstream.NextRequestAsync()).Header("Authorization").Should().BeNull();
    }

    [Theory]
    [InlineData("""["b","a"]""", """{"models":[{"model":"a"},{"model":"b"}]}""")]
    [InlineData("""{"data":[{"id":"a"},{"id":"a"}]}""", """{"models":[{"model":"a"}]}""")]
    [InlineData("""{"data":[]}""", """{"models":[]}""")]
    [InlineData(
        """{"data":[{"id":"a","display_name":"A","max_input_tokens":200000,"max_tokens":8192}]}""",
        """{"models":[{"model":"a","displayName":"A","contextWindow":200000,"maxOutputTokens":8192}]}"""
    )]
    [InlineData("""{"data":[{"id":"a","max_model_len":32768}]}""", """{"models":[{"model":"a","contextWindow":32768}]}""")]
    [InlineData(
        """
            {"data":[{"id":"a","context_length":1000,"top_provider":{"max_completion_tokens":50},
              "architecture":{"input_modalities":["text","image"]},
              "supported_parameters":["seed"],"pricing":{"prompt":"0.000001","completion":"5e-6","input_cache_read":"0.0000001"}}]}
            """,
        """
            {"models":[{"model":"a","contextWindow":1000,"maxOutputTokens":50,
              "pricing":{"input":1,"cachedInput":0.1,"output":5},"supportsImages":true,"supportsTools":false}]}
            """
    )]
    [InlineData(
        """{"data":[{"id":"a","capabilities":{"vision":true,"function_calling":true}}]}""",
        """{"models":[{"model":"a","supportsImages":true,"supportsTools":true}]}"""
    )]
    public async Task A_list_says_what_well_known_servers_say(string list, string expected)
    {
        Lists(list);
        (await ListAsync()).Should().Be(Compact(expected));
    }

    [Theory]
    [InlineData(
        """{"data":[7,null,{},{"id":7},{"id":""},{"id":" a"},{"id":["a"]},{"id":"a"}]}""",
        """{"models":[{"model":"a"}],"unreadable":7}"""
    )]
    [InlineData("""{"data":[{"id":"a\u0000b"},{"id":"a\u202eb"},{"id":"\ud800"},{"id":"a\nb"}]}""", """{"models":[],"unreadable":4}""")]
    [InlineData(
        """
            {"data":[{"id":"a","display_name":"\u202eA","context_length":-1,"max_tokens":1e99,
              "pricing":{"prompt":"free","completion":"1"}}]}
            """,
        """{"models":[{"model":"a"}]}"""
    )]
    [InlineData(
        """
            {"data":[{"id":"a","context_length":"1000","pricing":[],"architecture":"image",
              "supported_parameters":{"tools":1},"capabilities":7}]}
            """,
        """{"models":[{"model":"a"}]}"""
    )]
    [InlineData("""{"data":[{"id":"a","pricing":{"prompt":"-1","completion":"1e300"}}]}""", """{"models":[{"model":"a"}]}""")]
    public async Task What_lies_is_left_out(string list, string expected)
    {
        Lists(list);
        (await ListAsync()).Should().Be(Compact(expected));
    }

    [Fact]
    public async Task An_enormous_name_is_left_out()
    {
        Lists($$"""{"data":[{"id":"{{new string('x', 100_000)}}"},{"id":"{{new string('y', 200)}}"}]}""");
        (await ListAsync()).Should().Be($$"""{"models":[{"model":"{{new string('y', 200)}}"}],"unreadable":1}""");
    }

    [Fact]
    public async Task Of_a_list_that_nobody_can_look_through_the_first_ten_thousand_are_returned()
    {
        Lists($$"""{"data":[{{string.Join(',', Enumerable.Range(0, 10_007).Select(i => $$"""{"id":"m-{{i}}"}"""))}}]}""");
        var answer = JsonElement.Parse(await ListAsync());
        (answer.At("models").GetArrayLength(), answer.Number("left")).Should().Be((10_000, 7));
    }

    [Theory]
    [InlineData("application/json", "{", "network")]
    [InlineData("application/json", "7", "network")]
    [InlineData("application/json", """{"models":{"a":1}}""", "network")]
    [InlineData("text/html", "<p>Sign in", "network")]
    public async Task What_is_not_a_list_is_an_error(string type, string body, string status)
    {
        world.Upstream.Lists("/v1/models", Answer.Sends(type, body));
        (await RefusedAsync()).ShouldCover($$"""{"code":1007,"data":{"status":"{{status}}"} }""");
    }

    [Fact]
    public async Task A_list_that_is_too_long_to_hold_is_not_read()
    {
        world.Upstream.Lists("/v1/models", Answer.SendsHuge(17));
        (await RefusedAsync()).ShouldCover("""{"code":1007,"data":{"status":"network"}}""");
    }

    [Theory]
    [InlineData(401, "Key")]
    [InlineData(404, "This address lists no models (404)")]
    [InlineData(429, "Rate limited (429)")]
    [InlineData(503, "503")]
    public async Task A_refusal_says_what_to_do_and_never_the_key(int status, string words)
    {
        world.Upstream.Lists("/v1/models", Answer.Fails(status, $"Your key {Canary} is bad."));
        var error = await RefusedAsync();
        error.At("data.status").GetInt32().Should().Be(status);
        error.Text("message").Should().Contain(words).And.NotContain(Canary);
    }

    [Fact]
    public async Task Nobody_at_the_address_is_named_as_such()
    {
        var origin = world.Upstream.Origin;
        await world.Upstream.DisposeAsync();
        var error = await world.Client.RefusedAsync("listEndpointModels", Params(Generic, origin, Canary));
        error.ShouldCover("""{"code":1007,"data":{"status":"network"}}""");
        error.Text("message").Should().Be($"Connection refused at {origin}. Is the server running?");
    }

    [Fact]
    public async Task A_redirect_to_another_host_does_not_take_the_key_along()
    {
        await using var other = await MockUpstream.StartAsync();
        other.Lists("/stolen", Answer.Sends("application/json", """["a"]"""));
        world.Upstream.Lists("/v1/models", Answer.Redirects($"{other.Origin}/stolen"));

        await ListAsync();

        (await other.NextRequestAsync()).Headers.Values.Should().NotContain(value => value.Contains(Canary));
    }

    [Fact]
    public async Task A_caller_who_does_not_want_to_wait_gives_up()
    {
        world.Upstream.Lists("/v1/models", Answer.Hangs());
        var asked = await world.Client.BeginAsync("listEndpointModels", Params(Generic, world.Upstream.BaseUrl, Canary), id: "\"slow\"");
        await world.Upstream.NextRequestAsync();

        await world.Client.NotifyAsync("$/cancelRequest", """{"id":"slow"}""");

        (await asked).At("error").ShouldCover("""{"code":-32800}""");
    }

    [Theory]
    [InlineData("""{}""", "provider")]
    [InlineData("""{"provider":"acme"}""", "provider")]
    [InlineData("""{"provider":7}""", "provider")]
    [InlineData("""{"provider":"generic-chat-completion-api"}""", "baseUrl")]
    [InlineData("""{"provider":"openai","baseUrl":"ftp://a.example"}""", "baseUrl")]
    [InlineData("""{"provider":"openai","baseUrl":"file:///etc/passwd"}""", "baseUrl")]
    [InlineData("""{"provider":"openai","baseUrl":"\"}, {\"model\":\"x"}""", "baseUrl")]
    [InlineData("""{"provider":"openai","secret":" "}""", "secret")]
    [InlineData("""{"provider":"openai","secret":"sk-canary-5512\nX-Evil: 1"}""", "secret")]
    [InlineData("""{"provider":"openai","secret":7}""", "secret")]
    public async Task A_wrong_parameter_is_named_and_nothing_is_sent(string parameters, string path)
    {
        var error = await world.Client.RefusedAsync("listEndpointModels", parameters);
        error.ShouldCover($$"""{"code":-32602,"data":{"path":"{{path}}"} }""");
        error.GetRawText().Should().NotContain(Canary);
        world.Upstream.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task The_sample_adds_what_it_knows_of_a_model_at_its_own_address_alone()
    {
        // The sample's rows live at the providers' own addresses, and no test may ask those.
        Lists("""{"data":[{"id":"claude-haiku-5-5"}]}""");
        (await ListAsync("anthropic", world.Upstream.Origin, Canary)).Should().Be("""{"models":[{"model":"claude-haiku-5-5"}]}""");
    }

    [Theory]
    [InlineData("llama4:8b", """{"models":[{"model":"llama4:8b","pricing":{"input":0,"output":0}}]}""")]
    [InlineData("gpt-oss:120b-cloud", """{"models":[{"model":"gpt-oss:120b-cloud"}]}""")]
    public async Task A_model_that_runs_on_this_machine_costs_nothing(string name, string expected)
    {
        Lists($$"""{"models":[{"name":"{{name}}","model":"{{name}}"}]}""");
        (await ListAsync("ollama", world.Upstream.Origin, null)).Should().Be(expected);
    }

    private void Lists(string json)
    {
        foreach (var path in new[] { "/v1/models", "/api/tags" })
        {
            world.Upstream.Lists(path, Answer.Sends("application/json", json));
        }
    }

    private Task<string> ListAsync() => ListAsync(Generic, world.Upstream.BaseUrl, Canary);

    private async Task<string> ListAsync(string provider, string baseUrl, string? key) =>
        (await world.Client.CallAsync("listEndpointModels", Params(provider, baseUrl, key))).GetRawText();

    private Task<JsonElement> RefusedAsync() =>
        world.Client.RefusedAsync("listEndpointModels", Params(Generic, world.Upstream.BaseUrl, Canary));

    private static string Params(string provider, string baseUrl, string? key) =>
        $$"""{"provider":"{{provider}}","baseUrl":"{{baseUrl}}"{{(key is null ? "" : $",\"secret\":\"{key}\"")}}}""";

    private static string Compact(string json) => JsonSerializer.Serialize(JsonElement.Parse(json));
}
