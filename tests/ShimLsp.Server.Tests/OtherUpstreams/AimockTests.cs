using System.Text.Json;
using ShimLsp.Core.Models;
using ShimLsp.Server.Tests.Providers;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.OtherUpstreams;

/// <summary>aimock, a server of all shapes that is not ours, with the fixtures that come in its package and some of the test's.</summary>
public sealed class AimockTests
{
    private const string Own = """
        {"fixtures":[
          {"match":{"userMessage":"both"},"response":{"content":"I will look 😀.","toolCalls":[
            {"id":"call_a","name":"open","arguments":"{\"path\":\"a.py\"}"},{"id":"call_b","name":"list","arguments":"{}"}]}},
          {"match":{"userMessage":"think"},"response":{"content":"Done.","reasoning":"Let me think about it."}},
          {"match":{"userMessage":"cut"},"response":{"content":"This text is longer than one chunk."},"truncateAfterChunks":2},
          {"match":{"userMessage":"limit"},"response":{"error":{"message":"Slow down","type":"rate_limit_error"},
            "status":429,"retryAfter":9}},
          {"match":{"userMessage":"flagged"},"response":{"error":{"message":"Input was flagged","type":"moderation"},"status":403}}
        ]}
        """;

    public static TheoryData<ModelWire, bool> EveryShape => ReplyTests.EveryShape;

    [PackagesTheory]
    [MemberData(nameof(EveryShape))]
    public async Task The_fixtures_of_its_package_are_read_as_they_are_written(ModelWire wire, bool streams)
    {
        string[] files =
        [
            .. new[] { "example-greeting.json", "example-multi-turn.json", "examples/llm/blocks-tool-first.json" }
                .Append("examples/llm/streaming-physics.json")
                .Select(file => Path.Combine(NodeScript.Folder, "node_modules", "@copilotkit", "aimock", "fixtures", file)),
        ];
        await using var world = await World.StartAsync();
        await using var aimock = await NodeScript.StartAsync("aimock.mjs", files);
        var asked = 0;
        foreach (
            var fixture in files.SelectMany(file => JsonElement.Parse(File.ReadAllText(file)).GetProperty("fixtures").EnumerateArray())
        )
        {
            if (fixture.Text("match.userMessage") is not { } message)
            {
                continue;
            }

            var (reply, _) = await world.AskAsync(Model(world, aimock, wire), streams, Saying(world, message));
            var (text, calls) = Expected(fixture.GetProperty("response"));
            reply.Text.ToString().Should().Be(text, message);
            reply.ToolCalls.Select(call => $"{call.Name} {Compact(call.Arguments)}").Should().Equal(calls, message);
            reply.FinishReason.Should().Be(calls.Length > 0 ? "tool_calls" : "stop", message);
            asked++;
        }

        asked.Should().BeGreaterThan(3);
    }

    [PackagesTheory]
    [MemberData(nameof(EveryShape))]
    public async Task Calls_thoughts_errors_and_broken_streams(ModelWire wire, bool streams)
    {
        using var home = new Home();
        await using var world = await World.StartAsync();
        await using var aimock = await NodeScript.StartAsync("aimock.mjs", home.Write("own.json", Own));
        var model = Model(world, aimock, wire);

        var (both, _) = await world.AskAsync(model, streams, Saying(world, "both"));
        both.Text.ToString().Should().Be("I will look 😀.");
        both.ToolCalls.Select(call => $"{call.Id} {call.Name} {Compact(call.Arguments)}")
            .Should()
            .Equal("call_a open {\"path\":\"a.py\"}", "call_b list {}");

        var (thought, events) = await world.AskAsync(model, streams, Saying(world, "think"));
        thought.Text.ToString().Should().Be("Done.");
        string.Concat(events.OfType<Core.Upstream.ChatEvent.Reasoning>().Select(piece => piece.Value))
            .Should()
            .Be("Let me think about it.");
        thought.ProviderData!.Value.GetRawText().Should().Contain("Let me think about it.");

        var limited = (await world.FailAsync(model, streams, Saying(world, "limit"))).Outcome;
        (limited.Status, limited.RetryAfter).Should().Be((429, TimeSpan.FromSeconds(9)));
        var flagged = (await world.FailAsync(model, streams, Saying(world, "flagged"))).Outcome;
        (flagged.Status, flagged.Meaning).Should().Be((403, Core.Health.OutcomeMeaning.ContentRefused));
        if (streams)
        {
            (await world.FailAsync(model, streams, Saying(world, "cut"))).Outcome.Meaning.Should().Be(Core.Health.OutcomeMeaning.Failed);
        }
    }

    private static (string Text, string[] Calls) Expected(JsonElement response)
    {
        var blocks = response.TryGetProperty("blocks", out var given) ? given.EnumerateArray().ToList() : [];
        var calls = response.TryGetProperty("toolCalls", out var listed)
            ? listed.EnumerateArray()
            : blocks.Where(block => block.Text("type") == "toolCall");
        return (
            response.Text("content") ?? string.Concat(blocks.Select(block => block.Text("text"))),
            [
                .. calls.Select(call =>
                    $"{call.Text("name")} {Compact(call.Text("arguments") ?? call.GetProperty("arguments").GetRawText())}"
                ),
            ]
        );
    }

    private static ModelSpec Model(World world, NodeScript aimock, ModelWire wire) => world.Model(wire, baseUrl: aimock.Address + "/v1");

    private static Core.Upstream.IChat Saying(World world, string message) =>
        world.Chat($$"""[{"role":"user","content":{{JsonSerializer.Serialize(message)}}}]""");

    private static string Compact(string json) => JsonSerializer.Serialize(JsonElement.Parse(json));
}
