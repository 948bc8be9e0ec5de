using System.Globalization;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions.Feedback;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>
/// Decisions and verdicts, step by step: <c>easy</c> and <c>hard</c> are tasks, and give the model. <c>weak</c>, <c>strong</c> and
/// <c>right</c> are verdicts on the newest decision, <c>weak@1</c> on the first; they give the threshold, with the reason if nothing
/// moved.
/// </summary>
public sealed class FeedbackTests
{
    private const string Three = """
        cheap   cost 1  score 0.75  hard 0.50
        mid     cost 3  score 0.85  hard 0.60
        top     cost 9  score 0.95  hard 0.95
        """;

    [Theory]
    [InlineData("easy weak easy weak easy weak easy", "cheap 0.78 mid 0.84 mid 0.89 top")]
    [InlineData("hard strong hard strong hard", "top 0.61 top 0.51 mid")]
    [InlineData("easy right easy", "cheap 0.70 cheap")]
    [InlineData("easy weak easy right easy", "cheap 0.78 mid 0.78 mid")] // it was right with the threshold as it is
    public Task Verdicts_move_the_threshold_of_the_next_decision(string steps, string expected) => Check(steps, expected);

    [Theory]
    [InlineData("easy weak weak weak easy", "cheap 0.78 0.78 0.78 mid")]
    [InlineData("easy weak right easy", "cheap 0.78 0.70 cheap")]
    [InlineData("easy easy weak strong@1 weak@1", "cheap cheap 0.78 0.78!Cheapest 0.84")]
    [InlineData("hard weak@1 strong@1 strong@1", "top 0.70!Strongest 0.61 0.61")]
    public Task Each_decision_counts_once_and_a_second_verdict_replaces_the_first(string steps, string expected) => Check(steps, expected);

    [Theory]
    [InlineData("easy strong easy", "cheap 0.70!Cheapest cheap")]
    [InlineData("hard weak hard", "top 0.70!Strongest top")]
    [InlineData("easy use:mid easy weak use:auto easy", "cheap - mid 0.70!NoThreshold - cheap")]
    [InlineData(
        "hard strong hard strong hard strong hard strong hard strong",
        "top 0.61 top 0.51 mid 0.41 cheap 0.41!Cheapest cheap 0.41!Cheapest"
    )]
    [InlineData(
        "easy easy easy easy easy weak@1 weak@2 weak@3 weak@4 weak@5",
        "cheap cheap cheap cheap cheap 0.78 0.84 0.89 0.92 0.92!Bound"
    )]
    public Task A_verdict_that_can_change_nothing_moves_nothing_and_says_why(string steps, string expected) => Check(steps, expected);

    [Fact]
    public async Task Cached_scores_stay_and_the_next_hit_follows()
    {
        using var session = new TestSession(Three);
        var before = await session.DecideAsync("easy");

        session.Session.Feedback.Judge(before.Id, FeedbackVerdict.TooWeak);
        var after = await session.DecideAsync("easy");

        (after.Source, after.CacheKey, after.Generation).Should().Be((DecisionSource.Cache, before.CacheKey, before.Generation));
        (after.Model.Slug.Value, after.Threshold).Should().Be(("mid", 0.78));
        session.ScorerCalls.Should().Be(1);
    }

    [Fact]
    public async Task The_reason_says_so_if_the_offset_changed_the_choice_and_only_then()
    {
        using var session = new TestSession(Three);
        session.Session.Feedback.Judge((await session.DecideAsync("easy")).Id, FeedbackVerdict.TooWeak);

        (await session.DecideAsync("easy"))
            .Reason.Should()
            .Be("mid is the cheapest of 2 that reach 0.78: the test says so (your feedback moved the threshold to 0.78)");
        (await session.DecideAsync("hard")).Reason.Should().Be("top is the only one to reach 0.78: the test says so");
    }

    [Fact]
    public async Task A_conversation_keeps_its_model_only_if_that_reaches_the_moved_threshold()
    {
        using var session = new TestSession(
            """
            cheap  cost 1  price 1/0.1/1  score 0.80  hard 0.30
            mid    cost 5  price 5/0.5/5  score 0.75  hard 0.75
            top    cost 9  price 9/0.9/9  score 0.95  hard 0.95
            """
        );
        (await Turn("hard")).Model.Slug.Value.Should().Be("mid");
        var kept = await Turn("easy");
        (kept.Model.Slug.Value, kept.Source).Should().Be(("mid", DecisionSource.Affinity));

        session.Session.Feedback.Judge(kept.Id, FeedbackVerdict.TooWeak);

        (await Turn("easy")).Model.Slug.Value.Should().Be("cheap", "it reaches 0.78, and mid no longer does");

        Task<Decision> Turn(string task) =>
            session.DecideAsync(
                new RouteRequest
                {
                    Task = task,
                    ConversationId = "c",
                    InputTokens = 10_000,
                }
            );
    }

    [Theory]
    [InlineData("switch", true)]
    [InlineData("invalidate", true)]
    [InlineData("credential", true)]
    [InlineData("other setting", true)]
    [InlineData("threshold", false)]
    [InlineData("models", false)]
    [InlineData("reset", false)]
    public async Task The_offset_lasts_until_what_it_is_about_changes(string change, bool lasts)
    {
        using var session = new TestSession(Three);
        var first = await session.DecideAsync("easy");
        session.Session.Feedback.Judge(first.Id, FeedbackVerdict.TooWeak);

        switch (change)
        {
            case "switch":
                session.Session.Switch(new("mid"));
                break;
            case "invalidate":
                session.Session.Invalidate();
                break;
            case "credential":
                session.Session.Adopt(session.State with { Credentials = session.State.Credentials }, InvalidationCause.CredentialChanged);
                break;
            case "other setting":
                session.Configure(new() { CacheCapacity = 9 });
                break;
            case "threshold":
                session.Configure(new() { Threshold = 0.71 });
                break;
            case "models":
                session.Session.Adopt(TestSession.StateOf(Three + "\nmore cost 2"), InvalidationCause.CatalogChanged);
                break;
            default:
                session.Session.Feedback.Reset();
                break;
        }

        var stats = session.Session.Stats().Feedback;
        (stats.Offset.LogOdds, stats.Counts.IsEmpty).Should().Be(lasts ? (0.4, false) : (0, true));
        var isKnown = session.Session.Feedback.Judge(first.Id, FeedbackVerdict.Right) is not null;
        isKnown.Should().Be(lasts || change == "reset", "feedback on a decision of other models says nothing");
    }

    [Fact]
    public async Task A_verdict_is_about_one_of_the_newest_decisions()
    {
        using var session = new TestSession(Three);
        var ids = new List<string>();
        for (var i = 0; i <= SessionFeedback.Capacity; i++)
        {
            ids.Add((await session.DecideAsync("easy")).Id);
        }

        var feedback = session.Session.Feedback;
        feedback.Judge(ids[0], FeedbackVerdict.TooWeak).Should().BeNull();
        feedback.Judge("d-0", FeedbackVerdict.TooWeak).Should().BeNull();
        feedback.Judge(ids[1], FeedbackVerdict.TooWeak)!.Offset.LogOdds.Should().Be(0.4);
        feedback.Judge(ids[^1], FeedbackVerdict.TooWeak)!.Offset.LogOdds.Should().Be(0.8);
    }

    [Theory]
    [InlineData(Learning.On, 0, "top", 0.4)]
    [InlineData(Learning.On, 300, "mid", 0.4)]
    [InlineData(Learning.On, 301, "top", 0)] // too late to be about this decision
    [InlineData(Learning.On, 0, "cheap", 0)] // the model that was chosen
    [InlineData(Learning.On, 0, "auto", 0)]
    [InlineData(Learning.Off, 0, "top", 0)]
    public async Task A_switch_to_a_stronger_model_right_after_a_decision_counts_if_learning_is_on(
        Learning learning,
        int secondsLater,
        string to,
        double offset
    )
    {
        foreach (var follows in new[] { false, true })
        {
            using var session = new TestSession(Three, new RouterSpec { Learning = learning });
            await session.DecideAsync("easy");
            session.Clock.Advance(TimeSpan.FromSeconds(secondsLater));

            if (follows)
            {
                session.Session.Follow(new(to));
            }
            else
            {
                session.Session.Switch(new(to));
            }

            var stats = session.Session.Stats().Feedback;
            (stats.Offset.LogOdds, stats.Counts.Inferred).Should().Be((offset, offset > 0 ? 1 : 0));
        }
    }

    [Fact]
    public async Task A_given_verdict_wins_over_an_inferred_one()
    {
        using var session = new TestSession(Three, new RouterSpec { Learning = Learning.On });
        var decision = await session.DecideAsync("easy");
        session.Session.Switch(new("top"));
        session.Session.Feedback.Read().Counts.Should().Be(new FeedbackCounts(1, 0, 0, 1));

        session.Session.Feedback.Judge(decision.Id, FeedbackVerdict.TooWeak)!.Offset.LogOdds.Should().Be(0.4);
        session.Session.Feedback.Read().Counts.Should().Be(new FeedbackCounts(1, 0, 0, 0));

        session.Session.Feedback.Judge(decision.Id, FeedbackVerdict.Right)!.Offset.LogOdds.Should().Be(0);
        session.Session.Switch(new("auto"));
        session.Session.Switch(new("top"));
        session.Session.Feedback.Read().Offset.LogOdds.Should().Be(0, "the person has said that it was right");
    }

    private static async Task Check(string steps, string expected)
    {
        using var session = new TestSession(Three);
        var decisions = new List<string>();
        var results = new List<string>();
        foreach (var step in steps.Split(' '))
        {
            results.Add(await StepAsync(step));
        }

        string.Join(' ', results).Should().Be(expected);

        async Task<string> StepAsync(string step)
        {
            if (step.StartsWith("use:", StringComparison.Ordinal))
            {
                session.Session.Switch(new(step[4..]));
                return "-";
            }

            var (word, at) = step.Split('@') is [var name, var number]
                ? (name, int.Parse(number, CultureInfo.InvariantCulture))
                : (step, 0);
            FeedbackVerdict? verdict = word switch
            {
                "weak" => FeedbackVerdict.TooWeak,
                "strong" => FeedbackVerdict.TooStrong,
                "right" => FeedbackVerdict.Right,
                _ => null,
            };
            if (verdict is null)
            {
                var decision = await session.DecideAsync(word);
                decisions.Add(decision.Id);
                return decision.Model.Slug.Value;
            }

            var result = session.Session.Feedback.Judge(at == 0 ? decisions[^1] : decisions[at - 1], verdict.Value)!;
            var why = result.Unmoved is { } unmoved ? $"!{unmoved}" : "";
            return string.Create(CultureInfo.InvariantCulture, $"{result.Threshold:0.00}{why}");
        }
    }
}
