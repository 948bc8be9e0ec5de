using System.Net.Sockets;
using System.Text;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Serving;

/// <summary>How a gateway stops, and what a connection may send.</summary>
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
    [InlineData(
        "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    )]
    [InlineData("POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello")]
    [InlineData("GET /health HTTP/1.1\r\nHost: localhost\r\nHost: evil.test\r\n\r\n")]
    [InlineData("GET /health HTTP/1.1\r\n\r\n")]
    [InlineData("GET /health HTTP/1.1\r\nHost : localhost\r\n\r\n")]
    [InlineData("GET /health HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n\r\n")]
    public async Task Headers_that_two_servers_may_read_differently_are_refused(string request) =>
        (await SendRawAsync(request)).Should().StartWith("HTTP/1.1 400");

    [Fact]
    public async Task Huge_headers_are_refused() =>
        (await SendRawAsync($"GET /health HTTP/1.1\r\nHost: localhost\r\nX: {new string('x', 40_000)}\r\n\r\n"))
            .Should()
            .StartWith("HTTP/1.1 431");

    private async Task<string> SendRawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", new Uri(world.Started.Url).Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request));
        var buffer = new byte[256];
        var read = await stream.ReadAsync(buffer).AsTask().WaitAsync(ShimClient.Limit);
        return Encoding.ASCII.GetString(buffer, 0, read);
    }
}
