using ShimLsp.Server.Gateway;
using ShimLsp.Server.Hosting;
using ShimLsp.Server.Hosting.Gateways;

namespace ShimLsp.Server.Tests.Gateway.Serving;

/// <summary>How many sessions stay open.</summary>
public sealed class GatewaySessionsTests
{
    [Fact]
    public async Task The_idle_session_that_was_used_the_longest_ago_makes_room_for_one_more()
    {
        await using var world = await GatewayWorld.StartAsync();
        var options = new ServerOptions { Host = world.Host, Stderr = TextWriter.Null };
        using var shared = new ProcessServices(options);
        using var sessions = new GatewaySessions(options, shared);
        var opened = Enumerable.Range(0, GatewaySessions.Most).Select(Use).ToArray();
        opened[0].OfSession.TryEnter(); // a request runs in it
        Use(1);

        Use(GatewaySessions.Most);

        sessions.Count.Should().Be(GatewaySessions.Most);
        Use(0).Should().BeSameAs(opened[0], "it is not idle");
        Use(1).Should().BeSameAs(opened[1], "it was used since");
        Use(3).Should().BeSameAs(opened[3]);
        Use(2).Should().NotBeSameAs(opened[2], "it was closed");

        TenantSession Use(int tenant)
        {
            world.Time.Advance(TimeSpan.FromTicks(1));
            return sessions.Of($"t{tenant}", world.Home.Work);
        }
    }
}
