using ShimLsp.Server.Telemetry.Otlp;

namespace ShimLsp.Server.Tests.Telemetry;

/// <summary>What the standard variables mean here.</summary>
public sealed class OtlpSettingsTests
{
    private const string Common = "OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318";

    [Theory]
    [InlineData("", null, null)]
    [InlineData(Common, "http://c:4318/v1/metrics", "http://c:4318/v1/traces")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT=http://c:4318/base/", "http://c:4318/base/v1/metrics", "http://c:4318/base/v1/traces")]
    [InlineData("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT=http://m:1/x", "http://m:1/x", null)]
    [InlineData(Common + " OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=https://t/y", "http://c:4318/v1/metrics", "https://t/y")]
    [InlineData(Common + " OTEL_METRICS_EXPORTER=none", null, "http://c:4318/v1/traces")]
    [InlineData(Common + " OTEL_METRICS_EXPORTER=prometheus", null, "http://c:4318/v1/traces")]
    [InlineData("OTEL_TRACES_EXPORTER=otlp", null, "http://localhost:4318/v1/traces")]
    [InlineData(Common + " OTEL_SDK_DISABLED=TRUE", null, null)]
    [InlineData(Common + " OTEL_EXPORTER_OTLP_METRICS_PROTOCOL=grpc", null, "http://c:4318/v1/traces")]
    [InlineData(Common + " OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf", "http://c:4318/v1/metrics", "http://c:4318/v1/traces")]
    public void Each_kind_goes_where_it_is_asked_to(string variables, string? metrics, string? traces)
    {
        var settings = Of(variables);

        settings?.Metrics?.Address.AbsoluteUri.Should().Be(metrics);
        settings?.Traces?.Address.AbsoluteUri.Should().Be(traces);
        (settings?.Metrics is null, settings?.Traces is null).Should().Be((metrics is null, traces is null));
    }

    [Theory]
    [InlineData("", 10_000)]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT=2000", 2000)]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT=2000 OTEL_EXPORTER_OTLP_METRICS_TIMEOUT=3000", 3000)]
    [InlineData("OTEL_EXPORTER_OTLP_TIMEOUT=soon", 10_000)]
    public void The_time_limit_is_in_milliseconds(string variables, int expected) =>
        Of($"{Common} {variables}")!.Metrics!.Timeout.TotalMilliseconds.Should().Be(expected);

    [Theory]
    [InlineData("OTEL_BSP_MAX_QUEUE_SIZE=0", "OTEL_BSP_MAX_QUEUE_SIZE must be a whole number from 1 to 1000000. 2048 is used.")]
    [InlineData("OTEL_TRACES_SAMPLER=jaeger_remote", "OTEL_TRACES_SAMPLER is not known here. parentbased_always_on is used.")]
    [InlineData("OTEL_TRACES_SAMPLER_ARG=2", "OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1. 1 is used.")]
    public void What_is_wrong_is_said_and_the_default_is_used(string variables, string said)
    {
        var settings = Of($"{Common} {variables}")!;

        settings.Problems.Should().Equal(said);
        settings.MostSpans.Should().Be(2048);
        settings.Sampler.Should().Be(new SpanSampler(FollowsParent: true, 1));
    }

    [Fact]
    public void A_protocol_that_is_not_spoken_is_said_once_with_what_to_set()
    {
        var problem = Of($"{Common} OTEL_EXPORTER_OTLP_PROTOCOL=grpc")!.Problems.Should().ContainSingle().Subject;

        problem.Should().Contain("Set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf").And.Contain("http://localhost:4318");
    }

    [Fact]
    public void A_batch_is_never_larger_than_the_queue() => Of($"{Common} OTEL_BSP_MAX_QUEUE_SIZE=100")!.SpanBatch.Should().Be(100);

    private static OtlpSettings? Of(string variables)
    {
        var all = variables
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(one => one.Split('=', 2))
            .ToDictionary(one => one[0], one => one[1]);
        return OtlpSettings.Of(all.GetValueOrDefault, "1.2.3", "here");
    }
}
