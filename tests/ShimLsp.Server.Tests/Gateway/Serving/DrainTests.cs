using System.Net.Sockets;
using System.Text;
using ShimLsp.Mock;
using ShimLsp.Server.Gateway.Serving.Connections;
using ShimLsp.Server.Tests.Faults;
using ShimLsp.Server.Tests.Support;

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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_client_of_HTTP_2_is_told_and_closes_the_connection_itself_if_it_does_so_soon(bool closes)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", new Uri(world.Started.Url).Port);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0"));
        await ReadUntilAsync(stream, type: 4); // settings

        var stopping = world.StopAsync();
        await ReadUntilAsync(stream, type: 7); // goaway
        await stream.WriteAsync(Encoding.Latin1.GetBytes("\0\0\x08\x06\0\0\0\0\0 a ping "));
        var end = stream.ReadAsync(new byte[1]).AsTask();
        (await Task.WhenAny(end, Task.Delay(200))).Should().NotBe(end, "a request may be on its way that has to go elsewhere");
        if (closes)
        {
            connection.Client.Shutdown(SocketShutdown.Send);
        }
        else
        {
            await Eventually.Holds(
                () =>
                {
                    world.Time.Advance(LingeringClose.Longest / 4);
                    return end.IsCompleted;
                },
                "it is not waited for any longer"
            );
        }

        (await end.WaitAsync(ShimClient.Limit)).Should().Be(0, "the connection ends, and is not cut");
        await stopping;
    }

    /// <summary>Reads frames of HTTP/2 as far as the first of a type.</summary>
    private static async Task ReadUntilAsync(NetworkStream stream, int type)
    {
        var header = new byte[9];
        do
        {
            await stream.ReadExactlyAsync(header).AsTask().WaitAsync(ShimClient.Limit);
            await stream.ReadExactlyAsync(new byte[(header[1] << 8) + header[2]]).AsTask().WaitAsync(ShimClient.Limit);
        } while (header[3] != type);
    }
}
