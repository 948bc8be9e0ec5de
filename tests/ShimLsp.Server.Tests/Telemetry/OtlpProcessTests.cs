using ShimLsp.Server.Tests.Support;

namespace ShimLsp.Server.Tests.Telemetry;

/// <summary>A server over stdio sends what it measured when it ends, and a command that is over in a moment sends nothing.</summary>
public sealed class OtlpProcessTests
{
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task A_decision_is_sent_at_the_end_if_the_environment_asks_for_it(bool isAsked, int expected)
    {
        await using var collector = await OtlpCollector.StartAsync();
        using var home = new Home();
        await using (var server = RunningServer.Plain(home, ("OTEL_EXPORTER_OTLP_ENDPOINT", isAsked ? collector.Url : "")))
        {
            await server.Client.CallAsync("route", """{"task":"Rename n to count."}""");
            await server.Client.EndInputAsync();
            (await server.ExitAsync()).Should().Be(0);
        }

        collector.Metrics.Should().HaveCount(expected);
        collector.Spans.Should().HaveCount(expected);
        foreach (var request in collector.Metrics)
        {
            request.Metrics["shim.decisions"].Points.Sum(point => point.Value).Should().Be(1);
            request.Metrics["shim.decision.duration"].Points.Single().Count.Should().Be(1);
        }
    }
}
