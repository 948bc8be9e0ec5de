using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Tests.Gateway.Serving;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Shared;

/// <summary>Two gateways with a real Redis between them.</summary>
public sealed class SharedGatewayTests
{
    [InstalledFact("redis-server")]
    public async Task A_switch_in_one_is_in_force_in_the_other_before_it_is_answered()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var pair = await Pair.StartAsync(redis);

        foreach (var (slug, at) in new[] { "strong", "mid", "cheap", "strong" }.Select((slug, at) => (slug, at)))
        {
            await pair.JoinedAsync(at % 2, "POST", "/api/switch", $$"""{"slug":"{{slug}}"}""");

            var reply = await pair.JoinedAsync(1 - (at % 2), "POST", "/v1/chat/completions", GatewayWorld.ChatBody());
            reply.Headers["x-shim-model"].Should().Be(slug);
            (await pair.JoinedAsync(1 - (at % 2), "GET", "/api/models")).Json.Text("active").Should().Be(slug);
        }
    }

    [InstalledFact("redis-server")]
    public async Task Without_it_each_goes_on_alone_and_says_so_and_then_the_newest_switch_wins()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var pair = await Pair.StartAsync(redis);
        (await pair.AskAsync(0, "GET", "/health")).Json.Text("shared").Should().Be("joined");
        await redis.KillAsync();

        var alone = await pair.AskAsync(0, "POST", "/api/switch", """{"slug":"strong"}""");
        alone.Status.Should().Be(200);
        alone.Headers["x-shim-shared"].Should().Be("alone");
        (await pair.AskAsync(0, "GET", "/health")).Json.Text("shared").Should().Be("alone");
        (await pair.AskAsync(1, "POST", "/v1/chat/completions", GatewayWorld.ChatBody())).Status.Should().Be(200);

        await redis.RestartAsync();
        using var patience = new CancellationTokenSource(ShimClient.Limit);
        while (
            (await pair.AskAsync(0, "GET", "/health")).Json.Text("shared") != "joined"
            || (await pair.AskAsync(1, "GET", "/health")).Json.Text("shared") != "joined"
        )
        {
            await Task.Delay(20, patience.Token);
        }

        await pair.JoinedAsync(0, "GET", "/api/models");
        (await pair.JoinedAsync(1, "POST", "/v1/chat/completions", GatewayWorld.ChatBody())).Headers["x-shim-model"].Should().Be("strong");
        pair.Log(0).Should().Contain("Shared state: alone").And.Contain("Shared state: joined");
    }

    [Fact]
    public async Task Without_the_setting_nothing_says_anything_of_it()
    {
        await using var world = await GatewayWorld.StartAsync();

        (await world.AskAsync("GET", "/health")).Body.Should().NotContain("shared");
        (await world.AskAsync("GET", "/api/models")).Headers.Should().NotContainKey("x-shim-shared");
    }

    /// <summary>Two gateways of one workspace, each with its own home.</summary>
    private sealed class Pair(GatewayWorld[] worlds, string[] tokens) : IAsyncDisposable
    {
        public static async Task<Pair> StartAsync(RedisServer redis)
        {
            var block = $$"""{ "shared": "{{redis.Url}}" }""";
            GatewayWorld[] worlds =
            [
                await GatewayWorld.StartAsync(gatewayBlock: block),
                await GatewayWorld.StartAsync(gatewayBlock: block),
            ];
            var folder = FolderPath.Of(worlds[0].Home.Work);
            return new(worlds, [.. worlds.Select(world => world.Tokens.Make("team", folder).Token!)]);
        }

        public Task<Reply> AskAsync(int at, string method, string path, string? body = null) =>
            worlds[at].AskAsync(method, path, body, tokens[at]);

        /// <summary>The same, asked again until the answer was shared: a busy machine takes longer than a request waits.</summary>
        public async Task<Reply> JoinedAsync(int at, string method, string path, string? body = null)
        {
            using var patience = new CancellationTokenSource(ShimClient.Limit);
            while (true)
            {
                var reply = await AskAsync(at, method, path, body);
                reply.Status.Should().Be(200);
                if (reply.Headers["x-shim-shared"] == "joined")
                {
                    return reply;
                }

                await Task.Delay(20, patience.Token);
            }
        }

        public string Log(int at) => worlds[at].Log.ToString();

        public async ValueTask DisposeAsync()
        {
            foreach (var world in worlds)
            {
                await world.DisposeAsync();
            }
        }
    }
}
