using ShimLsp.Core.Caching;
using ShimLsp.Core.Health;
using ShimLsp.Core.Models;
using ShimLsp.Core.Routing;

namespace ShimLsp.Core.Tests.Sessions.Together;

/// <summary>What one gateway knows of a model's health and of a conversation, the others know.</summary>
public sealed class HealthSharingTests
{
    [Theory]
    [InlineData(429, AvailabilityState.RateLimited)]
    [InlineData(401, AvailabilityState.Unauthorized)]
    [InlineData(402, AvailabilityState.OutOfCredit)]
    [InlineData(404, AvailabilityState.NotFound)]
    public async Task A_model_that_refused_one_is_left_alone_by_all(int status, AvailabilityState expected)
    {
        using var world = new Replicas();
        await world.B.DecideAsync();

        world.A.Report("cheap", status);

        (await Replicas.ModelOf(world.B)).Should().Be("strong");
        world.B.Session.AvailabilityOf(world.B.Session.Snapshot, new("cheap")).State.Should().Be(expected);
    }

    [Fact]
    public async Task A_pause_ends_everywhere_by_how_long_it_lasts_whatever_the_clocks_say()
    {
        using var world = new Replicas();
        world.B.Clock.Advance(TimeSpan.FromHours(5));
        world.A.Report("cheap", 429, retryAfter: 60);
        (await Replicas.ModelOf(world.B)).Should().Be("strong");

        world.Advance(TimeSpan.FromSeconds(59));
        (await Replicas.ModelOf(world.B)).Should().Be("strong");

        world.Advance(TimeSpan.FromSeconds(2));
        (await Replicas.ModelOf(world.B)).Should().Be("cheap");
    }

    [Fact]
    public async Task Failures_add_up_and_a_success_ends_them()
    {
        using var world = new Replicas(count: 3);
        foreach (var session in world.Sessions)
        {
            await session.DecideAsync();
            session.Report("cheap", 500);
        }

        (await Replicas.ModelOf(world.A)).Should().Be("strong", "three failures in a row, one in each");

        world.B.Report("cheap", 200);
        (await Replicas.ModelOf(world.A)).Should().Be("cheap");
    }

    [Fact]
    public async Task A_change_that_renews_health_renews_it_everywhere()
    {
        using var world = new Replicas();
        world.A.Report("cheap", 401);
        (await Replicas.ModelOf(world.B)).Should().Be("strong");

        world.A.Session.Adopt(world.A.State, InvalidationCause.CredentialChanged);
        await world.A.Session.ToldAsync();

        (await Replicas.ModelOf(world.B)).Should().Be("cheap");
    }

    [Fact]
    public async Task What_was_learned_alone_is_told_later()
    {
        using var world = new Replicas();
        world.Ports[0].Cut = StorePort.Everything;
        world.A.Report("cheap", 429, retryAfter: 600);
        (await Replicas.ModelOf(world.B)).Should().Be("cheap");

        world.Ports[0].Join();

        (await Replicas.ModelOf(world.B)).Should().Be("strong");
    }

    [Fact]
    public async Task A_conversation_keeps_its_model_wherever_its_next_turn_arrives()
    {
        using var world = new Replicas(table: "cheap cost 1 score 0.9 hard 0.2\nstrong cost 9 score 0.95");
        (await world.A.DecideAsync(new RouteRequest { Task = "hard", ConversationId = "talk" }))
            .Model.Slug.Should()
            .Be(new ModelSlug("strong"));

        var next = await world.B.DecideAsync(new RouteRequest { Task = "yes", ConversationId = "talk" });

        next.Model.Slug.Should().Be(new ModelSlug("strong"));
        next.Continues.Should().BeTrue("it is the task that the other gateway has heard");
    }
}
