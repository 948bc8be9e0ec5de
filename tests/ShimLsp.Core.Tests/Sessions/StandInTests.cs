using ShimLsp.Core.Classifying;
using ShimLsp.Core.Health;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>A decision says why the embedded scorer answered instead of the configured classifier.</summary>
public sealed class StandInTests
{
    [Fact]
    public async Task A_timeout_is_reported_and_then_the_cooldown_after_it()
    {
        using var session = Held();

        (await session.FailAsync(new Classification.TimedOut())).StandIn.Should().Be(For(StandInReason.Timeout));

        (await session.DecideAsync("another")).StandIn.Should().Be(For(StandInReason.Cooldown));
    }

    [Fact]
    public async Task An_unusable_reply_is_reported()
    {
        using var session = Held();

        (await session.FailAsync(new Classification.Unusable())).StandIn.Should().Be(For(StandInReason.Unusable));
    }

    [Theory]
    [InlineData(429, StandInReason.Cooldown)]
    [InlineData(401, StandInReason.Error)]
    public async Task A_failed_call_is_an_error_and_what_follows_depends_on_whether_time_heals_it(int status, StandInReason next)
    {
        using var session = Held();

        (await session.FailAsync(new Outcome(status))).StandIn!.Why.Should().Be(StandInReason.Error);

        (await session.DecideAsync("another")).StandIn.Should().Be(For(next));
    }

    [Fact]
    public async Task A_missing_key_is_reported()
    {
        using var session = Held();
        session.Session.Adopt(
            TestSession.StateOf(session.State.Catalog, ("judge", "The key is missing.")),
            Core.Caching.InvalidationCause.CredentialChanged
        );

        (await session.DecideAsync()).StandIn.Should().Be(For(StandInReason.MissingCredential));
    }

    [Fact]
    public async Task Callers_that_joined_see_the_stand_in_too()
    {
        using var session = Held();
        var first = session.DecideAsync("one task");
        var call = await session.Classifier.NextAsync();
        var joined = session.DecideAsync("one task");
        await Patience.Until(() => session.Session.Stats().Cache.Coalesced == 1);

        call.Return(new Classification.Unusable());

        (await first).StandIn.Should().Be(For(StandInReason.Unusable));
        (await joined).Should().BeEquivalentTo(new { Source = DecisionSource.Coalesced, StandIn = For(StandInReason.Unusable) });
    }

    [Fact]
    public async Task An_answer_has_no_stand_in()
    {
        using var session = Held();

        (await session.AnswerAsync("a task")).StandIn.Should().BeNull();
    }

    [Fact]
    public async Task Without_a_classifier_there_is_no_stand_in()
    {
        using var session = new TestSession();

        (await session.DecideAsync()).Should().BeEquivalentTo(new { Source = DecisionSource.Embedded, StandIn = (StandIn?)null });
    }

    private static StandIn For(StandInReason why) => new(new("judge"), why);

    private static TestSession Held()
    {
        var session = new TestSession(hasClassifier: true);
        session.Classifier.Holds = true;
        return session;
    }
}
