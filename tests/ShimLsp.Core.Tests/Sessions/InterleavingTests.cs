using ShimLsp.Core.Caching;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>
/// A classification under way while the session changes: its own callers get the answer, it is not stored, and no later caller joins it.
/// And for each cause: an entry stored before is not served after it.
/// </summary>
public sealed class InterleavingTests
{
    /// <summary>What a session can undergo, by name; <c>Auto</c> stays active, so that the next request asks the cache.</summary>
    private static readonly Dictionary<string, Action<TestSession>> Changes = new()
    {
        ["switch"] = session => session.Session.Switch(new("auto")),
        ["switch there and back"] = session =>
        {
            session.Session.Switch(new("strong"));
            session.Session.Switch(new("auto"));
        },
        ["configure"] = session => session.Configure(ShimSettings.Empty),
        ["configure at start"] = session => session.Session.ConfigureAtStart(ClientSettings.Empty, session.State),
        ["catalog"] = session => session.Session.Adopt(Same(session), InvalidationCause.CatalogChanged),
        ["credential"] = session => session.Session.Adopt(session.State, InvalidationCause.CredentialChanged),
        ["invalidate"] = session => session.Session.Invalidate(),
        ["dispose"] = session => session.Dispose(),
    };

    public static IEnumerable<object[]> Interleavings =>
        Changes.Keys.SelectMany(change => new object[][] { [change, true], [change, false] });

    public static TheoryData<string, InvalidationCause?> Causes { get; } =
        new()
        {
            { "switch", InvalidationCause.ModelSwitched },
            { "configure", InvalidationCause.ConfigurationChanged },
            { "configure at start", null },
            { "catalog", InvalidationCause.CatalogChanged },
            { "credential", InvalidationCause.CredentialChanged },
            { "invalidate", InvalidationCause.Manual },
            { "dispose", InvalidationCause.FoldersChanged },
        };

    [Theory]
    [MemberData(nameof(Interleavings))]
    public async Task A_call_under_way_is_answered_never_stored_and_never_joined_later(string change, bool hasClassifier)
    {
        using var session = new TestSession(hasClassifier: hasClassifier);
        var scorer = hasClassifier ? session.Classifier : session.Embedded;
        scorer.Holds = true;
        var first = session.RouteAsync();
        var joined = session.RouteAsync();
        var old = await scorer.NextAsync();

        Changes[change](session);
        var later = session.RouteAsync();
        var fresh = await scorer.NextAsync();
        old.Answer();

        (await first)
            .Should()
            .BeOfType<RouteResult.Routed>()
            .Which.Decision.Should()
            .BeEquivalentTo(new { Source = hasClassifier ? DecisionSource.Classifier : DecisionSource.Embedded, Generation = 1L });
        (await joined).Should().BeOfType<RouteResult.Routed>().Which.Decision.Source.Should().Be(DecisionSource.Coalesced);
        later.IsCompleted.Should().BeFalse("it does not join what began before the change");
        session.Session.Stats().Cache.Entries.Should().Be(0, "it began before the change");

        fresh.Answer();
        (await later).Should().BeOfType<RouteResult.Routed>().Which.Decision.Generation.Should().BeGreaterThan(1);
        scorer.Calls.Should().Be(2);
        session.Session.Stats().Cache.Entries.Should().Be(change == "dispose" ? 0 : 1, "what began after the change counts");
    }

    [Theory]
    [MemberData(nameof(Causes))]
    public async Task An_entry_stored_before_is_never_served_after(string change, InvalidationCause? cause)
    {
        using var session = new TestSession();
        await session.DecideAsync();
        (await session.DecideAsync()).Source.Should().Be(DecisionSource.Cache);
        var before = session.Session.Snapshot.Generation;

        Changes[change](session);

        session.Session.Stats().Cache.Entries.Should().Be(0);
        session.Session.Snapshot.Generation.Should().Be(before + 1);
        session.Session.Stats().Cache.Invalidations.Keys.Should().Equal(cause is { } counted ? [counted] : []);
        (await session.DecideAsync()).Source.Should().Be(DecisionSource.Embedded);
        session.Embedded.Calls.Should().Be(2);
    }

    [Fact]
    public async Task New_problems_of_the_same_catalog_drop_nothing()
    {
        using var session = new TestSession();
        await session.DecideAsync();

        session.Session.Annotate(
            session.State with
            {
                Problems = [new("invalidJson", ProblemSeverity.Error, "The file is half-written.")],
            }
        );

        (await session.DecideAsync()).Source.Should().Be(DecisionSource.Cache);
        session.Session.Snapshot.Should().BeEquivalentTo(new { Generation = 1L, CatalogVersion = 1L });
        session.Session.Snapshot.Problems.Should().ContainSingle();
    }

    [Fact]
    public async Task An_answer_that_took_time_is_judged_by_the_health_of_its_arrival()
    {
        using var session = new TestSession(hasClassifier: true);
        session.Classifier.Holds = true;
        var asked = session.RouteAsync();
        var call = await session.Classifier.NextAsync();

        session.Report("cheap", 429);
        call.Answer();

        (await asked).Should().BeOfType<RouteResult.Routed>().Which.Decision.Model.Slug.Value.Should().Be("strong");
    }

    [Fact]
    public async Task All_may_have_failed_by_the_time_the_answer_comes()
    {
        using var session = new TestSession(hasClassifier: true);
        session.Classifier.Holds = true;
        var asked = session.RouteAsync();
        var call = await session.Classifier.NextAsync();

        session.Report("cheap", 401);
        session.Report("strong", 401);
        call.Answer();

        (await asked).Should().BeOfType<RouteResult.NothingRoutable>().Which.Candidates.Should().HaveCount(2);
    }

    [Fact]
    public async Task A_cancelled_route_leaves_those_who_wait_with_it_undisturbed()
    {
        using var session = new TestSession(hasClassifier: true);
        session.Classifier.Holds = true;
        using var impatient = new CancellationTokenSource();
        var leaving = session.RouteAsync(cancellationToken: impatient.Token);
        var staying = session.RouteAsync();
        var call = await session.Classifier.NextAsync();

        await impatient.CancelAsync();

        await leaving.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
        call.Answer();
        (await staying).Should().BeOfType<RouteResult.Routed>().Which.Decision.Source.Should().Be(DecisionSource.Coalesced);
    }

    private static CatalogState Same(TestSession session) =>
        session.State with
        {
            Catalog = new Catalog(session.State.Catalog!.Models, session.State.Catalog.Router),
        };
}
