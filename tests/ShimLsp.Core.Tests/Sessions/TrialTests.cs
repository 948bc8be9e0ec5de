using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>
/// After a pause for failures one request tries the model again; the others keep away from it until that one's outcome is known.
/// </summary>
public sealed class TrialTests
{
    [Fact]
    public async Task One_request_of_many_tries_it_and_the_others_go_elsewhere_until_it_has_gone_well()
    {
        using var session = Failing(TestSession.CheapAndStrong);
        (await session.DecideAsync()).Model.Slug.Value.Should().Be("strong");
        session.Clock.Advance(TimeSpan.FromSeconds(30));

        var trial = await session.DecideAsync();
        trial.Model.Slug.Value.Should().Be("cheap");
        trial.Reason.Should().EndWith("(first request after failures)");
        var other = await session.DecideAsync();
        other.Model.Slug.Value.Should().Be("strong");
        other.Candidates[^1].Rejection.Should().Be(Rejection.Failing);

        session.Report("cheap", 200);

        var next = await session.DecideAsync();
        next.Model.Slug.Value.Should().Be("cheap");
        next.Reason.Should().NotContain("after failures");
    }

    [Fact]
    public async Task A_trial_that_fails_is_another_pause()
    {
        using var session = Failing(TestSession.CheapAndStrong);
        session.Clock.Advance(TimeSpan.FromSeconds(30));
        await session.DecideAsync();

        session.Report("cheap", 500);

        session.Clock.Advance(TimeSpan.FromSeconds(29));
        (await session.DecideAsync()).Model.Slug.Value.Should().Be("strong");
        session.Clock.Advance(TimeSpan.FromSeconds(1));
        (await session.DecideAsync()).Model.Slug.Value.Should().Be("cheap");
    }

    [Fact]
    public async Task Of_requests_that_wait_for_scores_together_one_tries_it()
    {
        using var session = Failing(TestSession.CheapAndStrong);
        session.Clock.Advance(TimeSpan.FromSeconds(30));
        session.Embedded.Holds = true;
        var waiting = Enumerable.Range(0, 20).Select(_ => session.DecideAsync("a new task")).ToArray();
        (await session.Embedded.NextAsync()).Answer();

        var decisions = await Task.WhenAll(waiting);

        decisions.Count(decision => decision.Model.Slug.Value == "cheap").Should().Be(1);
        decisions.Count(decision => decision.Model.Slug.Value == "strong").Should().Be(19);
    }

    [Fact]
    public async Task Of_requests_on_many_threads_one_tries_it()
    {
        using var session = Failing(TestSession.CheapAndStrong);
        await session.DecideAsync();
        session.Clock.Advance(TimeSpan.FromSeconds(30));

        var decisions = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => session.DecideAsync())));

        decisions.Count(decision => decision.Model.Slug.Value == "cheap").Should().Be(1);
    }

    [Fact]
    public async Task The_only_model_there_is_gets_one_request_and_nothing_is_routable_until_its_outcome()
    {
        using var session = Failing("cheap cost 1");
        (await session.RouteAsync()).Should().BeOfType<RouteResult.NothingRoutable>();
        session.Clock.Advance(TimeSpan.FromSeconds(30));

        (await session.DecideAsync()).Source.Should().Be(DecisionSource.Single);
        (await session.RouteAsync())
            .Should()
            .BeOfType<RouteResult.NothingRoutable>()
            .Which.Candidates.Should()
            .ContainSingle()
            .Which.Rejection.Should()
            .Be(Rejection.Failing);
        session.Report("cheap", 200);

        (await session.DecideAsync()).Source.Should().Be(DecisionSource.Single);
    }

    [Fact]
    public async Task A_pinned_model_is_always_tried_and_never_as_a_trial()
    {
        using var session = Failing(TestSession.CheapAndStrong);
        session.Session.Switch(new("cheap"));
        session.Clock.Advance(TimeSpan.FromSeconds(30));

        (await session.DecideAsync()).Source.Should().Be(DecisionSource.Pinned);
        (await session.DecideAsync()).Source.Should().Be(DecisionSource.Pinned);
    }

    [Fact]
    public async Task Every_change_is_announced_including_a_trial_under_way()
    {
        using var session = Failing(TestSession.CheapAndStrong);
        session.Seen.Take().Should().Equal("cheap Failing");
        session.Clock.Advance(TimeSpan.FromSeconds(30));
        await session.DecideAsync();
        session.Report("cheap", 200);

        session.Seen.Take().Should().Equal("cheap Available", "cheap Failing", "routed cheap Embedded", "cheap Available");
    }

    private static TestSession Failing(string table)
    {
        var session = new TestSession(table);
        for (var i = 0; i < 3; i++)
        {
            session.Report("cheap", 503);
        }

        return session;
    }
}
