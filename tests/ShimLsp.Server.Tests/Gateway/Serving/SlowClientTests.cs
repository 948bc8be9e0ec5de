using System.Net.Sockets;
using System.Text;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Serving;

/// <summary>Clients that send a byte now and then, and so would hold a connection for ever. Kestrel's own clock is the real one.</summary>
public sealed class SlowClientTests : IAsyncLifetime
{
    private static readonly TimeSpan BetweenBytes = TimeSpan.FromMilliseconds(100);

    private GatewayWorld world = null!;

    public async Task InitializeAsync() =>
        world = await GatewayWorld.StartAsync(gateway =>
            gateway with
            {
                Limits = new() { LongestHeaders = TimeSpan.FromSeconds(1), SlowestBody = new(100, TimeSpan.FromSeconds(1.5)) },
            }
        );

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task Headers_that_do_not_end_are_refused() =>
        (await DripAsync("GET /health HTTP/1.1\r\nHost: localhost\r\nX: ")).Should().StartWith("HTTP/1.1 408");

    [Theory]
    [InlineData("Content-Length: 4000\r\n\r\n")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nfa0\r\n")]
    public async Task A_body_that_drips_is_refused(string framing)
    {
        var said = await DripAsync(
            $"POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {world.Started.Token}\r\n{framing}"
        );

        said.Should().StartWith("HTTP/1.1 408");
    }

    /// <summary>Sends the beginning of a request, then a byte again and again until there is an answer, and returns it.</summary>
    private async Task<string> DripAsync(string beginning)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", new Uri(world.Started.Url).Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(beginning));
        var buffer = new byte[1024];
        var answer = stream.ReadAsync(buffer).AsTask().WaitAsync(ShimClient.Limit);
        try
        {
            while (!answer.IsCompleted)
            {
                await stream.WriteAsync("x"u8.ToArray());
                await Task.WhenAny(answer, Task.Delay(BetweenBytes));
            }
        }
        catch (IOException)
        {
            // The gateway has closed the connection.
        }

        return Encoding.Latin1.GetString(buffer, 0, await answer);
    }
}
