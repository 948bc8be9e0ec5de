using System.Globalization;
using CsCheck;
using ShimLsp.Core.Caching;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>The counts of a session, and what they never contain.</summary>
public sealed class SessionStatsTests
{
    [Fact]
    public async Task Recent_holds_the_last_50_newest_first()
    {
        using var session = new TestSession();
        for (var number = 1; number <= 60; number++)
        {
            await session.DecideAsync(number.ToString(CultureInfo.InvariantCulture));
        }

        session
            .Session.Stats()
            .Recent.Select(decision => decision.Id)
            .Should()
            .Equal(Enumerable.Range(11, 50).Reverse().Select(number => $"d-{number}"));
    }

    [Theory]
    [InlineData(20, 20, 0)]
    [InlineData(21, 20, 1)]
    [InlineData(1_000, 20, 980)]
    public async Task Recent_shows_the_first_candidates_of_each_decision(int candidates, int shown, int omitted)
    {
        using var session = new TestSession(
            string.Join('\n', Enumerable.Range(0, candidates).Select(number => $"m{number} cost {number}"))
        );
        var decision = await session.DecideAsync();
        decision.Candidates.Should().HaveCount(candidates, "the answer itself has all");
        decision.CandidatesOmitted.Should().Be(0);

        var recent = session.Session.Stats().Recent.Should().ContainSingle().Subject;

        recent.Candidates.Should().Equal(decision.Candidates.Take(shown));
        recent.CandidatesOmitted.Should().Be(omitted);
    }

    [Fact]
    public async Task Decisions_are_counted_by_model()
    {
        using var session = new TestSession();
        await session.DecideAsync();
        await session.DecideAsync();
        session.Session.Switch(new("strong"));
        await session.DecideAsync();

        session.Session.Stats().Decisions.Should().Equal(new Dictionary<string, long> { ["cheap"] = 2, ["strong"] = 1 });
    }

    [Fact]
    public void The_options_that_models_refused_are_among_them()
    {
        using var session = new TestSession();
        session.Upstream.Quirks = session.Upstream.Quirks.Add("cheap", ["temperature"]);

        session.Session.Stats().LearnedQuirks.Should().ContainKey("cheap").WhoseValue.Should().Equal("temperature");
    }

    [Fact]
    public async Task No_text_of_a_task_is_in_what_a_session_tells()
    {
        const string Canary = "xyzzy-canary";
        using var session = new TestSession(hasClassifier: true);
        await session.DecideAsync(Canary);
        await session.DecideAsync(Canary);
        session.Session.Switch(new("strong"));
        await session.DecideAsync(Canary);

        var stats = session.Session.Stats();
        var told = string.Join(
            '\n',
            stats.Recent.Select(decision => $"{decision} {string.Join(' ', decision.Candidates)}").Append(stats.ToString())
        );

        stats.Recent.Should().HaveCount(3);
        told.Should().NotContain(Canary);
        string.Join('\n', session.Seen.Take()).Should().NotContain(Canary);
    }

    [Fact]
    public void Requests_are_hits_and_misses_and_coalesced_and_bypassed_and_generations_only_rise() =>
        Gen.Int[0, 19]
            .Array[1, 80]
            .Sample(steps =>
            {
                using var session = new TestSession();
                var generation = 0L;
                var routed = 0L;
                foreach (var step in steps)
                {
                    routed += Take(step, session) ? 1 : 0;
                    session.Session.Snapshot.Generation.Should().BeGreaterThanOrEqualTo(generation);
                    generation = session.Session.Snapshot.Generation;
                }

                var stats = session.Session.Stats();
                stats.Requests.Should().Be(routed);
                stats.Requests.Should().Be(stats.Cache.Hits + stats.Cache.Misses + stats.Cache.Coalesced + stats.Bypassed);
                stats.Decisions.Values.Sum().Should().Be(routed);
                (generation - 1).Should().Be(stats.Cache.Invalidations.Values.Sum(), "each event that drops all raises it by one");
            });

    [Fact]
    public async Task Counts_are_those_of_one_moment_while_the_session_changes()
    {
        const int Changes = 20_000;
        using var session = new TestSession();
        var changing = Task.Run(() =>
        {
            for (var change = 0; change < Changes; change++)
            {
                session.Session.Invalidate();
            }
        });

        do
        {
            var stats = session.Session.Stats();
            stats.Cache.Invalidations.GetValueOrDefault(InvalidationCause.Manual).Should().Be(stats.Snapshot.Generation - 1);
        } while (!changing.IsCompleted);

        await changing.Soon();
    }

    /// <summary>One event of a session's life; whether it was a decision.</summary>
    private static bool Take(int step, TestSession session)
    {
        switch (step)
        {
            case 0:
                session.Session.Switch(new("auto"));
                return false;
            case 1:
                session.Session.Switch(new("strong"));
                return false;
            case 2:
                session.Configure(new ShimSettings { Threshold = 0.9 });
                return false;
            case 3:
                session.Session.Adopt(session.State, InvalidationCause.CatalogChanged);
                return false;
            case 4:
                session.Session.Invalidate();
                return false;
            case 5:
                session.Report("cheap", 429);
                return false; // then only one is left, or a hit chooses again
            case 6:
                session.Report("cheap", 200);
                return false;
            case 7:
                session.Clock.Advance(TimeSpan.FromSeconds(3));
                return false;
            case 8:
                return Route(new RouteRequest { Task = "a task", NoCache = true }, session);
            case 9:
                return Route(new RouteRequest { Task = "a task", Candidates = [new("strong")] }, session);
            case 10:
                return Route(new RouteRequest { Task = "a task", Candidates = [new("nobody")] }, session);
            default:
                return Route(new RouteRequest { Task = $"task {step % 4}" }, session);
        }
    }

    private static bool Route(RouteRequest request, TestSession session) =>
        session.RouteAsync(request) is { IsCompletedSuccessfully: true } route && route.GetAwaiter().GetResult() is RouteResult.Routed;
}
