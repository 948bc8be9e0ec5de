using System.Text.Json;
using ShimLsp.Mock;
using ShimLsp.Server.Hosting.Files;
using ShimLsp.Server.Tests.Chat;
using ShimLsp.Server.Tests.Classification;
using ShimLsp.Server.Tests.Faults;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Serving;

/// <summary>The gateway keeps decisions, for one tenant of one workspace, and never serves one that something has made stale.</summary>
public sealed class StaleDecisionTests
{
    private const string Prompt = """{"task":"Rename n to count."}""";

    private static readonly TimeSpan UntilFilesAreLookedAt = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_switch_makes_it_stale_and_one_to_Auto_again_does_not_bring_it_back()
    {
        await using var world = await GatewayWorld.StartAsync();
        await RememberAsync(world);

        await world.AskAsync("POST", "/api/switch", """{"slug":"strong"}""");
        (await RouteAsync(world)).Should().Be("strong pinned");
        await world.AskAsync("POST", "/api/switch", """{"slug":"auto"}""");

        (await RouteAsync(world)).Should().Be("cheap embedded");
    }

    [Fact]
    public async Task A_rotated_key_makes_it_stale_and_the_new_one_is_sent()
    {
        await using var world = await GatewayWorld.StartAsync(catalogAt: url =>
            ChatWorld.Catalog(url, ChatWorld.OpenAi, "${file:the-key}")
        );
        await WriteKeyAsync(world, "old-key");
        await RememberAsync(world);

        await WriteKeyAsync(world, "new-key");

        (await RouteAsync(world)).Should().Be("cheap embedded");
        (await world.ChatAsync(model: "auto")).Should().Be("cheap");
        (await world.Upstream.NextRequestAsync()).Header("Authorization").Should().Be("Bearer new-key");
    }

    [Fact]
    public async Task A_model_that_died_makes_it_stale()
    {
        await using var world = await GatewayWorld.StartAsync();
        await RememberAsync(world);
        world.Upstream["m-cheap"].Answers(Answer.Fails(404));

        (await world.ChatAsync(model: "auto")).Should().Be("mid");

        (await RouteAsync(world)).Should().StartWith("mid ");
        (await world.ChatAsync(model: "auto")).Should().Be("mid");
        world.Upstream["m-cheap"].Received.Should().Be(1, "it is not asked again");
    }

    [Fact]
    public async Task Two_hundred_of_the_same_prompt_are_classified_once_for_each_tenant()
    {
        var gate = new Gate();
        await using var world = await GatewayWorld.StartAsync(
            gatewayBlock: """{ "max_in_flight": 300 }""",
            catalogAt: url => ClassifierWorld.Catalog(url, ClassifierWorld.OpenAi, null, "\"timeout_seconds\": 300")
        );
        world.Upstream["m-judge"].Answers(Answer.Scores(("cheap", 0.9), ("strong", 0.95)).HeadersAfter(gate));
        var other = world.Tokens.Make("other", FolderPath.Of(world.Home.Work)).Token!;

        var asked = Enumerable.Range(0, 200).Select(_ => world.ChatAsync(model: "auto")).ToArray();
        var theirs = world.ChatAsync(other, "auto");
        var waiting = JsonElement.Parse("""{"coalesced":199}""");
        await Eventually.Holds(
            async () => (await world.AskAsync("GET", "/api/status")).Json.Covers(waiting),
            "all but one wait for its decision"
        );
        await gate.HoldsAsync(2);
        gate.Open();

        (await Task.WhenAll(asked)).Should().OnlyContain(model => model == "cheap");
        (await theirs).Should().Be("cheap");
        world.Upstream["m-judge"].Received.Should().Be(2);
    }

    private static async Task RememberAsync(GatewayWorld world)
    {
        (await RouteAsync(world)).Should().Be("cheap embedded");
        (await RouteAsync(world)).Should().Be("cheap cache");
    }

    private static async Task<string> RouteAsync(GatewayWorld world)
    {
        var decision = (await world.AskAsync("POST", "/api/route", Prompt)).Json;
        return $"{decision.Text("slug")} {decision.Text("source")}";
    }

    private static async Task WriteKeyAsync(GatewayWorld world, string key)
    {
        var before = await GenerationAsync(world);
        world.Home.Write("config/shim-lsp/the-key", key);
        await Eventually.Holds(
            async () =>
            {
                world.Time.Advance(UntilFilesAreLookedAt);
                return await GenerationAsync(world) > before;
            },
            "the key is read"
        );
    }

    private static async Task<long> GenerationAsync(GatewayWorld world) =>
        (await world.AskAsync("GET", "/api/status")).Json.At("generation").GetInt64();
}
