using ShimLsp.Mock;
using ShimLsp.Server.Telemetry.Measuring;
using ShimLsp.Server.Tests.Gateway.Serving;

namespace ShimLsp.Server.Tests.Telemetry;

/// <summary>A real collector receives what a gateway measures, over OTLP.</summary>
public sealed class OtlpTests : IAsyncLifetime
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Caller = "b7ad6b7169203331";
    private const long Cumulative = 2;

    private OtlpCollector collector = null!;

    public async Task InitializeAsync() => collector = await OtlpCollector.StartAsync();

    public async Task DisposeAsync() => await collector.DisposeAsync();

    [Fact]
    public async Task Metrics_have_the_names_units_and_attributes_of_the_convention()
    {
        var world = await StartAsync();
        await using var stopping = world;
        await world.ChatAsync(model: "cheap");
        await world.StopAsync();

        var metrics = collector.Metrics[^1].Metrics;
        foreach (var measure in Measures.All.Where(measure => metrics.ContainsKey(measure.Name)))
        {
            var metric = metrics[measure.Name];
            (metric.Unit, metric.Kind).Should().Be((measure.Unit, KindOf(measure)), measure.Name);
            (metric.Temporality, metric.IsMonotonic)
                .Should()
                .Be((metric.Kind is "gauge" ? 0 : Cumulative, measure.Kind is MeasureKind.Counter), measure.Name);
        }

        var tokens = metrics["gen_ai.client.token.usage"];
        tokens.Unit.Should().Be("{token}");
        var input = tokens.Point(("gen_ai.token.type", "input"), ("gen_ai.request.model", "m-cheap"), ("gen_ai.operation.name", "chat"));
        (input.Count, input.Value).Should().Be((1, 12));
        input.Tags["gen_ai.provider.name"].Should().Be("generic-chat-completion-api");
        input.Buckets.Should().HaveCount(input.Bounds.Count + 1).And.ContainSingle(count => count == 1);
        input.Bounds.Should().StartWith([1, 4, 16]).And.EndWith(67108864);
        tokens.Point(("gen_ai.token.type", "output")).Value.Should().Be(7);
        metrics["gen_ai.client.operation.duration"].Point(("gen_ai.request.model", "m-cheap")).Tags.Should().NotContainKey("error.type");
        metrics["gen_ai.server.time_to_first_token"].Unit.Should().Be("s");
        metrics["http.server.request.duration"]
            .Point(("http.route", "/v1/chat/completions"), ("http.response.status_code", 200L), ("http.request.method", "POST"))
            .Count.Should()
            .Be(1);
        metrics["shim.decisions"].Point(("shim.model", "cheap"), ("shim.source", "pinned")).Value.Should().Be(1);
        metrics["shim.requests"].Point(("shim.shape", "chat"), ("shim.status", "200")).Value.Should().Be(1);
        metrics["shim.requests.in_flight"].Points.Single().Value.Should().Be(0);
        metrics["shim.cost"].Point(("shim.model", "cheap"), ("shim.tenant", "local")).Value.Should().BePositive();
        var point = metrics["shim.decisions"].Points.Single();
        point.Time.Should().BeGreaterThanOrEqualTo(point.Start).And.BePositive();
    }

    [Fact]
    public async Task A_failed_call_has_its_error_and_changes_health_and_budget_are_there()
    {
        var world = await StartAsync(editRows: rows => rows[..^1] + """, "budget": { "daily": 5 } }""");
        await using var stopping = world;
        world.Upstream["m-cheap"].Answers(Answer.Fails(429), Answer.Says("yes"));
        (await world.ChatAsync(model: "auto")).Should().Be("mid");
        await world.AskAsync("POST", "/api/switch", """{"slug":"mid"}""");
        await world.StopAsync();

        var metrics = collector.Metrics[^1].Metrics;
        metrics["gen_ai.client.operation.duration"].Point(("gen_ai.request.model", "m-cheap"), ("error.type", "429")).Count.Should().Be(1);
        metrics["shim.model.health.changes"].Point(("shim.model", "cheap"), ("shim.state", "rate_limited")).Value.Should().Be(1);
        metrics["shim.model.unavailable"].Point(("shim.model", "cheap"), ("shim.state", "rate_limited")).Value.Should().Be(1);
        metrics["shim.cache.invalidations"].Point(("shim.cause", "model_switched")).Value.Should().Be(1);
        metrics["shim.budget.limit"].Point(("shim.scope", "catalog"), ("shim.period", "day")).Value.Should().Be(5);
        metrics["shim.budget.spent"].Points.Single().Value.Should().BePositive();
        collector.Spans.Single(span => span.Name == "chat m-cheap").Should().Match<OtlpSpan>(span => span.Status == 2);
    }

    [Fact]
    public async Task A_trace_that_comes_with_a_request_is_continued_and_goes_no_further()
    {
        var world = await StartAsync();
        await using var stopping = world;
        await AskWithTraceAsync(world, flags: "01");
        await world.StopAsync();

        var request = collector.Spans.Single(span => span.Kind == OtlpSpan.Server);
        (request.Trace, request.Parent, request.Name).Should().Be((Trace, Caller, "POST /v1/chat/completions"));
        (request.TraceState, request.Flags & 0x301).Should().Be(("vendor=1", 0x301));
        request.Tags["http.response.status_code"].Should().Be(200L);
        var inner = collector.Spans.Where(span => span.Id != request.Id).ToArray();
        inner.Select(span => span.Name).Should().BeEquivalentTo("route", "chat m-cheap");
        inner.Should().OnlyContain(span => span.Parent == request.Id && span.Trace == Trace);
        inner.Should().OnlyContain(span => span.Begun >= request.Begun && span.Ended <= request.Ended && span.Begun <= span.Ended);

        var call = inner.Single(span => span.Kind == OtlpSpan.Client);
        call.Tags.Should()
            .Contain("gen_ai.operation.name", "chat")
            .And.Contain("gen_ai.request.model", "m-cheap")
            .And.Contain("gen_ai.usage.input_tokens", 12L)
            .And.Contain("gen_ai.usage.output_tokens", 7L)
            .And.Contain("shim.model", "cheap");
        inner.Single(span => span.Kind == OtlpSpan.Internal).Tags["shim.source"].Should().Be("pinned");

        var upstream = world.Upstream.Requests.Single();
        upstream.Header("traceparent").Should().BeNull("a provider is not of this company");
        upstream.Header("tracestate").Should().BeNull();
    }

    [Theory]
    [InlineData("00", null, 0)] // the caller does not record it
    [InlineData("01", null, 3)]
    [InlineData("01", "always_off", 0)]
    [InlineData("00", "always_on", 3)]
    public async Task Who_continues_a_trace_follows_its_sampling(string flags, string? sampler, int expected)
    {
        var world = await StartAsync(more: [("OTEL_TRACES_SAMPLER", sampler ?? "")]);
        await using var stopping = world;
        await AskWithTraceAsync(world, flags);
        await world.StopAsync();

        collector.Spans.Should().HaveCount(expected);
        collector.Metrics.Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_trace_without_a_token_is_nobodys()
    {
        var world = await StartAsync();
        await using var stopping = world;
        (await AskWithTraceAsync(world, "01", token: "wrong")).Status.Should().Be(401);
        await world.ChatAsync();
        await world.StopAsync();

        collector.Spans.Should().NotBeEmpty().And.NotContain(span => span.Trace == Trace);
    }

    [Fact]
    public async Task Nothing_that_is_sent_holds_a_text_a_key_a_token_or_a_path()
    {
        const string prompt = "canary-prompt that nobody may find";
        const string reply = "canary-reply that nobody may find";
        var world = await StartAsync(more: [("OTEL_EXPORTER_OTLP_HEADERS", "x-api-key=canary-header%3D1, other=2")]);
        await using var stopping = world;
        world.Upstream["m-cheap"].Answers(Answer.Says(reply), Answer.Fails(400, $"canary-refusal {prompt}"));
        var body = $$"""{"model":"cheap","user":"canary-user","messages":[{"role":"user","content":"{{prompt}}"}]}""";
        (await world.AskAsync("POST", "/v1/chat/completions", body)).Body.Should().Contain(reply);
        await world.AskAsync("POST", "/v1/chat/completions?canary-query=1", body);
        await world.AskAsync("POST", "/v1/canary-path", body);
        await world.StopAsync();

        collector.Requests.Should().OnlyContain(one => one.Headers["x-api-key"] == "canary-header=1" && one.Headers["other"] == "2");
        var sent = string.Concat(collector.Requests.Select(one => one.Latin1));
        sent.Should().Contain("m-cheap", "it is the right thing");
        foreach (var secret in new[] { "canary", world.Started.Token, world.Home.Path, world.Upstream.BaseUrl, "Bearer" })
        {
            sent.Should().NotContain(secret);
        }
    }

    [Fact]
    public async Task The_resource_is_what_the_variables_say()
    {
        var world = await StartAsync(
            more:
            [
                ("OTEL_SERVICE_NAME", "router"),
                ("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=a%20b,service.name=other"),
                ("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip"),
            ]
        );
        await using var stopping = world;
        await world.ChatAsync();
        await world.StopAsync();

        foreach (var request in collector.Requests)
        {
            request.Headers["Content-Type"].Should().Be("application/x-protobuf");
            request.Headers["Content-Encoding"].Should().Be("gzip");
            request.Scope.Should().Be("ShimLsp");
            request
                .Resource.Should()
                .Contain("service.name", "router")
                .And.Contain("deployment.environment.name", "a b")
                .And.ContainKeys("service.version", "service.instance.id");
        }
    }

    [Fact]
    public async Task Metrics_are_sent_again_and_again_and_add_up()
    {
        var world = await StartAsync(more: [("OTEL_METRIC_EXPORT_INTERVAL", "1000"), ("OTEL_TRACES_EXPORTER", "none")]);
        await using var stopping = world;
        await world.ChatAsync(model: "cheap");
        await ExportAsync(world);
        await world.ChatAsync(model: "cheap");
        await world.StopAsync();

        var decisions = collector.Metrics.Select(one => one.Metrics["shim.decisions"].Points.Single()).ToArray();
        decisions[0].Value.Should().Be(1);
        decisions[^1].Value.Should().Be(2);
        decisions.Select(point => point.Start).Distinct().Should().ContainSingle("a cumulative sum has one beginning");
        collector.Spans.Should().BeEmpty("the variable says so");
    }

    [Theory]
    [InlineData("OTEL_SDK_DISABLED", "true", null)]
    [InlineData("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "OTEL_EXPORTER_OTLP_PROTOCOL is grpc, and only http/protobuf is spoken here. ")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4318", "OTEL_EXPORTER_OTLP_ENDPOINT is not an http or https address.")]
    [InlineData("OTEL_EXPORTER_OTLP_ENDPOINT", "", null)]
    public async Task Nothing_is_sent_if_nobody_asks_for_it_rightly(string name, string value, string? said)
    {
        var world = await StartAsync(more: [(name, value)]);
        await using var stopping = world;
        await world.ChatAsync();
        await world.StopAsync();

        collector.Requests.Should().BeEmpty();
        var lines = world.Log.ToString();
        if (said is null)
        {
            lines.Should().NotContain("Telemetry");
        }
        else
        {
            lines.Split('\n').Where(line => line.Contains(said, StringComparison.Ordinal)).Should().ContainSingle();
        }
    }

    [Fact]
    public async Task A_dead_collector_costs_one_line_in_the_log()
    {
        await collector.DisposeAsync();
        var world = await StartAsync(more: [("OTEL_METRIC_EXPORT_INTERVAL", "1000"), ("OTEL_BSP_SCHEDULE_DELAY", "1000")]);
        await using var stopping = world;
        for (var turn = 0; turn < 5; turn++)
        {
            (await world.ChatAsync(model: "cheap")).Should().Be("cheap");
            for (var second = 0; second < 30; second++)
            {
                world.Time.Advance(TimeSpan.FromSeconds(1));
            }
        }

        await world.StopAsync();

        world.Log.ToString().Split('\n').Where(line => line.Contains("Telemetry", StringComparison.Ordinal)).Should().ContainSingle();
    }

    private static Task<Reply> AskWithTraceAsync(GatewayWorld world, string flags, string? token = null) =>
        world.AskAsync(
            "POST",
            "/v1/chat/completions",
            GatewayWorld.ChatBody("cheap"),
            token,
            request =>
            {
                request.Headers.Add("traceparent", $"00-{Trace}-{Caller}-{flags}");
                request.Headers.Add("tracestate", "vendor=1");
            }
        );

    /// <summary>Lets time pass until the collector has one more request.</summary>
    private async Task ExportAsync(GatewayWorld world)
    {
        var next = collector.NextAsync();
        while (!next.IsCompleted)
        {
            world.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(next, Task.Delay(10));
        }

        await next;
    }

    private Task<GatewayWorld> StartAsync(Func<string, string>? editRows = null, params (string Name, string Value)[] more) =>
        GatewayWorld.StartAsync(editRows: editRows, variables: [("OTEL_EXPORTER_OTLP_ENDPOINT", collector.Url), .. more]);

    private static string KindOf(Measure measure) =>
        measure.Kind switch
        {
            MeasureKind.Gauge => "gauge",
            MeasureKind.Histogram => "histogram",
            _ => "sum",
        };
}
