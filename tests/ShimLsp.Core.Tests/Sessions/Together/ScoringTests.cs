using ShimLsp.Core.Routing;
using ShimLsp.Core.Tests.Support;

namespace ShimLsp.Core.Tests.Sessions.Together;

/// <summary>A task is scored once for all gateways, and never stored by one that is too late.</summary>
public sealed class ScoringTests
{
    [Fact]
    public async Task What_one_has_scored_another_has_in_its_cache()
    {
        using var world = new Replicas(hasClassifier: true);
        var first = await world.A.DecideAsync();

        var second = await world.B.DecideAsync();

        second.Source.Should().Be(DecisionSource.Cache);
        second
            .Should()
            .BeEquivalentTo(
                new
                {
                    first.Model,
                    first.Score,
                    first.Candidates,
                    first.CacheKey,
                }
            );
        (world.A.ScorerCalls, world.B.ScorerCalls).Should().Be((1, 0));
    }

    [Fact]
    public async Task While_one_scores_the_others_wait()
    {
        using var world = new Replicas(count: 3, hasClassifier: true);
        world.A.Classifier.Holds = true;
        var scoring = world.A.DecideAsync();
        var call = await world.A.Classifier.NextAsync();
        var waiting = world.Sessions[1..].Select(session => session.DecideAsync()).ToArray();

        call.Answer();
        (await scoring).Source.Should().Be(DecisionSource.Classifier);
        await PassAsync(world, waiting);

        (await Task.WhenAll(waiting)).Should().AllSatisfy(decision => decision.Source.Should().Be(DecisionSource.Coalesced));
        world.Sessions.Sum(session => session.ScorerCalls).Should().Be(1);
    }

    [Fact]
    public async Task If_a_lease_ends_another_scores_and_the_late_one_stores_nothing()
    {
        using var world = new Replicas(hasClassifier: true);
        world.A.Classifier.Holds = true;
        var late = world.A.DecideAsync();
        var call = await world.A.Classifier.NextAsync();
        var waiting = world.B.DecideAsync();

        world.Store.Clock.Advance(TimeSpan.FromMinutes(1)); // the clock of the first stands still
        await PassAsync(world, [waiting]);
        (await waiting).Source.Should().Be(DecisionSource.Classifier);
        call.Answer();
        await late;

        world.Store.Refused.Should().Be(1, "its token is an older one");
        world.Store.Scores.Should().Be(1);
    }

    [Theory]
    [InlineData(false, DecisionSource.Cache)]
    [InlineData(true, DecisionSource.Classifier)]
    public async Task What_one_scored_alone_after_its_own_change_it_keeps_unless_another_changed_something(
        bool another,
        DecisionSource expected
    )
    {
        using var world = new Replicas(hasClassifier: true);
        await Replicas.SourceOf(world.B);
        await Replicas.SourceOf(world.A, "something else"); // so it has been in step
        world.Ports[0].Cut = StorePort.Everything;
        world.A.Session.Invalidate();
        (await Replicas.SourceOf(world.A)).Should().Be(DecisionSource.Classifier);
        if (another)
        {
            world.B.Session.Invalidate();
            await world.B.Session.ToldAsync().Soon();
        }

        world.Ports[0].Join();
        await world.A.Session.ToldAsync().Soon();

        (await Replicas.SourceOf(world.A)).Should().Be(expected);
        // The others know of that change only now, and have no scores of after it. What was scored alone is not told.
        (await Replicas.SourceOf(world.B))
            .Should()
            .Be(another ? DecisionSource.Cache : DecisionSource.Classifier);
    }

    [Fact]
    public async Task Who_finds_that_the_store_has_lost_a_change_drops_what_is_from_before_it()
    {
        using var world = new Replicas(hasClassifier: true);
        await Replicas.SourceOf(world.A);
        world.A.Report("cheap", 500); // so it is the first that tells again
        world.B.Session.Invalidate();
        await world.B.Session.ToldAsync().Soon();
        world.Store.Lose(); // before the first has read of it

        (await Replicas.SourceOf(world.A)).Should().Be(DecisionSource.Classifier);
    }

    [Fact]
    public async Task Who_has_nothing_to_tell_finds_it_too()
    {
        using var world = new Replicas(hasClassifier: true);
        await Replicas.SourceOf(world.A); // it has chosen nothing, changed nothing and seen no failure
        world.B.Session.Invalidate();
        await world.B.Session.ToldAsync().Soon();
        world.Store.Lose();

        (await Replicas.SourceOf(world.A)).Should().Be(DecisionSource.Classifier);
    }

    [Fact]
    public async Task Who_was_never_in_step_and_tells_an_empty_store_first_drops_what_it_scored_alone()
    {
        using var world = new Replicas(hasClassifier: true);
        world.Ports[0].Cut = StorePort.Everything;
        world.A.Session.Invalidate();
        await Replicas.SourceOf(world.A);
        world.B.Session.Invalidate();
        await world.B.Session.ToldAsync().Soon();
        world.Store.Lose();

        world.Ports[0].Join();
        await world.A.Session.ToldAsync().Soon();

        (await Replicas.SourceOf(world.A)).Should().Be(DecisionSource.Classifier);
    }

    [Fact]
    public async Task Scores_from_before_a_switch_are_stored_nowhere()
    {
        using var world = new Replicas(hasClassifier: true);
        world.A.Classifier.Holds = true;
        var early = world.A.DecideAsync();
        var call = await world.A.Classifier.NextAsync();

        await Replicas.SwitchAsync(world.B, "auto");
        call.Answer();
        await early;

        world.Store.Scores.Should().Be(0);
        (await Replicas.SourceOf(world.B)).Should().Be(DecisionSource.Classifier);
    }

    [Theory]
    [InlineData("read")]
    [InlineData("tell")]
    [InlineData("lease")]
    [InlineData("store")]
    [InlineData("note")]
    [InlineData("health")]
    [InlineData("read tell lease store note health")]
    public async Task Whatever_does_not_come_through_a_route_is_answered(string steps)
    {
        using var world = new Replicas(hasClassifier: true);
        await world.A.DecideAsync("something else");
        foreach (var port in world.Ports)
        {
            port.Cut = steps.Split(' ').ToHashSet();
        }

        await Replicas.SwitchAsync(world.A, "auto");
        world.A.Report("strong", 500);
        (await Replicas.ModelOf(world.A)).Should().Be("cheap");
        world.Store.Clock.Advance(TimeSpan.FromMinutes(1)); // a lease whose end did not come through ends by itself
        (await world.B.DecideAsync(new RouteRequest { Task = "rename a variable", ConversationId = "c" }))
            .Model.Slug.Value.Should()
            .Be("cheap");

        foreach (var port in world.Ports)
        {
            port.Join();
        }

        await Replicas.SwitchAsync(world.A, "strong");
        (await Replicas.ModelOf(world.B)).Should().Be("strong", "sharing goes on");
    }

    [Fact]
    public async Task A_failure_frees_the_lease()
    {
        using var world = new Replicas(hasClassifier: true);
        world.A.Classifier.Holds = true;
        using var cancel = new CancellationTokenSource();
        var asked = world.A.RouteAsync(cancellationToken: cancel.Token);
        await world.A.Classifier.NextAsync();

        await cancel.CancelAsync();
        await FluentActions.Awaiting(() => asked).Should().ThrowAsync<OperationCanceledException>();

        var next = world.B.DecideAsync();
        await PassAsync(world, [next]);
        (await next).Source.Should().Be(DecisionSource.Classifier, "the lease has not ended by itself: no clock of the store has moved");
    }

    // Those who wait look again now and then, by their own clocks.
    private static async Task PassAsync(Replicas world, Task[] waiting)
    {
        while (!Task.WhenAll(waiting).IsCompleted)
        {
            foreach (var session in world.Sessions[1..])
            {
                session.Clock.Advance(TimeSpan.FromMilliseconds(25));
            }

            await Task.Yield();
        }
    }
}
