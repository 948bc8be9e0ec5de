using ShimLsp.Server.Telemetry.Measuring;

namespace ShimLsp.Server.Tests.Telemetry;

/// <summary>Values add up, within bounds.</summary>
public sealed class MeasurementStoreTests
{
    [Theory]
    [InlineData("0", "1 0 0 0")]
    [InlineData("0.005 0.0051", "1 1 0 0")] // a bound belongs to the bucket below it
    [InlineData("0.01 0.025 99", "0 1 1 1")]
    public void A_value_is_in_the_bucket_whose_bound_it_does_not_exceed(string values, string firstAndLast)
    {
        var store = new MeasurementStore(default);
        foreach (var value in values.Split(' '))
        {
            store.Add(Measures.RequestDuration, double.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
        }

        var buckets = store.Read().Single().Series.Single().Buckets;
        string.Join(' ', [buckets[0], buckets[1], buckets[2], buckets[^1]]).Should().Be(firstAndLast);
    }

    [Fact]
    public void Sums_add_up_and_a_gauge_has_its_last_value()
    {
        var store = new MeasurementStore(default);
        foreach (var value in new[] { 2.0, 5, -1 })
        {
            store.Add(Measures.Saved, value);
            store.Add(Measures.BudgetSpent, value);
        }

        store.Read().Select(family => family.Series.Single().Sum).Should().Equal(6, -1);
    }

    [Fact]
    public void Series_beyond_the_limit_share_one_and_nothing_is_lost()
    {
        var store = new MeasurementStore(default, mostSeries: 4);
        for (var model = 0; model < 100; model++)
        {
            store.Add(Measures.Decisions, 1, new KeyValuePair<string, object?>("shim.model", $"model-{model}"));
        }

        var series = store.Read().Single().Series;
        series.Should().HaveCount(4);
        series.Sum(one => one.Sum).Should().Be(100);
        series[^1].Tags.Tags.Single().Should().Be(KeyValuePair.Create("otel.metric.overflow", (object)true));
    }

    [Fact]
    public void Prometheus_reads_sums_histograms_and_awkward_names()
    {
        var store = new MeasurementStore(default);
        store.Add(Measures.Decisions, 3, new KeyValuePair<string, object?>("shim.model", "a\"b\\c\nd"));
        store.Add(Measures.RequestDuration, 0.02, new KeyValuePair<string, object?>("http.route", "/v1/messages"));

        PrometheusText
            .Of(store.Read())
            .Split('\n')
            .Should()
            .Contain("# TYPE shim_decisions_total counter")
            .And.Contain("""shim_decisions_total{model="a\"b\\c\nd"} 3""")
            .And.Contain("# TYPE http_server_request_duration_seconds histogram")
            .And.Contain("""http_server_request_duration_seconds_bucket{http_route="/v1/messages",le="0.01"} 0""")
            .And.Contain("""http_server_request_duration_seconds_bucket{http_route="/v1/messages",le="0.025"} 1""")
            .And.Contain("""http_server_request_duration_seconds_bucket{http_route="/v1/messages",le="+Inf"} 1""")
            .And.Contain("""http_server_request_duration_seconds_count{http_route="/v1/messages"} 1""");
    }

    [Fact]
    public void Every_name_is_there_once()
    {
        Measures.All.Select(measure => measure.Name).Should().OnlyHaveUniqueItems();
        Measures.All.Select(measure => measure.Prometheus).Should().OnlyHaveUniqueItems().And.OnlyContain(name => !name.Contains('.'));
        Measures.All.Should().OnlyContain(measure => measure.Bounds.IsEmpty == (measure.Kind != MeasureKind.Histogram));
    }
}
