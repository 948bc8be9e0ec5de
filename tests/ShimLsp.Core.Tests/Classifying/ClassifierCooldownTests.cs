using Microsoft.Extensions.Time.Testing;
using ShimLsp.Core.Classifying;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Routing.Signals;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Classifying;

/// <summary>A classifier whose time ran out is left alone for half a minute, so that not every request pays its whole time limit.</summary>
public sealed class ClassifierCooldownTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(12);

    private readonly FakeTimeProvider clock = new();
    private readonly ControlledScorer classifier = new("classifier") { Holds = true };
    private readonly BoundedClassifier bounded;

    public ClassifierCooldownTests() => bounded = new(new ControlledScorer("embedded"), clock);

    [Theory]
    [InlineData(false)] // its own caller's limit
    [InlineData(true)] // the model's, told as a failure
    public async Task A_timeout_of_a_call_cools_it_for_30_seconds(bool isToldByTheModel)
    {
        await TimeOut(isToldByTheModel);

        clock.Advance(TimeSpan.FromSeconds(29.999));
        Ask().IsCompletedSuccessfully.Should().BeTrue("the embedded scorer answers at once");
        clock.Advance(TimeSpan.FromSeconds(0.001));
        Ask().IsCompleted.Should().BeFalse("it is asked again");

        classifier.Calls.Should().Be(2);
        bounded
            .Stats()
            .Should()
            .BeEquivalentTo(
                new
                {
                    Calls = 2L,
                    Timeouts = 1L,
                    Failures = 0L,
                }
            );
    }

    [Fact]
    public async Task A_classifier_in_cooldown_has_a_stand_in()
    {
        await TimeOut();

        (await Ask()).StandIn.Should().Be(new StandIn(new("judge"), StandInReason.Cooldown));
    }

    [Fact]
    public async Task Another_classifier_is_not_cooled_by_it()
    {
        await TimeOut();
        var other = new ControlledScorer("another");

        (await Ask(other)).ByClassifier.Should().BeTrue();
    }

    [Fact]
    public async Task To_wait_for_a_place_until_the_time_is_over_says_nothing_of_the_classifier()
    {
        var patient = Enumerable.Range(0, BoundedClassifier.Places).Select(_ => Ask(limit: TimeSpan.FromHours(1))).ToArray();
        var waiting = Ask();
        clock.Advance(Limit);
        (await waiting.Soon()).StandIn!.Why.Should().Be(StandInReason.Timeout);
        bounded.Stats().Timeouts.Should().Be(1);

        (await classifier.NextAsync()).Answer();
        (await Task.WhenAny(patient).Soon()).IsCompletedSuccessfully.Should().BeTrue();

        var next = Ask();
        await Patience.Until(() => classifier.Calls == BoundedClassifier.Places + 1);
        next.IsCompleted.Should().BeFalse("it was asked");
    }

    [Theory]
    [InlineData(5, true)] // of its twelve seconds it had seven
    [InlineData(7, false)]
    public async Task To_get_a_place_late_says_nothing_of_the_classifier_either(int secondsLate, bool cools)
    {
        var patient = Enumerable.Range(0, BoundedClassifier.Places).Select(_ => Ask(limit: TimeSpan.FromHours(1))).ToArray();
        var waiting = Ask();
        clock.Advance(TimeSpan.FromSeconds(secondsLate));
        (await classifier.NextAsync()).Answer();
        await Patience.Until(() => classifier.Calls == BoundedClassifier.Places + 1);
        clock.Advance(Limit - TimeSpan.FromSeconds(secondsLate));
        (await waiting.Soon()).StandIn!.Why.Should().Be(StandInReason.Timeout);
        (await classifier.NextAsync()).Answer();
        (await Task.WhenAll(patient.Where(task => task.IsCompleted))).Should().HaveCountGreaterThan(0);

        var next = Ask();
        if (cools)
        {
            (await next.Soon()).StandIn!.Why.Should().Be(StandInReason.Cooldown, "it had most of its time");
        }
        else
        {
            await Patience.Until(() => classifier.Calls == BoundedClassifier.Places + 2);
        }
    }

    [Fact]
    public async Task A_failure_cools_nothing()
    {
        var asked = Ask();
        (await classifier.NextAsync()).Return(new Classification.Unusable());
        (await asked.Soon()).StandIn!.Why.Should().Be(StandInReason.Unusable);

        Ask().IsCompleted.Should().BeFalse("it is asked again");
    }

    [Fact]
    public async Task Renewal_ends_it()
    {
        await TimeOut();

        bounded.Renew();

        Ask().IsCompleted.Should().BeFalse("it is asked again");
    }

    private async Task TimeOut(bool isToldByTheModel = false)
    {
        var asked = Ask();
        var call = await classifier.NextAsync();
        if (isToldByTheModel)
        {
            call.Return(new Classification.TimedOut());
        }
        else
        {
            clock.Advance(Limit);
        }

        (await asked.Soon()).StandIn!.Why.Should().Be(StandInReason.Timeout);
    }

    private Task<Scoring> Ask(IClassifier? by = null, TimeSpan? limit = null) =>
        bounded
            .ScoreAsync(by ?? classifier, unavailable: null, limit ?? Limit, new TaskSignal("a task", false, false, 1), [], default)
            .AsTask();
}
