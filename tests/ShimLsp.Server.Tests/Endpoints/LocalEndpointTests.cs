using System.Net;
using System.Net.Sockets;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Chat;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Endpoints;

/// <summary>What a look at the endpoints on this machine finds, what it sends, and which endpoints it leaves alone.</summary>
public sealed class LocalEndpointTests : IAsyncLifetime
{
    private ChatWorld world = null!;

    public async Task InitializeAsync() => world = await ChatWorld.StartAsync(apiKey: "sk-canary-7731");

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task An_endpoint_that_accepts_connections_is_seen_and_is_sent_nothing()
    {
        (await StateOfAsync("cheap")).Should().Be("available");
        (await CheckAsync()).Should().Be("cheap, mid, strong");
        (await StateOfAsync("cheap")).Should().Be("available checked");
        world.Upstream.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("qwen3:8b", "available checked")]
    [InlineData("llama4", "available checked")] // Ollama takes it for llama4:latest
    [InlineData("qwen3:30b", "notFound: Ollama does not have this model. Run: ollama pull qwen3:30b")]
    public async Task Ollama_says_which_models_it_has(string model, string expected)
    {
        world.Upstream.Lists(
            "/api/tags",
            Answer.Sends("application/json", """{"models":[{"name":"qwen3:8b"},{"model":"llama4:latest"},7]}""")
        );
        await OpenAsync(Ollama(world.Upstream.Origin + "/v1", model));

        await CheckAsync();

        (await StateOfAsync("one")).Should().Be(expected);
        var request = await world.Upstream.NextRequestAsync();
        (request.Method, request.Target, request.Body, request.Header("Authorization")).Should().Be(("GET", "/api/tags", "", null));
    }

    [Theory]
    [InlineData("no list")]
    [InlineData("[]")]
    [InlineData("""{"models":{}}""")]
    public async Task What_answers_with_no_list_may_be_anything_so_only_the_connection_counts(string body)
    {
        world.Upstream.Lists("/api/tags", Answer.Sends("application/json", body));
        await OpenAsync(Ollama(world.Upstream.Origin, "qwen3:8b"));

        await CheckAsync();

        (await StateOfAsync("one")).Should().Be("available checked");
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("localhost")]
    public async Task Where_nothing_listens_the_model_is_failing_and_Auto_passes_it_over(string host)
    {
        await OpenAsync(Ollama($"http://{host}:{FreePort()}", "qwen3:8b"));

        (await CheckAsync()).Should().Be("one");

        (await StateOfAsync("one")).Should().Be("failing: nothing answers at its address");
        (await world.Client.RefusedAsync("route", """{"task":"x"}""")).ShouldCover("""{"code":1002}""");
    }

    [Theory]
    [InlineData("http://192.0.2.1:11434")]
    [InlineData("http://ollama.example:11434")]
    [InlineData("http://0.0.0.0:11434")]
    [InlineData("http://localhost.example:11434")]
    public async Task Other_machines_are_left_alone(string address)
    {
        await OpenAsync(Ollama(address, "qwen3:8b"));

        (await CheckAsync()).Should().BeEmpty();

        (await StateOfAsync("one")).Should().Be("available");
    }

    [Fact]
    public async Task A_setting_forbids_it()
    {
        await world.Client.CallAsync("configure", """{"settings":{"checkLocalEndpoints":false}}""");

        (await CheckAsync()).Should().BeEmpty();

        (await StateOfAsync("cheap")).Should().Be("available");
    }

    private static string Ollama(string baseUrl, string model) =>
        $$"""{"models":[{"slug":"one","model":"{{model}}","provider":"ollama","base_url":"{{baseUrl}}"}]}""";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task OpenAsync(string catalog)
    {
        var file = Path.Combine(Directory.CreateTempSubdirectory("shim-lsp-local-").FullName, "models.json");
        await File.WriteAllTextAsync(file, catalog);
        await world.Client.CallAsync("configure", $$$"""{"settings":{"modelsPath":{{{Json.Quote(file)}}}}}""");
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    private async Task<string> CheckAsync() =>
        string.Join(
            ", ",
            (await world.Client.CallAsync("checkLocalEndpoints")).GetProperty("checked").EnumerateArray().Select(slug => slug.GetString())
        );

    private async Task<string> StateOfAsync(string slug)
    {
        var list = await world.Client.CallAsync("listModels");
        var model = list.GetProperty("models").EnumerateArray().First(each => each.GetProperty("slug").GetString() == slug);
        var now = model.GetProperty("availability");
        var isChecked = now.TryGetProperty("checked", out var seen) && seen.GetBoolean();
        var reason = now.TryGetProperty("reason", out var why) ? $": {why.GetString()}" : "";
        return $"{now.GetProperty("state").GetString()}{(isChecked ? " checked" : "")}{reason}";
    }
}
