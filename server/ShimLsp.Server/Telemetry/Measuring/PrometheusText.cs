using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ShimLsp.Server.Telemetry.Measuring;

/// <summary>Writes measured values in the text format of Prometheus.</summary>
internal static class PrometheusText
{
    /// <summary>The format's media type.</summary>
    public const string MediaType = "text/plain; version=0.0.4; charset=utf-8";

    private const string Ours = "shim.";

    /// <summary>Writes them.</summary>
    /// <param name="families">The values.</param>
    public static string Of(IEnumerable<MeasuredFamily> families)
    {
        var text = new StringBuilder();
        foreach (var (measure, series) in families)
        {
            text.Append("# HELP ").Append(measure.Prometheus).Append(' ').Append(measure.Description);
            text.Append("\n# TYPE ").Append(measure.Prometheus).Append(' ').Append(TypeOf(measure.Kind)).Append('\n');
            foreach (var one in series)
            {
                if (measure.Kind is MeasureKind.Histogram)
                {
                    Histogram(text, measure, one);
                }
                else
                {
                    Line(text, measure.Prometheus, "", one.Tags, null, one.Sum);
                }
            }
        }

        return text.ToString();
    }

    /// <summary>The name of a label: our own attributes drop their prefix.</summary>
    /// <param name="attribute">The attribute's name.</param>
    public static string LabelOf(string attribute) =>
        (attribute.StartsWith(Ours, StringComparison.Ordinal) ? attribute[Ours.Length..] : attribute).Replace('.', '_');

    private static void Histogram(StringBuilder text, Measure measure, MeasuredSeries one)
    {
        var below = 0L;
        for (var at = 0; at < one.Buckets.Length; at++)
        {
            below += one.Buckets[at];
            Line(text, measure.Prometheus, "_bucket", one.Tags, at < measure.Bounds.Length ? Number(measure.Bounds[at]) : "+Inf", below);
        }

        Line(text, measure.Prometheus, "_sum", one.Tags, null, one.Sum);
        Line(text, measure.Prometheus, "_count", one.Tags, null, below);
    }

    private static void Line(StringBuilder text, string name, string suffix, TagSet tags, string? bound, double value)
    {
        text.Append(name).Append(suffix);
        var labels = tags.Tags.Select(tag => (LabelOf(tag.Key), Said(tag.Value)));
        ImmutableArray<(string Name, string Value)> all = bound is null ? [.. labels] : [.. labels, ("le", bound)];
        for (var at = 0; at < all.Length; at++)
        {
            text.Append(at == 0 ? '{' : ',').Append(all[at].Name).Append("=\"").Append(Escaped(all[at].Value)).Append('"');
        }

        text.Append(all.IsEmpty ? "" : "}").Append(' ').Append(Number(value)).Append('\n');
    }

    private static string Said(object value) =>
        value switch
        {
            bool flag => flag ? "true" : "false",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string TypeOf(MeasureKind kind) =>
        kind switch
        {
            MeasureKind.Counter => "counter",
            MeasureKind.Histogram => "histogram",
            _ => "gauge",
        };

    private static string Escaped(string value) =>
        value
            .Replace("\\", "\\\\", StringComparison.Ordinal)
            .Replace("\"", "\\\"", StringComparison.Ordinal)
            .Replace("\n", "\\n", StringComparison.Ordinal);
}
