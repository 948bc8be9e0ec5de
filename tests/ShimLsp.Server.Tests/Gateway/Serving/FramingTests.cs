using System.Net.Sockets;
using System.Text;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Serving;

/// <summary>What a connection may send. A proxy in front could read it in another way than the gateway does.</summary>
public sealed class FramingTests : IAsyncLifetime
{
    private const string Get = "GET /health HTTP/1.1\r\n";
    private const string Post = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\n";

    private GatewayWorld world = null!;

    public async Task InitializeAsync() => world = await GatewayWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData(Post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData(Post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello")]
    [InlineData(Post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello")]
    [InlineData(Post + "Content-Length: 5, 5\r\n\r\nhello")]
    [InlineData(Post + "Content-Length: 0x5\r\n\r\nhello")]
    [InlineData(Post + "Content-Length: -5\r\n\r\nhello")]
    [InlineData(Post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n")]
    [InlineData(Post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData(Post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n")]
    [InlineData(Post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n")]
    [InlineData("POST /health HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData(Get + "Host: localhost\r\nHost: evil.test\r\n\r\n")]
    [InlineData(Get + "\r\n")]
    [InlineData(Get + "Host : localhost\r\n\r\n")]
    [InlineData(Get + " Host: localhost\r\n\r\n")]
    [InlineData("GET http://evil.test/health HTTP/1.1\r\nHost: localhost\r\n\r\n")]
    public async Task Headers_that_two_servers_may_read_differently_are_refused(string request) =>
        (await SendAsync(request)).Should().StartWith("HTTP/1.1 400");

    [Theory]
    [InlineData(Get + "Host: localhost\r\nX: a\r\n b\r\n\r\n")] // a folded line
    [InlineData("GET /health HTTP/1.1\nHost: localhost\n\n")]
    [InlineData(Get + "Host: localhost\nX: a\r\n\r\n")]
    [InlineData(Get + "Host: localhost\r\nX: a\rb\r\n\r\n")]
    [InlineData(Get + "Host: localhost\r\nX: a\0b\r\n\r\n")]
    public async Task Lines_that_end_or_go_on_in_an_odd_way_are_refused(string request) =>
        (await SendAsync(request)).Should().StartWith("HTTP/1.1 400");

    [Theory]
    [InlineData(Get + "Host: localhost\r\nX: \u00ff\u00fe\r\n\r\n")]
    [InlineData(Get + "Host: localhost\r\nX: \u00c0\u0080\r\n\r\n")]
    [InlineData(Get + "Host: localhost\r\n\u00e9: a\r\n\r\n")]
    [InlineData(Get + "Host: localhost\r\nAuthorization: Bearer \u00ff\r\n\r\n")]
    public async Task Headers_that_are_not_UTF_8_are_refused(string request) =>
        (await SendAsync(request)).Should().StartWith("HTTP/1.1 400");

    [Theory]
    [InlineData("5\r\nhello0\r\n\r\n")]
    [InlineData("-1\r\nhello\r\n0\r\n\r\n")]
    [InlineData("0x5\r\nhello\r\n0\r\n\r\n")]
    [InlineData("FFFFFFFFFFFFFFFFF\r\nhello\r\n0\r\n\r\n")]
    [InlineData("5\nhello\n0\n\n")]
    public async Task Chunks_that_two_servers_may_read_differently_are_refused(string chunks) =>
        (await SendAsync($"{Post}Authorization: Bearer {world.Started.Token}\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}"))
            .Should()
            .StartWith("HTTP/1.1 400");

    [Theory]
    [InlineData(40_000, 1)]
    [InlineData(10, 2_000)]
    public async Task Huge_or_many_headers_are_refused(int length, int count) =>
        (await SendAsync($"{Get}Host: localhost\r\n{string.Concat(Enumerable.Repeat($"X: {new string('x', length)}\r\n", count))}\r\n"))
            .Should()
            .StartWith("HTTP/1.1 431");

    private async Task<string> SendAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", new Uri(world.Started.Url).Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        var buffer = new byte[256];
        var read = await stream.ReadAsync(buffer).AsTask().WaitAsync(ShimClient.Limit);
        return Encoding.Latin1.GetString(buffer, 0, read);
    }
}
