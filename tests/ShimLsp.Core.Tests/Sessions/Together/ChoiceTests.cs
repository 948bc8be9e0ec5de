using ShimLsp.Core.Caching;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;
using ShimLsp.Core.Sessions;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Sessions.Together;

/// <summary>What has been answered in one gateway is true in every other before its next decision.</summary>
public sealed class ChoiceTests
{
    private static readonly Dictionary<string, Action<TestSession>> Changes = new()
    {
        ["switch"] = session => session.Session.Switch(new("auto")),
        ["follow"] = session => session.Session.Follow(new("auto")),
        ["configure"] = session => session.Configure(ShimSettings.Empty),
        ["catalog"] = session => session.Session.Adopt(session.State with { }, InvalidationCause.CatalogChanged),
        ["credential"] = session => session.Session.Adopt(session.State, InvalidationCause.CredentialChanged),
        ["invalidate"] = session => session.Session.Invalidate(),
    };

    public static IEnumerable<object[]> Names => Changes.Keys.Select(name => new object[] { name });

    [Fact]
    public async Task A_switch_in_one_is_seen_by_the_next_route_in_another()
    {
        using var world = new Replicas();
        (await Replicas.ModelOf(world.B)).Should().Be("cheap");

        await Replicas.SwitchAsync(world.A, "strong");

        (await Replicas.ModelOf(world.B)).Should().Be("strong");
        world.B.Session.Snapshot.Active.Should().Be(new ModelSlug("strong"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_change_in_one_drops_what_another_has_cached(string change)
    {
        using var world = new Replicas();
        await world.B.DecideAsync();
        (await Replicas.SourceOf(world.B)).Should().Be(DecisionSource.Cache);

        Changes[change](world.A);
        await world.A.Session.ToldAsync();

        (await Replicas.SourceOf(world.B)).Should().Be(DecisionSource.Embedded);
        (await Replicas.SourceOf(world.B)).Should().Be(DecisionSource.Cache, "it is dropped once");
        (await Replicas.SourceOf(world.A)).Should().Be(DecisionSource.Cache, "the other has scored it already");
    }

    [Fact]
    public async Task Another_looks_at_its_own_files_before_it_decides()
    {
        using var world = new Replicas();
        await world.B.DecideAsync();
        var edited = TestSession.StateOf("newer cost 1");
        world.B.Session.LookAgainBy(() =>
        {
            if (world.B.Session.Snapshot.CatalogState != edited)
            {
                world.B.Session.Adopt(edited, InvalidationCause.CatalogChanged);
            }
        });

        world.A.Session.Adopt(edited, InvalidationCause.CatalogChanged);
        await world.A.Session.ToldAsync();

        (await Replicas.ModelOf(world.B)).Should().Be("newer");
    }

    [Fact]
    public async Task A_switch_between_the_reading_and_the_decision_is_read_again()
    {
        using var world = new Replicas();
        var isFirst = true;
        world.Ports[1].Answering = async step =>
        {
            if (step == "read" && isFirst)
            {
                isFirst = false;
                world.B.Session.Switch(new("strong")); // in this gateway, after the store has answered
                await Task.Yield();
            }
        };

        (await Replicas.ModelOf(world.B)).Should().Be("strong");
        (await Replicas.ModelOf(world.A)).Should().Be("strong");
    }

    [Fact]
    public async Task A_remembered_choice_is_that_of_all_unless_there_is_another()
    {
        using var world = new Replicas(count: 3, selected: ["strong", null, "cheap"]);

        (await Replicas.ModelOf(world.A)).Should().Be("strong");

        (await Replicas.ModelOf(world.Sessions[1])).Should().Be("strong");
        (await Replicas.ModelOf(world.Sessions[2])).Should().Be("strong", "it was told first, and nobody knows which is newer");
    }

    [Fact]
    public async Task Of_switches_made_alone_the_newest_wins_whoever_tells_it_first()
    {
        using var world = new Replicas(table: TestSession.CheapAndStrong + "\nmid cost 3");
        await Replicas.ModelOf(world.A);
        await Replicas.ModelOf(world.B);
        foreach (var port in world.Ports)
        {
            port.Cut = StorePort.Everything;
        }

        await Replicas.SwitchAsync(world.A, "strong");
        world.Advance(TimeSpan.FromSeconds(2));
        await Replicas.SwitchAsync(world.B, "mid");
        world.Advance(TimeSpan.FromSeconds(2));
        world.Ports[1].Join();
        world.Ports[0].Join(); // the older one is told last

        (await Replicas.ModelOf(world.A)).Should().Be("mid");
        (await Replicas.ModelOf(world.B)).Should().Be("mid");
    }

    [Fact]
    public async Task A_store_that_lost_everything_is_told_again()
    {
        using var world = new Replicas(count: 3);
        await Replicas.SwitchAsync(world.A, "strong");
        await Replicas.ModelOf(world.B);
        var before = world.Store.Generation;

        world.Store.Lose();

        (await Replicas.ModelOf(world.B)).Should().Be("strong");
        (await Replicas.ModelOf(world.Sessions[2])).Should().Be("strong", "it never knew");
        world.Store.Generation.Should().BeGreaterThan(before, "no generation comes twice");
    }
}
