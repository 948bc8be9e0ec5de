using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using ShimLsp.Server.Telemetry.Otlp;
using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Telemetry;

/// <summary>A collector that is slow, busy or gone.</summary>
public sealed class OtlpSenderTests : IAsyncLifetime, IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly List<string> failures = [];
    private readonly HttpMessageInvoker connections = new(new SocketsHttpHandler());
    private OtlpCollector collector = null!;

    public async Task InitializeAsync() => collector = await OtlpCollector.StartAsync();

    public async Task DisposeAsync() => await collector.DisposeAsync();

    public void Dispose() => connections.Dispose();

    [Theory]
    [InlineData(429, null, 2)] // it is sent again after a second
    [InlineData(429, "3", 2)]
    [InlineData(502, null, 2)]
    [InlineData(503, "3", 2)]
    [InlineData(504, null, 2)]
    [InlineData(503, "60", 1)] // longer than an export may take: then the next one waits
    [InlineData(400, null, 1)] // it would be refused again
    [InlineData(401, null, 1)]
    [InlineData(500, null, 1)]
    public async Task What_may_be_sent_again_is(int status, string? retryAfter, int expected)
    {
        collector.Answers(status, retryAfter);
        var sender = SenderTo(collector.Url);

        var took = await SendAsync(sender);

        collector.Requests.Should().HaveCount(expected);
        failures.Should().HaveCount(expected == 1 ? 1 : 0);
        sender.IsResting.Should().Be(retryAfter == "60");
        if (expected == 2)
        {
            took.Should().BeGreaterThanOrEqualTo(TimeSpan.FromSeconds(retryAfter == "3" ? 3 : 1));
        }
    }

    [Fact]
    public async Task A_pause_that_was_asked_for_ends()
    {
        collector.Answers(503, "60");
        var sender = SenderTo(collector.Url);
        await SendAsync(sender);

        sender.IsResting.Should().BeTrue();
        clock.Advance(TimeSpan.FromSeconds(60));
        sender.IsResting.Should().BeFalse();
    }

    [Fact]
    public async Task A_collector_that_hangs_is_given_up_in_time()
    {
        collector.Hangs();

        (await SendAsync(SenderTo(collector.Url))).Should().BeCloseTo(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1));

        failures.Should().Equal("no answer in time");
    }

    [Fact]
    public async Task A_collector_that_is_gone_is_tried_for_a_while()
    {
        (await SendAsync(SenderTo($"http://127.0.0.1:{FreePort()}"))).Should().BeLessThanOrEqualTo(TimeSpan.FromSeconds(10));

        failures.Should().Equal("no connection");
    }

    [Fact]
    public async Task The_last_message_is_tried_once()
    {
        collector.Answers(503);

        await SenderTo(collector.Url).SendAsync(new byte[] { 1 }, isLast: true, CancellationToken.None);

        collector.Requests.Should().ContainSingle();
    }

    /// <summary>Sends while time passes; returns how much did.</summary>
    private async Task<TimeSpan> SendAsync(OtlpSender sender)
    {
        var begun = clock.GetUtcNow();
        var sending = sender.SendAsync(new byte[] { 1, 2, 3 }, isLast: false, CancellationToken.None);
        while (!sending.IsCompleted)
        {
            await Task.WhenAny(sending, Task.Delay(20));
            if (!sending.IsCompleted)
            {
                clock.Advance(TimeSpan.FromMilliseconds(500));
            }
        }

        await sending.WaitAsync(ShimClient.Limit);
        return clock.GetUtcNow() - begun;
    }

    private OtlpSender SenderTo(string url) =>
        new(
            new(new Uri($"{url}/v1/metrics"), [], TimeSpan.FromSeconds(10), IsCompressed: false),
            (_, _) => new(connections),
            clock,
            failures.Add
        );

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
