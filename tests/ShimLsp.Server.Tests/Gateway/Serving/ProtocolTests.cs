using System.Net;
using System.Net.Sockets;
using System.Text;
using ShimLsp.Mock;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Gateway.Serving;

/// <summary>HTTP/1.1 and HTTP/2 without TLS, on one port.</summary>
public sealed class ProtocolTests : IAsyncLifetime
{
    private GatewayWorld world = null!;

    public async Task InitializeAsync() => world = await GatewayWorld.StartAsync();

    public async Task DisposeAsync() => await world.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_reply_streams_over_either(int major)
    {
        world.Upstream["m-cheap"].Answers(Answer.SaysMany(50));
        using var client = Client();

        using var response = await client.SendAsync(Request(major, streams: true));

        response.Version.Major.Should().Be(major);
        var body = await response.Content.ReadAsStringAsync();
        body.Split("word ").Should().HaveCount(51);
        body.Should().EndWith("data: [DONE]\n\n");
    }

    [Fact]
    public async Task Requests_share_a_connection_of_HTTP_2_and_do_not_wait_for_each_other()
    {
        var gate = new Gate();
        world.Upstream["m-cheap"].Answers(Answer.Says("slow").HeadersAfter(gate), Answer.Says("quick"));
        using var client = Client();
        var slow = client.SendAsync(Request());
        await gate.HoldsAsync();

        using var quick = await client.SendAsync(Request());
        (await quick.Content.ReadAsStringAsync()).Should().Contain("quick");
        gate.Open();

        using var last = await slow;
        (await last.Content.ReadAsStringAsync()).Should().Contain("slow");
    }

    [Fact]
    public async Task A_foreign_host_name_and_a_missing_token_are_refused_over_HTTP_2_too()
    {
        using var client = Client();
        using var foreign = Request();
        foreign.Headers.Host = "evil.test";
        using var unknown = Request();
        unknown.Headers.Remove("Authorization");

        (await client.SendAsync(foreign)).StatusCode.Should().Be(HttpStatusCode.MisdirectedRequest);
        (await client.SendAsync(unknown)).StatusCode.Should().Be(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0", 3, "\x04")] // a frame's type: settings
    [InlineData("PUT / HTTP/1.1\r\nHost: localhost\r\n\r\n", 0, "HTTP/1.1 401")]
    [InlineData("PR", 0, "")]
    public async Task The_first_bytes_decide_however_they_come(string sent, int skip, string expected)
    {
        using var connection = new TcpClient();
        await connection.ConnectAsync("127.0.0.1", new Uri(world.Started.Url).Port);
        connection.NoDelay = true;
        var stream = connection.GetStream();
        foreach (var octet in Encoding.Latin1.GetBytes(sent))
        {
            await stream.WriteAsync(new[] { octet });
        }

        if (expected.Length == 0)
        {
            connection.Client.Shutdown(SocketShutdown.Send);
        }

        var received = new byte[64];
        var count = await stream
            .ReadAtLeastAsync(received, skip + expected.Length, throwOnEndOfStream: false)
            .AsTask()
            .WaitAsync(ShimClient.Limit);

        Encoding.Latin1.GetString(received, 0, count).Skip(skip).Take(expected.Length).Should().Equal(expected);
    }

    private HttpClient Client() => new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(world.Started.Url) };

    private HttpRequestMessage Request(int major = 2, bool streams = false)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = new StringContent(GatewayWorld.ChatBody(streams: streams)),
            Version = new Version(major, major == 1 ? 1 : 0),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.Add("Authorization", $"Bearer {world.Started.Token}");
        return request;
    }
}
