using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>
/// Follow-ups of a hard task stay on the model that the task needs: in each format, at any ratio of prices, with a context of any length,
/// with and without an id of the conversation. A new task is judged by itself.
/// </summary>
public sealed class FollowUpTests
{
    private const string Hard = "hard";
    private const string Easy = "Fix the typo in README.md";

    private static readonly string[] FollowUps =
    [
        "yes",
        "2",
        "continue",
        "ok go ahead",
        "still failing",
        "do the second one",
        "fix it",
        "same for the others",
        "try again with the other approach",
        "src/pool.go",
        "TypeError: x is not a function",
        "sí, continúa",
        "まだ動きません",
    ];

    public static TheoryData<string, int, int> Cases()
    {
        var cases = new TheoryData<string, int, int>();
        foreach (var format in new[] { "messages", "chat", "responses", "anthropic" })
        {
            foreach (var ratio in new[] { 2, 10, 100 })
            {
                foreach (var tokens in new[] { 2_000, 50_000, 200_000 })
                {
                    cases.Add(format, ratio, tokens);
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_follow_up_of_a_hard_task_stays(string format, int ratio, int tokens)
    {
        using var session = new TestSession(Catalog(ratio));
        foreach (var id in new[] { null, "a conversation" })
        {
            await session.DecideAsync(Request(format, tokens, id, ("user", Hard)));
            foreach (var followUp in FollowUps)
            {
                var decision = await session.DecideAsync(
                    Request(format, tokens, id, ("user", Hard), ("assistant", "I have changed it."), ("user", followUp))
                );

                decision.Model.Slug.Value.Should().Be("strong", $"'{followUp}' continues it, with {id ?? "no id"}");
                decision.Continues.Should().BeTrue();
                decision.Reason.Should().Be("continues: strong is the only one to reach 0.70: the test says so");
            }
        }
    }

    [Theory]
    [InlineData(2, 200_000)]
    [InlineData(10, 2_000)]
    [InlineData(100, 2_000)]
    [InlineData(100, 200_000)]
    public async Task A_follow_up_that_comes_as_a_task_alone_continues_what_the_session_remembers(int ratio, int tokens)
    {
        using var session = new TestSession(Catalog(ratio));
        var first = await session.DecideAsync(Alone(Hard, tokens));
        foreach (var followUp in FollowUps)
        {
            (await session.DecideAsync(Alone(followUp, tokens)))
                .Should()
                .BeEquivalentTo(
                    new
                    {
                        first.Model,
                        first.CacheKey,
                        first.Score,
                        Source = DecisionSource.Cache,
                        Continues = true,
                    }
                );
        }

        session.Embedded.Calls.Should().Be(1, "nothing but the task was scored");
        (await session.DecideAsync(Alone("yes", tokens) with { ConversationId = "another" })).Model.Slug.Value.Should().Be("cheap");
        (await session.DecideAsync(Alone("yes", tokens) with { ConversationId = null })).Continues.Should().BeFalse();
    }

    [Fact]
    public async Task What_the_session_remembers_outlives_the_cache_entry_and_needs_no_cache()
    {
        using var session = new TestSession(Catalog(10), new RouterSpec { CacheCapacity = 1 });
        await session.DecideAsync(Alone(Hard, 2_000));
        await session.DecideAsync("Sort the imports of a.py");

        var decision = await session.DecideAsync(Alone("yes", 2_000));
        decision.Should().BeEquivalentTo(new { Source = DecisionSource.Embedded, Continues = true });
        decision.Model.Slug.Value.Should().Be("strong");
        (await session.DecideAsync(Alone("go on", 2_000) with { NoCache = true })).Model.Slug.Value.Should().Be("strong");
        session.Embedded.Calls.Should().Be(2);
    }

    [Fact]
    public async Task What_drops_all_drops_what_is_remembered()
    {
        using var session = new TestSession(Catalog(10));
        await session.DecideAsync(Alone(Hard, 2_000));
        session.Session.Invalidate();

        (await session.DecideAsync(Alone("yes", 2_000)))
            .Should()
            .BeEquivalentTo(new { Continues = false, Source = DecisionSource.Embedded });
    }

    [Fact]
    public async Task With_an_id_a_new_and_easy_task_goes_down_only_if_leaving_pays()
    {
        using var session = new TestSession(Catalog(2));
        await session.DecideAsync(Alone(Hard, 2_000));
        (await session.DecideAsync(Alone(Easy, 200_000))).Source.Should().Be(DecisionSource.Affinity);
        (await session.DecideAsync(Alone(Easy, 100))).Model.Slug.Value.Should().Be("cheap");
        (await session.DecideAsync(Alone("yes", 100))).Model.Slug.Value.Should().Be("cheap", "it continues the easy task");
    }

    [Theory]
    [InlineData("messages")]
    [InlineData("responses")]
    public async Task Without_an_id_a_new_and_easy_task_is_judged_by_itself(string format)
    {
        using var session = new TestSession(Catalog(10));
        var decision = await session.DecideAsync(Request(format, 50_000, null, ("user", Hard), ("assistant", "Done."), ("user", Easy)));
        decision.Model.Slug.Value.Should().Be("cheap");
        decision.Continues.Should().BeFalse();
    }

    private static string Catalog(int ratio) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"cheap cost 1 price 1/0.1/1 score 0.80 hard 0.30 context 1000000\n"
                + $"strong cost {ratio} price {ratio}/{ratio / 10.0}/{ratio} score 0.95 hard 0.95 context 1000000"
        );

    private static RouteRequest Alone(string task, int tokens) =>
        new()
        {
            Task = task,
            InputTokens = tokens,
            ConversationId = "a conversation",
        };

    private static RouteRequest Request(string format, int tokens, string? id, params (string Role, string Text)[] turns)
    {
        var request = new RouteRequest { InputTokens = tokens, ConversationId = id };
        JsonArray Turns(string textType) =>
            [
                .. turns.Select(turn => new JsonObject
                {
                    ["role"] = turn.Role,
                    ["content"] =
                        textType.Length == 0
                            ? turn.Text
                            : new JsonArray(
                                new JsonObject { ["type"] = turn.Role == "user" ? textType : OfModel(textType), ["text"] = turn.Text }
                            ),
                }),
            ];
        return format switch
        {
            "messages" => request with { Messages = Element(Turns("")) },
            "chat" => request with { Body = Element(new JsonObject { ["model"] = "auto", ["messages"] = Turns("text") }) },
            "responses" => request with { Body = Element(new JsonObject { ["model"] = "auto", ["input"] = Turns("input_text") }) },
            _ => request with
            {
                Body = Element(
                    new JsonObject
                    {
                        ["max_tokens"] = 9,
                        ["system"] = "Be brief.",
                        ["messages"] = Turns("text"),
                    }
                ),
            },
        };
    }

    private static string OfModel(string textType) => textType == "input_text" ? "output_text" : textType;

    private static JsonElement Element(JsonNode node) => JsonElement.Parse(node.ToJsonString());
}
