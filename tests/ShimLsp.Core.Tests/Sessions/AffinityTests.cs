using System.Globalization;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>
/// A conversation, turn by turn: <c>easy</c> and <c>hard</c> are tasks with 10,000 tokens of context, <c>easy/99</c> has 99. A turn's
/// result is the model, with a star if the conversation kept it. Every model answers with 1,000 tokens.
/// </summary>
public sealed class AffinityTests
{
    /// <summary>
    /// In thousandths of a dollar: strong with its context cached costs 5 + 5 a turn, cheap with all of it read again 10 + 1.
    /// </summary>
    private const string StayingPays = """
        cheap   cost 1  price 1/0.1/1  score 0.80  hard 0.30
        strong  cost 9  price 5/0.5/5  score 0.95  hard 0.95
        """;

    [Theory]
    [InlineData("easy easy", "cheap cheap")] // the conversation's model is the one that would be chosen
    [InlineData("easy hard", "cheap strong")] // not good enough any more: up
    [InlineData("easy hard easy easy", "cheap strong strong* strong*")]
    [InlineData("hard easy/1000", "strong cheap")] // little to read anew: 0.5 + 5 against 1 + 1
    [InlineData("hard easy easy/1000 easy", "strong strong* cheap cheap")]
    public Task A_conversation_keeps_its_model_while_that_is_good_enough_and_leaving_it_does_not_pay(string turns, string expected) =>
        Check(StayingPays, turns, expected);

    [Theory]
    [InlineData("0.59", "strong strong*")]
    [InlineData("0.6", "strong strong*")] // 6 + 5 against 10 + 1: as dear is not cheaper
    [InlineData("0.61", "strong cheap")]
    public Task It_moves_down_only_if_the_next_turn_is_cheaper(string cachedInput, string expected) =>
        Check(
            $"""
            cheap   cost 1  price 1/0.1/1            score 0.80  hard 0.30
            strong  cost 9  price 5/{cachedInput}/5  score 0.95  hard 0.95
            """,
            "hard easy",
            expected
        );

    [Fact]
    public Task A_price_list_without_cached_input_promises_no_discount() =>
        Check(
            """
            cheap   cost 1  price 1/1  score 0.80  hard 0.30
            strong  cost 9  price 5/5  score 0.95  hard 0.95
            """,
            "hard easy",
            "strong cheap"
        );

    [Theory]
    [InlineData("cost 5", "strong strong*")] // 5 * (0.1 * 10 + 1) against 10 + 1
    [InlineData("cost 5.5", "strong strong*")]
    [InlineData("cost 6", "strong cheap")]
    [InlineData("cost 5  price 90/90/90", "strong strong*")] // dollars are not compared with the catalog's own unit
    public Task If_a_price_is_missing_relative_cost_decides_and_cached_input_counts_a_tenth(string strong, string expected) =>
        Check(
            $"""
            cheap   cost 1    score 0.80  hard 0.30
            strong  {strong}  score 0.95  hard 0.95
            """,
            "hard easy",
            expected
        );

    [Fact]
    public Task An_answer_is_as_long_as_the_model_s_limit_allows() =>
        Check(
            """
            cheap   cost 1  price 1/0.1/1  score 0.80  hard 0.30
            strong  cost 9  price 5/0.9/5  score 0.95  hard 0.95  output 100
            """,
            "hard easy",
            "strong strong*"
        ); // 9 + 0.5 against 10 + 1; with 1,000 tokens it would be 9 + 5

    [Fact]
    public Task If_no_model_is_good_enough_the_best_takes_the_turn_whichever_had_the_conversation() =>
        Check(
            """
            cheap   cost 1  score 0.80  hard 0.30
            strong  cost 5  score 0.60  hard 0.60
            """,
            "easy hard easy",
            "cheap strong cheap"
        );

    [Fact]
    public Task Without_a_usable_score_the_fallback_is_chosen() =>
        Check(
            """
            cheap   cost 1  score 0.80  hard 0
            third   cost 5  score 0.10  hard 0
            """,
            "easy hard easy",
            "cheap third third*",
            new RouterSpec { Threshold = 0, Default = new("third") }
        );

    [Fact]
    public Task With_affinity_none_each_turn_is_routed_for_itself() =>
        Check(StayingPays, "hard easy", "strong cheap", new RouterSpec { Affinity = Affinity.None });

    [Fact]
    public async Task The_decision_says_why_the_model_is_kept()
    {
        using var session = new TestSession(StayingPays + "\nthird cost 4 score 0.90 hard 0.10\nlast cost 1 score 0.20");
        await TurnAsync(session, "hard");

        var decision = await session.DecideAsync(Turn("easy"));

        decision.Source.Should().Be(DecisionSource.Affinity);
        decision.Score.Should().Be(0.95);
        decision
            .Reason.Should()
            .Be("strong keeps the conversation: it reaches 0.70, and cheap would have to read it all again: the test says so");
        decision
            .Candidates.Select(candidate => $"{candidate.Slug} {candidate.Verdict}")
            .Should()
            .Equal("strong Chosen", "cheap Viable", "third Viable", "last BelowThreshold");
    }

    [Fact]
    public async Task It_is_never_cached_and_does_not_affect_other_conversations()
    {
        using var session = new TestSession(StayingPays);
        (await TurnAsync(session, "hard")).Should().Be("strong");
        (await TurnAsync(session, "easy")).Should().Be("strong*");

        (await TurnAsync(session, "easy", conversation: "another")).Should().Be("cheap");
        (await TurnAsync(session, "easy", conversation: null)).Should().Be("cheap");
        (await TurnAsync(session, "easy")).Should().Be("strong*");
        session.Embedded.Calls.Should().Be(2, "the scores are those of the cache");
    }

    [Fact]
    public async Task A_model_that_fails_is_left_at_once_and_the_conversation_goes_on_with_the_next()
    {
        using var session = new TestSession(
            """
            cheap   cost 1  price 1/0.1/1  score 0.80  hard 0.30
            strong  cost 9  price 5/0.5/5  score 0.95  hard 0.95
            other   cost 8  price 5/0.5/5  score 0.90  hard 0.90
            """
        );
        (await TurnAsync(session, "hard")).Should().Be("other");
        session.Report("other", 429, retryAfter: 60);

        (await TurnAsync(session, "hard")).Should().Be("strong");
        session.Clock.Advance(TimeSpan.FromSeconds(60));

        (await TurnAsync(session, "hard")).Should().Be("strong*", "other has lost its prompt cache to the pause");
    }

    [Fact]
    public async Task A_turn_that_only_one_model_can_take_leaves_the_conversation_with_it()
    {
        using var session = new TestSession(
            """
            cheap   cost 1  price 1/0.1/1  score 0.80
            strong  cost 9  price 5/0.5/5  score 0.95  images
            """
        );
        (await TurnAsync(session, "easy")).Should().Be("cheap");
        (await session.DecideAsync(Turn("easy") with { Images = true })).Source.Should().Be(DecisionSource.Single);

        (await TurnAsync(session, "easy")).Should().Be("strong*");
    }

    [Theory]
    [InlineData("switch")]
    [InlineData("invalidate")]
    [InlineData("configure")]
    [InlineData("catalog")]
    [InlineData("credential")]
    public async Task Whatever_drops_the_cache_ends_every_stay(string cause)
    {
        using var session = new TestSession(StayingPays);
        await TurnAsync(session, "hard");

        switch (cause)
        {
            case "switch":
                session.Session.Switch(new("auto"));
                break;
            case "invalidate":
                session.Session.Invalidate();
                break;
            case "configure":
                session.Configure(ShimSettings.Empty);
                break;
            case "catalog":
                session.Session.Adopt(session.State, InvalidationCause.CatalogChanged);
                break;
            default:
                session.Session.Adopt(session.State, InvalidationCause.CredentialChanged);
                break;
        }

        (await TurnAsync(session, "easy")).Should().Be("cheap");
        (await TurnAsync(session, "hard")).Should().Be("strong");
        (await TurnAsync(session, "easy")).Should().Be("strong*", "from here on conversations are remembered as before");
    }

    [Fact]
    public async Task A_turn_that_is_answered_after_everything_was_dropped_begins_no_stay()
    {
        using var session = new TestSession(StayingPays);
        session.Embedded.Holds = true;
        var late = TurnAsync(session, "hard");
        var call = await session.Embedded.NextAsync();
        session.Session.Invalidate();
        session.Embedded.Holds = false;
        call.Answer();
        (await late).Should().Be("strong");

        (await TurnAsync(session, "easy")).Should().Be("cheap");
    }

    [Fact]
    public async Task The_257th_conversation_displaces_the_one_that_was_used_longest_ago()
    {
        using var session = new TestSession(StayingPays);
        for (var i = 0; i < 256; i++)
        {
            await TurnAsync(session, "hard", $"{i}");
        }

        (await TurnAsync(session, "easy", "0")).Should().Be("strong*"); // which refreshes it
        await TurnAsync(session, "hard", "one more");

        (await TurnAsync(session, "easy", "1")).Should().Be("cheap", "it was forgotten");
        (await TurnAsync(session, "easy", "0")).Should().Be("strong*");
        (await TurnAsync(session, "easy", "3")).Should().Be("strong*", "1 came back as a new one, for which 2 had to go");
        (await TurnAsync(session, "easy", "2")).Should().Be("cheap");
    }

    private static async Task Check(string table, string turns, string expected, RouterSpec? router = null)
    {
        using var session = new TestSession(table, router);
        var came = new List<string>();
        foreach (var turn in turns.Split(' '))
        {
            came.Add(await TurnAsync(session, turn));
        }

        string.Join(' ', came).Should().Be(expected);
    }

    private static async Task<string> TurnAsync(TestSession session, string turn, string? conversation = "a conversation")
    {
        var decision = await session.DecideAsync(Turn(turn) with { ConversationId = conversation });
        return decision.Source == DecisionSource.Affinity ? $"{decision.Model.Slug}*" : decision.Model.Slug.Value;
    }

    private static RouteRequest Turn(string turn) =>
        turn.Split('/') switch
        {
            [var task, var tokens] => new()
            {
                Task = task,
                InputTokens = int.Parse(tokens, CultureInfo.InvariantCulture),
                ConversationId = "a conversation",
            },
            _ => new()
            {
                Task = turn,
                InputTokens = 10_000,
                ConversationId = "a conversation",
            },
        };
}
