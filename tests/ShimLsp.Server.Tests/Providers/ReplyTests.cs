using ShimLsp.Core.Models;
using ShimLsp.Core.Upstream;
using ShimLsp.Mock;

namespace ShimLsp.Server.Tests.Providers;

/// <summary>What a model says comes out the same, whatever wire it came over.</summary>
public sealed class ReplyTests
{
    public static TheoryData<ModelProvider, bool> BothShapes { get; } =
        new()
        {
            { ModelProvider.OpenAI, true },
            { ModelProvider.OpenAI, false },
            { ModelProvider.Anthropic, true },
            { ModelProvider.Anthropic, false },
        };

    public static TheoryData<ModelWire, bool> EveryShape { get; } =
        new()
        {
            { ModelWire.Chat, true },
            { ModelWire.Chat, false },
            { ModelWire.Messages, true },
            { ModelWire.Messages, false },
            { ModelWire.Responses, true },
            { ModelWire.Responses, false },
        };

    [Theory]
    [MemberData(nameof(EveryShape))]
    public async Task Text_comes_in_order(ModelWire wire, bool streams)
    {
        await using var world = await World.StartAsync();
        world.Mock["m"].Answers(Answer.Says("Grüße", ", ", "世界", " 🙂\n").Takes(input: 100, output: 5, cached: 60));

        var (reply, events) = await world.AskAsync(world.Model(wire), streams);

        reply.Text.ToString().Should().Be("Grüße, 世界 🙂\n");
        reply.FinishReason.Should().Be("stop");
        reply.Usage.Should().Be(new TokenUsage(100, 60, 5));
        events.OfType<ChatEvent.Text>().Should().HaveCount(streams ? 4 : 1);
    }

    [Theory]
    [MemberData(nameof(EveryShape))]
    public async Task Calls_to_tools_come_piece_by_piece(ModelWire wire, bool streams)
    {
        await using var world = await World.StartAsync();
        world
            .Mock["m"]
            .Answers(
                Answer.Says("Let me see.") with
                {
                    ToolCalls = [new("call_1", "read", ["{\"path\":", "\"a.cs\"}"]), new("call_2", "list", ["{}"])],
                }
            );

        var (reply, events) = await world.AskAsync(world.Model(wire), streams);

        reply.Text.ToString().Should().Be("Let me see.");
        reply.ToolCalls.Should().Equal(new ToolCall("call_1", "read", "{\"path\":\"a.cs\"}"), new ToolCall("call_2", "list", "{}"));
        reply.FinishReason.Should().Be("tool_calls");
        events.OfType<ChatEvent.ToolCall>().Select(piece => piece.Index).Distinct().Should().Equal(0, 1);
        events.OfType<ChatEvent.ToolCall>().Count(piece => piece.Id is not null).Should().Be(2);
    }
}
