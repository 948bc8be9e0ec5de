using ShimLsp.Core.Caching;
using ShimLsp.Core.Classifying;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>
/// Outcomes of classifications count for the model behind them, as those of any call do. Their timeouts are the exception: they count only
/// for classifying. On any failure the embedded scorer scores instead, and its scores are not stored.
/// </summary>
public sealed class ClassifierHealthTests
{
    private const string Priced = TestSession.CheapAndStrong + "\njudge noCandidate price 1/2";

    [Theory]
    [InlineData(401, AvailabilityState.Unauthorized)]
    [InlineData(402, AvailabilityState.OutOfCredit)]
    [InlineData(404, AvailabilityState.NotFound)]
    [InlineData(429, AvailabilityState.RateLimited)]
    public async Task A_refusal_is_known_at_once_and_the_next_route_does_not_ask_again(int status, AvailabilityState state)
    {
        using var session = Classified();

        (await session.FailAsync(new Outcome(status, RetryAfter: TimeSpan.FromSeconds(7)))).Source.Should().Be(DecisionSource.Embedded);

        StateOfJudge(session).Should().Be(state);
        (await session.DecideAsync("another")).Source.Should().Be(DecisionSource.Embedded);
        session.Classifier.Calls.Should().Be(1);
        session.Session.Stats().Cache.Entries.Should().Be(0);
        session.Seen.Take().Should().Contain($"judge {state}");
    }

    [Theory]
    [InlineData(408, null)]
    [InlineData(500, null)]
    [InlineData(503, null)]
    [InlineData(null, NoAnswer.Network)]
    public async Task Three_failures_in_a_row_make_it_failing(int? status, NoAnswer? noAnswer)
    {
        using var session = Classified();
        var failure = new Outcome(status, noAnswer);

        await session.FailAsync(failure);
        await session.FailAsync(failure);
        StateOfJudge(session).Should().Be(AvailabilityState.Available);
        await session.FailAsync(failure);

        StateOfJudge(session).Should().Be(AvailabilityState.Failing);
    }

    [Fact]
    public async Task A_classification_that_goes_well_heals()
    {
        using var session = Classified();
        await session.FailAsync(new Outcome(503));
        await session.FailAsync(new Outcome(503));

        await session.AnswerAsync("well");

        await session.FailAsync(new Outcome(503));
        await session.FailAsync(new Outcome(503));
        StateOfJudge(session).Should().Be(AvailabilityState.Available, "no three in a row");
    }

    [Fact]
    public async Task A_timeout_cools_it_as_a_classifier_and_leaves_its_health_alone()
    {
        using var session = Classified();
        for (var times = 0; times < 3; times++)
        {
            await session.FailAsync(new Outcome(null, NoAnswer.Timeout));
            (await session.DecideAsync("while it cools")).Source.Should().Be(DecisionSource.Embedded);
            session.Clock.Advance(BoundedClassifier.Cooldown);
        }

        StateOfJudge(session).Should().Be(AvailabilityState.Available, "three in a row would make any other call's model failing");
        session.Seen.Take().Should().NotContain(line => line.StartsWith("judge", StringComparison.Ordinal));
        session
            .Session.Stats()
            .Classifier.Should()
            .BeEquivalentTo(
                new
                {
                    Calls = 3L,
                    Timeouts = 3L,
                    Failures = 0L,
                }
            );
        session.Session.Stats().Cache.Entries.Should().Be(0);
        (await session.AnswerAsync("well")).Source.Should().Be(DecisionSource.Classifier);
    }

    [Theory]
    [InlineData("configure", true)]
    [InlineData("catalog", true)]
    [InlineData("credential", true)]
    [InlineData("switch", false)]
    [InlineData("invalidate", false)]
    public async Task A_cooldown_is_ended_by_what_may_have_made_it_quick_again(string change, bool isEnded)
    {
        using var session = Classified();
        await session.FailAsync(new Outcome(null, NoAnswer.Timeout));
        session.Classifier.Holds = false;

        switch (change)
        {
            case "configure":
                session.Configure(new ShimSettings { Classifier = "judge" });
                break;
            case "catalog":
                session.Session.Adopt(session.State, InvalidationCause.CatalogChanged);
                break;
            case "credential":
                session.Session.Adopt(session.State, InvalidationCause.CredentialChanged);
                break;
            case "switch":
                session.Session.Switch(new("auto"));
                break;
            default:
                session.Session.Invalidate();
                break;
        }

        (await session.DecideAsync()).Source.Should().Be(isEnded ? DecisionSource.Classifier : DecisionSource.Embedded);
    }

    [Fact]
    public async Task An_unusable_reply_costs_money_and_does_not_count_as_a_failure()
    {
        using var session = Classified();
        await session.FailAsync(new Outcome(503));
        await session.FailAsync(new Outcome(503));

        (await session.FailAsync(new Classification.Unusable(new TokenUsage(1_000_000, null, 500_000))))
            .Source.Should()
            .Be(DecisionSource.Embedded);

        await session.FailAsync(new Outcome(503));
        StateOfJudge(session).Should().Be(AvailabilityState.Available, "it did answer in between");
        var stats = session.Session.Stats();
        stats.Savings.Classifier.Should().Be(2);
        stats.Savings.Net.Should().Be(-2);
        stats.Classifier.Failures.Should().Be(4);
        stats.Cache.Entries.Should().Be(0);
    }

    [Fact]
    public async Task A_classification_is_paid_once_however_often_its_scores_are_used()
    {
        using var session = Classified();
        session.Classifier.Usage = new(2_000_000, null, 0);

        await session.AnswerAsync("a task");
        await session.DecideAsync("a task");

        session.Session.Stats().Savings.Classifier.Should().Be(2);
    }

    [Fact]
    public async Task After_a_pause_for_failures_one_classification_is_the_trial_and_the_others_are_stood_in_for()
    {
        using var session = Classified();
        Enumerable.Range(0, 3).ToList().ForEach(_ => session.Report("judge", 503));
        session.Clock.Advance(TimeSpan.FromSeconds(30));

        var trial = session.DecideAsync("the trial");
        var call = await session.Classifier.NextAsync();
        (await session.DecideAsync("another")).Source.Should().Be(DecisionSource.Embedded);
        StateOfJudge(session).Should().Be(AvailabilityState.Failing);

        call.Answer();

        (await trial).Source.Should().Be(DecisionSource.Classifier);
        StateOfJudge(session).Should().Be(AvailabilityState.Available);
        session.Session.Stats().Cache.Entries.Should().Be(1, "of the trial; what stood in is not kept");
        (await session.AnswerAsync("another")).Source.Should().Be(DecisionSource.Classifier);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_trial_that_brought_no_outcome_is_given_back(bool isCancelled)
    {
        using var session = Classified();
        Enumerable.Range(0, 3).ToList().ForEach(_ => session.Report("judge", 503));
        session.Clock.Advance(TimeSpan.FromSeconds(30));
        using var cancel = new CancellationTokenSource();
        var trial = session.RouteAsync("the trial", cancel.Token);
        var call = await session.Classifier.NextAsync();
        StateOfJudge(session).Should().Be(AvailabilityState.Failing);

        if (isCancelled)
        {
            await cancel.CancelAsync();
        }
        else
        {
            call.Return(new Classification.TimedOut());
        }

        await Patience.Until(() => StateOfJudge(session) == AvailabilityState.Available);
        session.Session.Stats().Classifier.Failures.Should().Be(0);
        if (isCancelled)
        {
            await trial.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        }
        else
        {
            (await trial).Should().BeOfType<RouteResult.Routed>().Which.Decision.Source.Should().Be(DecisionSource.Embedded);
        }
    }

    [Fact]
    public async Task A_request_that_waited_is_not_sent_to_a_model_that_refused_in_between()
    {
        using var session = Classified();
        var asked = Enumerable.Range(0, BoundedClassifier.Places + 1).Select(number => session.DecideAsync($"task {number}")).ToArray();

        (await session.Classifier.NextAsync()).Return(
            new Classification.Failed(new Outcome(429, RetryAfter: TimeSpan.FromMinutes(1)), "It asked for a pause.")
        );

        (await asked[^1]).Source.Should().Be(DecisionSource.Embedded);
        session.Classifier.Calls.Should().Be(BoundedClassifier.Places);
        session.Session.Stats().Classifier.Should().BeEquivalentTo(new { Calls = 4L, Failures = 1L }, "who was not asked made no call");
    }

    [Fact]
    public async Task A_rejection_of_a_replaced_key_says_nothing_about_the_new_one()
    {
        using var session = Classified();
        var asked = session.DecideAsync();
        var call = await session.Classifier.NextAsync();
        session.Session.Adopt(session.State with { }, InvalidationCause.CredentialChanged);

        call.Return(new Classification.Failed(new Outcome(401), "It refused the key."));

        (await asked).Source.Should().Be(DecisionSource.Embedded);
        StateOfJudge(session).Should().Be(AvailabilityState.Available);
    }

    [Fact]
    public async Task Two_hundred_identical_routes_are_one_classification()
    {
        using var session = Classified();
        var routes = Enumerable.Range(0, 200).Select(_ => Task.Run(() => session.DecideAsync("one task"))).ToArray();
        var call = await session.Classifier.NextAsync();
        await Patience.Until(() => session.Session.Stats().Cache is { Misses: 1, Coalesced: 199 });

        call.Answer();

        (await Task.WhenAll(routes))
            .CountBy(decision => decision.Source)
            .Should()
            .BeEquivalentTo(new Dictionary<DecisionSource, int> { [DecisionSource.Classifier] = 1, [DecisionSource.Coalesced] = 199 });
        session.Classifier.Calls.Should().Be(1);
    }

    [Fact]
    public async Task An_invalidation_under_five_hundred_routes_causes_no_spike_of_classifications()
    {
        using var session = Classified();
        var before = Routes(0, 250);
        session.Session.Invalidate();
        var after = Routes(250, 250);

        var all = Task.WhenAll([.. before, .. after]);
        while (!all.IsCompleted)
        {
            if (await Task.WhenAny(all, session.Classifier.NextAsync()) is Task<ScorerCall> next)
            {
                (await next).Answer();
            }
        }

        (await all)
            .Should()
            .HaveCount(500)
            .And.OnlyContain(decision => decision.Source == DecisionSource.Classifier || decision.Source == DecisionSource.Embedded);
        session.Classifier.MostInFlight.Should().Be(BoundedClassifier.Places);

        Task<Decision>[] Routes(int from, int count) =>
            [.. Enumerable.Range(from, count).Select(number => Task.Run(() => session.DecideAsync($"task {number}")))];
    }

    private static TestSession Classified()
    {
        var session = new TestSession(Priced, new RouterSpec { Classifier = new("judge") });
        session.Classifier.Holds = true;
        return session;
    }

    private static AvailabilityState StateOfJudge(TestSession session) =>
        session.Session.AvailabilityOf(session.Session.Snapshot, new("judge")).State;
}
