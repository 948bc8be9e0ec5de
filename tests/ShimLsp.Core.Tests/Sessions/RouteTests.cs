using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>A route through a session: which ones ask the cache, which do not, and which are refused.</summary>
public sealed class RouteTests
{
    [Fact]
    public async Task A_repeat_comes_from_the_cache_with_the_same_explanation()
    {
        using var session = new TestSession();

        var first = await session.DecideAsync();
        var second = await session.DecideAsync("  rename a variable\n"); // trimmed: the same task

        first
            .Should()
            .BeEquivalentTo(
                new
                {
                    Id = "d-1",
                    Source = DecisionSource.Embedded,
                    Score = 0.80,
                    Threshold = 0.70,
                    Generation = 1L,
                }
            );
        second.Should().BeEquivalentTo(first with { Id = "d-2", Source = DecisionSource.Cache });
        session.Seen.Take().Should().Equal("routed cheap Embedded", "routed cheap Cache");
    }

    [Fact]
    public async Task NoCache_neither_reads_nor_stores()
    {
        using var session = new TestSession();

        (await session.DecideAsync(NoCache)).Source.Should().Be(DecisionSource.Embedded);
        session.Session.Stats().Cache.Entries.Should().Be(0);
        await session.DecideAsync();
        (await session.DecideAsync(NoCache)).Source.Should().Be(DecisionSource.Embedded);

        session.Embedded.Calls.Should().Be(3);
        session.Session.Stats().Should().BeEquivalentTo(new { Bypassed = 2L, Requests = 3L });
    }

    [Fact]
    public async Task NoCache_neither_joins_nor_is_joined()
    {
        using var session = new TestSession();
        session.Embedded.Holds = true;
        var routes = new[] { session.RouteAsync(), session.RouteAsync(NoCache), session.RouteAsync() };

        (await session.Embedded.NextAsync()).Answer();
        (await session.Embedded.NextAsync()).Answer();
        await Task.WhenAll(routes);

        session.Embedded.Calls.Should().Be(2, "the first and the third are one, the second is its own");
    }

    [Fact]
    public async Task With_the_cache_off_each_request_is_scored()
    {
        using var session = new TestSession();
        session.Configure(new ShimSettings { Cache = false });

        await session.DecideAsync();
        await session.DecideAsync();

        session.Embedded.Calls.Should().Be(2);
        session.Session.Stats().Should().BeEquivalentTo(new { Bypassed = 2L, Requests = 2L });
        session.Session.Stats().Cache.Entries.Should().Be(0);
    }

    [Fact]
    public async Task A_pinned_model_asks_neither_the_cache_nor_a_scorer()
    {
        using var session = new TestSession(selected: "strong");

        (await session.DecideAsync())
            .Should()
            .BeEquivalentTo(
                new
                {
                    Source = DecisionSource.Pinned,
                    CacheKey = (string?)null,
                    Score = (double?)null,
                    Threshold = (double?)null,
                }
            );

        session.ScorerCalls.Should().Be(0);
        session.Session.Stats().Should().BeEquivalentTo(new { Bypassed = 1L, Requests = 1L });
    }

    [Fact]
    public async Task Settings_of_the_session_decide_and_what_was_scored_stays_scored_within_a_generation()
    {
        using var session = new TestSession();
        (await session.DecideAsync()).Model.Slug.Value.Should().Be("cheap");

        session.Configure(new ShimSettings { Threshold = 0.9, CacheCapacity = 1 });

        (await session.DecideAsync()).Should().BeEquivalentTo(new { Threshold = 0.9, Score = 0.95 });
        session.Session.Stats().Cache.Capacity.Should().Be(1);
    }

    [Fact]
    public async Task A_time_to_live_of_the_settings_holds()
    {
        using var session = new TestSession();
        session.Configure(new ShimSettings { CacheTtlSeconds = 10 });
        await session.DecideAsync();

        session.Clock.Advance(TimeSpan.FromSeconds(9));
        (await session.DecideAsync()).Source.Should().Be(DecisionSource.Cache);
        session.Clock.Advance(TimeSpan.FromSeconds(1));
        (await session.DecideAsync()).Source.Should().Be(DecisionSource.Embedded);
    }

    [Fact]
    public async Task The_classifier_is_called_on_the_clock_of_the_settings()
    {
        using var session = new TestSession(hasClassifier: true);
        session.Configure(new ShimSettings { TimeoutSeconds = 2 });
        session.Classifier.Holds = true;
        var route = session.RouteAsync();

        session.Clock.Advance(TimeSpan.FromSeconds(2));

        (await route).Should().BeOfType<RouteResult.Routed>().Which.Decision.Source.Should().Be(DecisionSource.Embedded);
        session.Session.Stats().Classifier.Timeouts.Should().Be(1);
        session.Session.Stats().Cache.Entries.Should().Be(0, "it only stood in");
    }

    [Fact]
    public async Task Scores_of_zero_fall_back_and_are_counted()
    {
        using var session = new TestSession("cheap cost 1 score 0\nstrong cost 9 score 0", new RouterSpec { Default = new("strong") });

        var decision = await session.DecideAsync();

        decision.Should().BeEquivalentTo(new { Source = DecisionSource.Fallback, Score = (double?)null });
        decision.Model.Slug.Value.Should().Be("strong");
        session.Session.Stats().Fallbacks.Should().Be(1);
    }

    [Fact]
    public async Task An_unknown_candidate_is_refused_with_suggestions()
    {
        using var session = new TestSession();

        var result = await session.RouteAsync(new RouteRequest { Task = "a task", Candidates = [new("cheap"), new("stron")] });

        var unknown = result.Should().BeOfType<RouteResult.UnknownModel>().Subject;
        unknown.Slug.Value.Should().Be("stron");
        unknown.Suggestions.Should().Equal(new ModelSlug("strong"));
        session.Session.Stats().Requests.Should().Be(0);
    }

    [Fact]
    public async Task Requested_candidates_have_a_key_of_their_own()
    {
        using var session = new TestSession(TestSession.CheapAndStrong + "\nmid cost 3");

        var all = await session.DecideAsync();
        var some = await session.DecideAsync(new RouteRequest { Task = "rename a variable", Candidates = [new("strong"), new("mid")] });

        some.CacheKey.Should().NotBe(all.CacheKey);
        some.Model.Slug.Value.Should().Be("mid");
        some.Candidates[^1].Should().BeEquivalentTo(new { Slug = new ModelSlug("cheap"), Rejection = Rejection.NotRequested });
    }

    [Fact]
    public async Task Nothing_routable_lists_every_rejection()
    {
        using var session = new TestSession("blind context 1000\nsmall images context 10\ntoolless noTools images");

        var result = await session.RouteAsync(
            new RouteRequest
            {
                Task = "a task",
                Images = true,
                Tools = true,
                InputTokens = 100,
            }
        );

        result
            .Should()
            .BeOfType<RouteResult.NothingRoutable>()
            .Which.Candidates.Select(candidate => $"{candidate.Slug} {candidate.Rejection}")
            .Should()
            .Equal("blind NoImages", "small ContextTooSmall", "toolless NoTools");
    }

    [Fact]
    public async Task A_request_that_says_nothing_is_unreadable_pinned_or_not()
    {
        using var session = new TestSession();
        (await session.RouteAsync(new RouteRequest())).Should().BeOfType<RouteResult.Unreadable>();

        session.Session.Switch(new("strong"));
        (await session.RouteAsync(new RouteRequest())).Should().BeOfType<RouteResult.Unreadable>();
    }

    private static RouteRequest NoCache { get; } = new() { Task = "rename a variable", NoCache = true };
}
