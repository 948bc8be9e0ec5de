using ShimLsp.Core.Caching;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>Each hit chooses again from the cached entry: a failing model is left at once, a recovered one is used at once.</summary>
public sealed class HealthRoutingTests
{
    private const string Three = """
        cheap   cost 1  score 0.80
        mid     cost 3  score 0.90
        strong  cost 9  score 0.95
        """;

    [Theory]
    [InlineData(401, Rejection.Unauthorized)]
    [InlineData(402, Rejection.OutOfCredit)]
    [InlineData(404, Rejection.NotFound)]
    [InlineData(429, Rejection.RateLimited)]
    public async Task A_cached_entry_never_chooses_a_model_that_refused(int status, Rejection rejection)
    {
        using var session = new TestSession(Three);
        (await session.DecideAsync()).Model.Slug.Value.Should().Be("cheap");

        session.Report("cheap", status);

        var decision = await session.DecideAsync();
        decision.Should().BeEquivalentTo(new { Source = DecisionSource.Cache, Score = 0.90 });
        decision.Model.Slug.Value.Should().Be("mid");
        decision.Candidates[^1].Should().Be(new Candidate(new("cheap"), 0.80, 1, Verdict.Rejected, rejection));
        session.Embedded.Calls.Should().Be(1, "nothing needs to be scored again");
    }

    [Fact]
    public async Task One_that_returns_by_the_clock_is_chosen_from_the_cache_again()
    {
        using var session = new TestSession(Three);
        await session.DecideAsync();
        session.Report("cheap", 429, retryAfter: 7);
        (await session.DecideAsync()).Model.Slug.Value.Should().Be("mid");

        session.Clock.Advance(TimeSpan.FromSeconds(7));

        var decision = await session.DecideAsync();
        decision.Source.Should().Be(DecisionSource.Cache);
        decision.Model.Slug.Value.Should().Be("cheap");
        session.Embedded.Calls.Should().Be(1);
    }

    [Fact]
    public async Task One_that_is_reported_well_again_is_chosen_from_the_cache_again()
    {
        using var session = new TestSession(Three);
        await session.DecideAsync();
        session.Report("cheap", 401);

        session.Report("cheap", 200);

        (await session.DecideAsync()).Model.Slug.Value.Should().Be("cheap");
        session.Embedded.Calls.Should().Be(1);
        session.Session.Stats().Cache.Invalidations.Should().BeEmpty("health drops nothing");
    }

    [Fact]
    public async Task With_one_left_it_is_single_and_with_none_nothing_is_routable()
    {
        using var session = new TestSession();
        session.Report("cheap", 429);
        (await session.DecideAsync())
            .Should()
            .BeEquivalentTo(
                new
                {
                    Source = DecisionSource.Single,
                    Score = (double?)null,
                    Threshold = (double?)null,
                }
            );

        session.Report("strong", 401);

        (await session.RouteAsync())
            .Should()
            .BeOfType<RouteResult.NothingRoutable>()
            .Which.Candidates.Should()
            .Equal(
                new Candidate(new("cheap"), null, 1, Verdict.Rejected, Rejection.RateLimited),
                new Candidate(new("strong"), null, 9, Verdict.Rejected, Rejection.Unauthorized)
            );
        session.ScorerCalls.Should().Be(0);
    }

    [Theory]
    [InlineData("configure")]
    [InlineData("catalog")]
    [InlineData("credential")]
    public async Task A_refusal_and_a_pause_are_ended_by_a_new(string change)
    {
        using var session = new TestSession();
        session.Report("cheap", 401);
        session.Report("strong", 429, retryAfter: 60);
        session.Seen.Take();

        switch (change)
        {
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

        session.Seen.Take().Should().BeEquivalentTo("cheap Available", "strong Available");
        (await session.DecideAsync()).Model.Slug.Value.Should().Be("cheap");
    }

    [Theory]
    [InlineData("switch")]
    [InlineData("invalidate")]
    public void Unauthorized_is_not_healed_by_a(string change)
    {
        using var session = new TestSession();
        session.Report("cheap", 401);

        if (change == "switch")
        {
            session.Session.Switch(new("auto"));
        }
        else
        {
            session.Session.Invalidate();
        }

        session.Session.AvailabilityOf(session.Session.Snapshot, new("cheap")).State.Should().Be(AvailabilityState.Unauthorized);
    }

    [Fact]
    public void Recovery_is_announced_by_the_clock_alone()
    {
        using var session = new TestSession();
        session.Report("cheap", 429, retryAfter: 7);
        session.Report("cheap", 429, retryAfter: 3); // shorter: no news

        session.Clock.Advance(TimeSpan.FromSeconds(6));
        session.Seen.Take().Should().Equal("cheap RateLimited");
        session.Clock.Advance(TimeSpan.FromSeconds(1));
        session.Seen.Take().Should().Equal("cheap Available");
    }

    [Fact]
    public void A_key_that_goes_and_comes_is_announced_once_each_and_before_health()
    {
        using var session = new TestSession();
        session.Report("cheap", 401);
        session.Seen.Take();
        var keyless = TestSession.StateOf(session.State.Catalog, ("cheap", "Set CHEAP_KEY."));

        session.Session.Adopt(keyless, InvalidationCause.CredentialChanged);
        session.Seen.Take().Should().Equal("cheap MissingCredential");
        session
            .Session.AvailabilityOf(session.Session.Snapshot, new("cheap"))
            .Should()
            .Be(new Availability(AvailabilityState.MissingCredential, null, "Set CHEAP_KEY.", CredentialFault.VariableNotSet));

        session.Report("cheap", 401);
        session.Seen.Take().Should().BeEmpty("without its key it is unavailable whatever its health");

        session.Session.Adopt(session.State, InvalidationCause.CredentialChanged);
        session.Seen.Take().Should().Equal("cheap Available");
    }

    [Fact]
    public async Task A_model_without_its_key_is_rejected_and_the_others_go_on()
    {
        using var session = new TestSession(Three);
        session.Session.Adopt(TestSession.StateOf(session.State.Catalog, ("cheap", "Set CHEAP_KEY.")), InvalidationCause.CredentialChanged);

        var decision = await session.DecideAsync();

        decision.Model.Slug.Value.Should().Be("mid");
        decision.Candidates[^1].Rejection.Should().Be(Rejection.MissingCredential);
    }

    [Fact]
    public void An_outcome_of_an_unknown_model_is_ignored()
    {
        using var session = new TestSession();

        session.Report("nobody", 401).Should().BeNull();
        session.Seen.Take().Should().BeEmpty();
    }

    [Fact]
    public async Task A_classifier_out_of_use_is_stood_in_for_and_nothing_is_stored()
    {
        using var session = new TestSession(hasClassifier: true);
        session.Report("judge", 429, retryAfter: 7);

        (await session.DecideAsync()).Source.Should().Be(DecisionSource.Embedded);
        (await session.DecideAsync()).Source.Should().Be(DecisionSource.Embedded);
        session.Session.Stats().Cache.Entries.Should().Be(0);

        session.Clock.Advance(TimeSpan.FromSeconds(7));
        (await session.DecideAsync()).Source.Should().Be(DecisionSource.Classifier);
        (await session.DecideAsync()).Source.Should().Be(DecisionSource.Cache);
    }

    [Fact]
    public async Task A_pinned_model_is_tried_whatever_its_health()
    {
        using var session = new TestSession(selected: "cheap");
        session.Report("cheap", 401);

        (await session.DecideAsync()).Should().BeEquivalentTo(new { Source = DecisionSource.Pinned, CacheKey = (string?)null });
    }
}
