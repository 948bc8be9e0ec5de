using Microsoft.Extensions.Time.Testing;
using ShimLsp.Core.Classifying;
using ShimLsp.Core.Health;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Classifying;

/// <summary>Four at a time, sixty-four waiting, each within its time; and somebody always answers.</summary>
public sealed class BoundedClassifierTests
{
    private const int Full = BoundedClassifier.Places + BoundedClassifier.QueueLength;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(12);

    private static readonly StandIn TimedOut = new(new("judge"), StandInReason.Timeout);

    private readonly FakeTimeProvider clock = new();
    private readonly ControlledScorer embedded = new("embedded");
    private readonly ControlledScorer classifier = new("classifier") { Holds = true };
    private readonly BoundedClassifier bounded;

    public BoundedClassifierTests() => bounded = new(embedded, clock);

    [Fact]
    public async Task At_most_four_are_under_way()
    {
        var asked = Ask(6);
        classifier.Calls.Should().Be(4);

        (await classifier.NextAsync()).Answer();
        await Patience.Until(() => classifier.Calls == 5);
        (await classifier.NextAsync()).Answer();
        await Patience.Until(() => classifier.Calls == 6);

        for (var left = 4; left > 0; left--)
        {
            (await classifier.NextAsync()).Answer();
        }

        (await Task.WhenAll(asked).Soon()).Should().OnlyContain(scoring => scoring.ByClassifier && scoring.StandIn == null);
        bounded
            .Stats()
            .Should()
            .BeEquivalentTo(
                new
                {
                    Calls = 6L,
                    Failures = 0L,
                    Timeouts = 0L,
                    QueueRejected = 0L,
                }
            );
    }

    [Fact]
    public async Task The_69th_is_answered_at_once_by_the_embedded_scorer()
    {
        var waiting = Ask(Full);
        var last = Ask();

        last.IsCompletedSuccessfully.Should().BeTrue();
        (await last).StandIn.Should().Be(new StandIn(new("judge"), StandInReason.QueueFull));
        waiting.Should().OnlyContain(task => !task.IsCompleted);
        bounded.Stats().Should().BeEquivalentTo(new { Calls = 4L, QueueRejected = 1L });
    }

    [Fact]
    public async Task A_place_that_comes_free_is_taken_again()
    {
        _ = Ask(Full);
        (await classifier.NextAsync()).Answer();
        await Patience.Until(() => classifier.Calls == 5);

        Ask().IsCompleted.Should().BeFalse("one left, so there is room for one");
        Ask().IsCompleted.Should().BeTrue();
    }

    [Fact]
    public async Task The_time_limit_runs_from_arrival_waiting_included()
    {
        var asked = Ask(5);

        clock.Advance(Limit - TimeSpan.FromSeconds(1));
        var late = Ask();
        clock.Advance(TimeSpan.FromSeconds(1));

        (await Task.WhenAll(asked).Soon()).Should().OnlyContain(scoring => !scoring.ByClassifier && scoring.StandIn == TimedOut);
        bounded.Stats().Should().BeEquivalentTo(new { Timeouts = 5L, Failures = 0L });
        await Patience.Until(() => classifier.Calls >= 5); // places came free for the late one
        late.IsCompleted.Should().BeFalse("its own time is not over");
        clock.Advance(Limit);
        (await late.Soon()).StandIn.Should().Be(TimedOut);
    }

    [Fact]
    public async Task One_who_is_cancelled_while_waiting_leaves_the_queue()
    {
        _ = Ask(BoundedClassifier.Places);
        using var impatient = new CancellationTokenSource();
        var queued = Enumerable
            .Range(0, BoundedClassifier.QueueLength)
            .Select(_ => Ask(classifier, cancellationToken: impatient.Token))
            .ToArray();
        await impatient.CancelAsync();
        foreach (var task in queued)
        {
            await task.Awaiting(waiting => waiting).Should().ThrowAsync<OperationCanceledException>();
        }

        Ask().IsCompleted.Should().BeFalse("the queue is empty again");
        bounded
            .Stats()
            .Should()
            .BeEquivalentTo(
                new
                {
                    Timeouts = 0L,
                    Failures = 0L,
                    QueueRejected = 0L,
                }
            );
    }

    [Fact]
    public async Task A_deaf_classifier_keeps_its_place_but_not_its_caller()
    {
        classifier.IsDeaf = true;
        var asked = Ask(BoundedClassifier.Places);
        clock.Advance(Limit);
        (await Task.WhenAll(asked).Soon()).Should().OnlyContain(scoring => scoring.StandIn == TimedOut);
        clock.Advance(BoundedClassifier.Cooldown); // it is asked again

        var queued = Ask(BoundedClassifier.QueueLength);
        classifier.Calls.Should().Be(4, "four places are still taken");
        queued.Should().OnlyContain(task => !task.IsCompleted);
        Ask().IsCompleted.Should().BeTrue("the queue is as long as ever");

        (await classifier.NextAsync()).Answer();
        await Patience.Until(() => classifier.Calls == 5);
    }

    [Fact]
    public async Task A_failure_is_stood_in_for()
    {
        var asked = Ask();
        (await classifier.NextAsync()).Fail(new InvalidOperationException("upstream said something private"));

        (await asked.Soon())
            .StandIn.Should()
            .Be(new StandIn(new("judge"), StandInReason.Error, "The classifier failed unexpectedly."), "nothing private is told");
        bounded
            .Stats()
            .Should()
            .BeEquivalentTo(
                new
                {
                    Calls = 1L,
                    Failures = 1L,
                    Timeouts = 0L,
                }
            );
    }

    [Fact]
    public async Task A_cancellation_of_the_classifiers_own_is_a_failure()
    {
        var asked = Ask();
        (await classifier.NextAsync()).Fail(new TaskCanceledException());

        (await asked.Soon()).StandIn!.Why.Should().Be(StandInReason.Error);
        bounded.Stats().Failures.Should().Be(1);
    }

    [Fact]
    public async Task A_caller_who_cancels_cancels_the_call_and_counts_as_no_failure()
    {
        using var impatient = new CancellationTokenSource();
        var asked = Ask(classifier, cancellationToken: impatient.Token);
        var call = await classifier.NextAsync();

        await impatient.CancelAsync();

        await asked.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
        call.Cancelled.IsCancellationRequested.Should().BeTrue();
        bounded.Stats().Should().BeEquivalentTo(new { Failures = 0L, Timeouts = 0L });
        embedded.Calls.Should().Be(0);
    }

    [Fact]
    public async Task Without_a_classifier_the_embedded_scorer_answers_for_itself()
    {
        var scoring = await Ask(by: null);

        scoring.Should().BeEquivalentTo(new { ByClassifier = false, StandIn = (StandIn?)null });
        bounded.Stats().Should().Be(new ClassifierStats(0, 0, 0, 0, null, null));
    }

    [Theory]
    [InlineData(StandInReason.MissingCredential)]
    [InlineData(StandInReason.Cooldown)]
    [InlineData(StandInReason.Error)]
    public async Task A_classifier_that_is_unavailable_is_not_asked(StandInReason why)
    {
        var scoring = await Ask(classifier, why);

        scoring.StandIn.Should().Be(new StandIn(new("judge"), why));
        bounded.Stats().Should().Be(new ClassifierStats(0, 0, 0, 0, null, null));
    }

    [Fact]
    public async Task A_failed_call_tells_what_to_do()
    {
        var asked = Ask();
        (await classifier.NextAsync()).Return(new Classification.Failed(new Outcome(429), "Rate limited (429)."));

        (await asked.Soon()).StandIn.Should().Be(new StandIn(new("judge"), StandInReason.Error, "Rate limited (429)."));
    }

    [Fact]
    public async Task A_call_that_was_not_made_does_not_count()
    {
        var asked = Ask();
        (await classifier.NextAsync()).Return(new Classification.NotAsked(StandInReason.Cooldown));

        (await asked.Soon()).StandIn!.Why.Should().Be(StandInReason.Cooldown);
        bounded.Stats().Should().Be(new ClassifierStats(0, 0, 0, 0, null, null));
    }

    [Fact]
    public async Task Latencies_are_those_of_the_last_256_answers()
    {
        await Answer(TimeSpan.FromSeconds(11)); // falls out of the window
        for (var milliseconds = 1; milliseconds <= 256; milliseconds++)
        {
            await Answer(TimeSpan.FromMilliseconds(milliseconds));
        }

        var stats = bounded.Stats();
        stats.LatencyP50.Should().Be(128);
        stats.LatencyP99.Should().Be(254, "the nearest rank of 99 % of 256 is the 254th");
    }

    [Fact]
    public async Task One_answer_is_every_percentile()
    {
        await Answer(TimeSpan.FromMilliseconds(40));

        bounded.Stats().Should().BeEquivalentTo(new { LatencyP50 = 40.0, LatencyP99 = 40.0 });
    }

    private async Task Answer(TimeSpan after)
    {
        var asked = Ask();
        clock.Advance(after);
        (await classifier.NextAsync()).Answer();
        await asked.Soon();
    }

    private Task<Scoring>[] Ask(int times) => [.. Enumerable.Range(0, times).Select(_ => Ask())];

    private Task<Scoring> Ask() => Ask(classifier);

    private Task<Scoring> Ask(IClassifier? by, StandInReason? unavailable = null, CancellationToken cancellationToken = default) =>
        bounded.ScoreAsync(by, unavailable, Limit, new TaskSignal("a task", false, false, 1), [], cancellationToken).AsTask();
}
