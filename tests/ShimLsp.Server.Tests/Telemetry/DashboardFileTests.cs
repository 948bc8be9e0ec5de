using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using ShimLsp.Server.Telemetry;
using ShimLsp.Server.Telemetry.Measuring;
using ShimLsp.Server.Tests.Architecture;

namespace ShimLsp.Server.Tests.Telemetry;

/// <summary>The dashboard for Grafana asks for metrics and labels that <c>/metrics</c> has.</summary>
public sealed partial class DashboardFileTests
{
    private static readonly string[] FromPrometheus = ["instance", "le"];

    [Fact]
    public void Every_expression_names_metrics_and_labels_that_there_are()
    {
        var metrics = Measures.All.SelectMany(Names).ToHashSet();
        var labels = LabelsOfOurs().Concat(FromPrometheus).ToHashSet();
        var expressions = Expressions(Dashboard()).ToArray();
        expressions.Should().HaveCountGreaterThan(20);

        foreach (var expression in expressions)
        {
            var named = MetricName().Matches(expression).Select(match => match.Value).ToArray();
            named.Should().NotBeEmpty(expression).And.BeSubsetOf(metrics, expression);
            LabelNames(expression).Should().BeSubsetOf(labels, expression);
        }
    }

    [Fact]
    public void Every_measure_is_shown() =>
        Measures
            .All.Where(measure => !Expressions(Dashboard()).Any(one => one.Contains(measure.Prometheus, StringComparison.Ordinal)))
            .Select(measure => measure.Prometheus)
            .Should()
            .BeEmpty();

    private static JsonElement Dashboard() =>
        JsonElement.Parse(File.ReadAllText(Path.Combine(Repository.Root, "deploy", "grafana", "shim-lsp.json")));

    private static IEnumerable<string> Expressions(JsonElement within) =>
        within.ValueKind switch
        {
            JsonValueKind.Object => within
                .EnumerateObject()
                .SelectMany(member => member.Name is "expr" or "definition" ? [member.Value.GetString()!] : Expressions(member.Value)),
            JsonValueKind.Array => within.EnumerateArray().SelectMany(Expressions),
            _ => [],
        };

    private static IEnumerable<string> Names(Measure measure) =>
        measure.Kind is MeasureKind.Histogram
            ? [$"{measure.Prometheus}_bucket", $"{measure.Prometheus}_sum", $"{measure.Prometheus}_count"]
            : [measure.Prometheus];

    private static IEnumerable<string> LabelsOfOurs() =>
        typeof(TagNames)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => PrometheusText.LabelOf((string)field.GetRawConstantValue()!));

    private static IEnumerable<string> LabelNames(string expression) =>
        Grouping()
            .Matches(expression)
            .SelectMany(match => match.Groups["labels"].Value.Split(',', StringSplitOptions.TrimEntries))
            .Concat(Matcher().Matches(expression).Select(match => match.Groups["label"].Value));

    [GeneratedRegex(@"\b(shim|gen_ai_client|gen_ai_server|http_server)_\w+")]
    private static partial Regex MetricName();

    [GeneratedRegex(@"\bby \((?<labels>[^)]*)\)")]
    private static partial Regex Grouping();

    [GeneratedRegex("""[{,](?<label>\w+)(=|!=|=~|!~)["]""")]
    private static partial Regex Matcher();
}
