using System.Text.Json;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Classification;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Chat;

/// <summary>
/// Counts of tokens that cannot be true. They never lose a reply or a classifier's scores, and never become money: what they should have
/// told counts as not known.
/// </summary>
public class StrangeNumberTests
{
    private static readonly string?[] Strange =
    [
        "-1",
        "-5000000000",
        "1.5",
        "1e400",
        "-1e400",
        "1e18",
        "9223372036854775807",
        "9223372036854775808",
        "123456789012345678901234567890",
        "\"12\"",
        "\"\"",
        "true",
        "[]",
        "{}",
        "null",
        null,
    ];

    [Theory]
    [MemberData(nameof(ChatWorld.Shapes), MemberType = typeof(ChatWorld))]
    public async Task No_reply_is_lost_and_no_cost_is_made_up(string provider, bool streams)
    {
        await using var world = await ChatWorld.StartAsync(provider);
        foreach (var (counts, what) in StrangeCounts(provider))
        {
            world.Upstream["m-cheap"].Answers(Reply(provider, streams, "Hi", counts));
            var result = (await world.ChatAsync(streams)).At("result");
            result.ShouldCover("""{"slug":"cheap","text":"Hi","finishReason":"stop","cost":"-","usage":{"estimated":true}}""");
            (result.Number("usage.inputTokens"), result.Number("usage.outputTokens")).Should().Be((5, 1), what);
        }

        (await world.Client.CallAsync("status")).ShouldCover("""{"savings":{"spent":0,"baseline":0,"classifier":0,"net":0}}""");
    }

    [Theory]
    [MemberData(nameof(ChatWorld.Shapes), MemberType = typeof(ChatWorld))]
    public async Task A_strange_count_of_the_cache_leaves_the_others_true(string provider, bool streams)
    {
        await using var world = await ChatWorld.StartAsync(provider);
        foreach (var value in Strange.Append("1001").Where(value => value is not null))
        {
            var counts =
                provider == ChatWorld.Anthropic
                    ? $$"""{"input_tokens":1000,"output_tokens":100,"cache_creation_input_tokens":{{value}}}"""
                    : $$"""{"prompt_tokens":1000,"completion_tokens":100,"prompt_tokens_details":{"cached_tokens":{{value}}} }""";
            if (provider == ChatWorld.Anthropic && value == "1001")
            {
                continue; // there it counts beside the input, and so is true
            }

            world.Upstream["m-cheap"].Answers(Reply(provider, streams, "Hi", counts));
            (await world.ChatAsync(streams))
                .At("result")
                .ShouldCover(
                    """
                    {"text":"Hi","cost":0.0015,
                     "usage":{"inputTokens":1000,"outputTokens":100,"cachedInputTokens":"-","estimated":"-"}}
                    """
                );
        }
    }

    [Theory]
    [InlineData(ClassifierWorld.OpenAi)]
    [InlineData(ClassifierWorld.Anthropic)]
    public async Task No_score_is_lost_and_no_classification_costs_less_than_nothing(string provider)
    {
        await using var world = await ClassifierWorld.StartAsync(provider: provider);
        var shape = provider == ClassifierWorld.Anthropic ? ChatWorld.Anthropic : ChatWorld.OpenAi;
        foreach (var (counts, what) in StrangeCounts(shape))
        {
            world.Judge.Answers(Reply(shape, streams: false, """{"scores":{"cheap":0.4,"strong":0.95}}""", counts));
            (await world.RouteAsync(what)).Should().Be("strong classifier", what);
        }

        (await world.StatusAsync()).ShouldCover("""{"classifier":{"failures":0,"timeouts":0},"savings":{"classifier":0,"net":0}}""");
    }

    [Theory]
    [InlineData(ClassifierWorld.OpenAi)]
    [InlineData(ClassifierWorld.Anthropic)]
    public async Task A_score_that_is_not_a_number_of_the_scale_does_no_harm(string provider)
    {
        await using var world = await ClassifierWorld.StartAsync(provider: provider);
        foreach (
            var (strong, expected) in new[]
            {
                ("-1", "cheap classifier"), // it counts as 0
                ("1e400", "cheap classifier"),
                ("9223372036854775808", "strong classifier"), // at most 1
                ("\"0.95\"", "strong classifier"),
                ("\"NaN\"", "cheap classifier"),
                ("null", "cheap classifier"),
            }
        )
        {
            world.Judge.Answers(Answer.Says($$"""{"scores":{"cheap":0.4,"strong":{{strong}}} }"""));
            (await world.RouteAsync($"score {strong}")).Should().Be(expected, strong);
        }

        (await world.StatusAsync()).ShouldCover("""{"classifier":{"failures":0}}""");
    }

    /// <summary>Each strange value in the place of each count that is needed, and usage that is not an object.</summary>
    private static IEnumerable<(string Counts, string What)> StrangeCounts(string provider)
    {
        var (input, output) = provider == ChatWorld.Anthropic ? ("input_tokens", "output_tokens") : ("prompt_tokens", "completion_tokens");
        foreach (var value in Strange)
        {
            var (strangeInput, strangeOutput) = value is null ? ("", "") : ($"\"{input}\":{value}", $"\"{output}\":{value}");
            yield return ($"{{{Joined(strangeInput, $"\"{output}\":7")}}}", $"input {value}");
            yield return ($"{{{Joined($"\"{input}\":7", strangeOutput)}}}", $"output {value}");
            yield return ($"{{{Joined(strangeInput, strangeOutput)}}}", $"both {value}");
        }

        foreach (var usage in new[] { "null", "[]", "7", "\"many\"", "{}" })
        {
            yield return (usage, $"usage {usage}");
        }
    }

    private static string Joined(params string[] members) => string.Join(',', members.Where(member => member.Length > 0));

    private static Answer Reply(string provider, bool streams, string text, string usage)
    {
        var said = JsonSerializer.Serialize(text);
        return (provider, streams) switch
        {
            (ChatWorld.Anthropic, true) => Answer.Sends(
                "text/event-stream",
                $$"""
                data: {"type":"message_start","message":{"usage":{{usage}}} }

                data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":{{said}}} }

                data: {"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{{usage}}}

                data: {"type":"message_stop"}


                """
            ),
            (ChatWorld.Anthropic, false) => Answer.Sends(
                "application/json",
                $$"""{"content":[{"type":"text","text":{{said}}}],"stop_reason":"end_turn","usage":{{usage}}}"""
            ),
            (_, true) => Answer.Sends(
                "text/event-stream",
                $$"""
                data: {"choices":[{"index":0,"delta":{"content":{{said}}},"finish_reason":"stop"}]}

                data: {"choices":[],"usage":{{usage}}}

                data: [DONE]


                """
            ),
            _ => Answer.Sends(
                "application/json",
                $$"""{"choices":[{"index":0,"message":{"content":{{said}}},"finish_reason":"stop"}],"usage":{{usage}}}"""
            ),
        };
    }
}
