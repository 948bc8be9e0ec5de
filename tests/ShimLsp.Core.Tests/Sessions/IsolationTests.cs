using ShimLsp.Core.Health;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Sessions;

/// <summary>Two sessions with the same catalog and the same task share nothing.</summary>
public sealed class IsolationTests : IDisposable
{
    private readonly TestSession one = new();
    private readonly TestSession other = new();

    public void Dispose()
    {
        one.Dispose();
        other.Dispose();
    }

    [Fact]
    public async Task Neither_sees_the_others_decision()
    {
        var mine = await one.DecideAsync();
        var theirs = await other.DecideAsync();

        theirs.CacheKey.Should().Be(mine.CacheKey, "it is the same question");
        theirs.Source.Should().Be(DecisionSource.Embedded, "but it is asked again");
        other.Embedded.Calls.Should().Be(1);
        other.Session.Stats().Recent.Should().Equal(theirs);
    }

    [Fact]
    public async Task Neither_joins_what_the_other_has_under_way()
    {
        one.Embedded.Holds = true;
        var held = one.RouteAsync();

        (await other.DecideAsync()).Source.Should().Be(DecisionSource.Embedded);

        held.IsCompleted.Should().BeFalse();
        (await one.Embedded.NextAsync()).Answer();
        await held;
    }

    [Fact]
    public async Task Neither_sees_the_others_health()
    {
        one.Report("cheap", 401);

        other.Session.AvailabilityOf(other.Session.Snapshot, new("cheap")).Should().Be(Availability.Available);
        (await other.DecideAsync()).Model.Slug.Value.Should().Be("cheap");
        other.Seen.Take().Should().Equal("routed cheap Embedded");
    }

    [Fact]
    public async Task Neither_sees_the_others_active_model_nor_loses_its_entries_by_it()
    {
        await other.DecideAsync();

        one.Session.Switch(new("strong"));

        other.Session.Snapshot.Active.Value.Should().Be("auto");
        (await other.DecideAsync()).Source.Should().Be(DecisionSource.Cache);
    }
}
