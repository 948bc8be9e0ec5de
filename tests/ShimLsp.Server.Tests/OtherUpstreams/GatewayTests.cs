using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Providers;

namespace ShimLsp.Server.Tests.OtherUpstreams;

/// <summary>
/// The Portkey gateway between <c>chat</c> and the mock. It passes each shape on, and translates between the two, in code that is not
/// ours.
/// </summary>
public sealed class GatewayTests
{
    /// <summary>The shape that chat speaks to the gateway, and the one that the gateway speaks to the mock.</summary>
    public static TheoryData<ModelProvider, ModelProvider, bool> Ways =>
        new()
        {
            { ModelProvider.GenericChatCompletionApi, ModelProvider.OpenAI, true },
            { ModelProvider.GenericChatCompletionApi, ModelProvider.OpenAI, false },
            { ModelProvider.GenericChatCompletionApi, ModelProvider.Anthropic, true },
            { ModelProvider.GenericChatCompletionApi, ModelProvider.Anthropic, false },
            { ModelProvider.Anthropic, ModelProvider.Anthropic, true },
            { ModelProvider.Anthropic, ModelProvider.Anthropic, false },
        };

    [PackagesTheory]
    [MemberData(nameof(Ways))]
    public async Task A_turn_passes_through(ModelProvider speaks, ModelProvider behind, bool streams)
    {
        await using var world = await World.StartAsync();
        await using var gateway = await NodeScript.StartAsync("gateway.mjs");
        var model = Through(gateway, world, speaks, behind);
        world
            .Mock["m"]
            .Answers(
                Answer.Says("Let me ", "look 😀.").Calls("call_1", "open", "{\"path\":", "\"a.py\"}").Takes(input: 40, output: 12),
                Answer.Says("It is ", "empty.").Takes(input: 60, output: 4)
            );

        var (first, _) = await world.AskAsync(model, streams, world.Body(Turn("")));
        first.Text.ToString().Should().Be("Let me look 😀.");
        first
            .ToolCalls.Select(call => (call.Id, call.Name, call.Arguments.ToString().Replace(" ", "", StringComparison.Ordinal)))
            .Should()
            .Equal(("call_1", "open", "{\"path\":\"a.py\"}"));
        first.FinishReason.Should().Be("tool_calls");
        first.Usage.Should().BeEquivalentTo(new { Input = 40L, Output = 12L });

        const string Loop = """
            ,{"role":"assistant","content":"Let me look.","tool_calls":[{"id":"call_1","type":"function","function":{"name":"open",
              "arguments":"{\"path\":\"a.py\"}"}}]},{"role":"tool","tool_call_id":"call_1","content":"(nothing)"}
            """;
        var (second, _) = await world.AskAsync(model, streams, world.Body(Turn(Loop)));
        second.Text.ToString().Should().Be("It is empty.");
        second.FinishReason.Should().Be("stop");

        await world.Mock.NextRequestAsync();
        (await world.Mock.NextRequestAsync()).Body.Should().Contain("(nothing)").And.Contain("call_1");
    }

    [PackagesTheory]
    [MemberData(nameof(Ways))]
    public async Task So_does_an_error(ModelProvider speaks, ModelProvider behind, bool streams)
    {
        await using var world = await World.StartAsync();
        await using var gateway = await NodeScript.StartAsync("gateway.mjs");
        var model = Through(gateway, world, speaks, behind);
        foreach (
            var (status, meaning) in new[]
            {
                (400, OutcomeMeaning.RequestWrong),
                (401, OutcomeMeaning.KeyRefused),
                (404, OutcomeMeaning.ModelNotFound),
                (429, OutcomeMeaning.RateLimited),
                (500, OutcomeMeaning.Failed),
                (503, OutcomeMeaning.RateLimited),
            }
        )
        {
            world.Mock["m"].Answers(Answer.Fails(status).RetryAfter("7").EchoingCredentials());
            var outcome = (await world.FailAsync(model, streams)).Outcome;
            (outcome.Status, outcome.Meaning).Should().Be((status, meaning));
            outcome.RetryAfter.Should().Be(TimeSpan.FromSeconds(7));
        }
    }

    [PackagesTheory]
    [InlineData(ModelProvider.GenericChatCompletionApi, ModelProvider.OpenAI)]
    [InlineData(ModelProvider.GenericChatCompletionApi, ModelProvider.Anthropic)]
    [InlineData(ModelProvider.Anthropic, ModelProvider.Anthropic)]
    public async Task A_stream_that_breaks_off_behind_it_is_no_success(ModelProvider speaks, ModelProvider behind)
    {
        await using var world = await World.StartAsync();
        await using var gateway = await NodeScript.StartAsync("gateway.mjs");
        foreach (var answer in new[] { Answer.Says("one ", "two").DropsAfter(1), Answer.Says("one ", "two").EndsAfter(1) })
        {
            world.Mock["m"].Answers(answer);
            (await world.FailAsync(Through(gateway, world, speaks, behind), streams: true))
                .Outcome.Meaning.Should()
                .Be(OutcomeMeaning.Failed);
        }
    }

    private static ModelSpec Through(NodeScript gateway, World world, ModelProvider speaks, ModelProvider behind) =>
        world.Model(
            speaks,
            baseUrl: gateway.Address + "/v1",
            headers:
            [
                ("x-portkey-provider", behind is ModelProvider.Anthropic ? "anthropic" : "openai"),
                ("x-portkey-custom-host", world.Mock.BaseUrl),
            ]
        );

    private static string Turn(string more) =>
        $$$"""
            {"messages":[{"role":"user","content":"Open a.py."}{{{more}}}],"max_tokens":100,"tools":[{"type":"function",
              "function":{"name":"open","parameters":{"type":"object","properties":{"path":{"type":"string"} } } } }]}
            """;
}
