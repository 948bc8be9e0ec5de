using ShimLsp.Mock;

namespace ShimLsp.Server.Tests.Gateway.Serving;

/// <summary>How a gateway stops.</summary>
public sealed class DrainTests : IAsyncLifetime
{
    private GatewayWorld world = null!;

    public async Task InitializeAsync() => world = await GatewayWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task A_running_reply_ends_before_the_gateway_does()
    {
        var gate = new Gate();
        world.Upstream["m-cheap"].Answers(Answer.Says("whole").HeadersAfter(gate));
        var reply = world.ChatAsync();
        await gate.HoldsAsync();

        var stopping = world.StopAsync();
        stopping.IsCompleted.Should().BeFalse();
        gate.Open();

        (await reply).Should().Be("cheap");
        await stopping;
    }
}
