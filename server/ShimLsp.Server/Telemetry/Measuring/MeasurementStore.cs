using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace ShimLsp.Server.Telemetry.Measuring;

/// <summary>Adds measured values up: sums and histograms since it was made. Thread-safe.</summary>
/// <param name="since">When it was made.</param>
/// <param name="mostSeries">So many series a measure may have. What is beyond shares one.</param>
internal sealed class MeasurementStore(DateTimeOffset since, int mostSeries = MeasurementStore.MostSeries) : IMeasurements
{
    /// <summary>OpenTelemetry's default: a catalog with thousands of models must not fill the memory.</summary>
    private const int MostSeries = 2000;

    private readonly Lock gate = new();
    private readonly Dictionary<Measure, Dictionary<TagSet, Totals>> measures = [];

    /// <summary>When it was made.</summary>
    public DateTimeOffset Since => since;

    /// <inheritdoc/>
    public void Add(Measure measure, double value, params ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        Add(new(measure, value, TagSet.Of(tags)));

    /// <summary>Takes a value.</summary>
    /// <param name="one">The value.</param>
    public void Add(in Observation one)
    {
        lock (gate)
        {
            var series = CollectionsMarshal.GetValueRefOrAddDefault(measures, one.Measure, out _) ??= [];
            if (!series.TryGetValue(one.Tags, out var totals))
            {
                // The last place is the one that all further ones share.
                var tags = series.Count < mostSeries - 1 ? one.Tags : TagSet.Overflow;
                totals = CollectionsMarshal.GetValueRefOrAddDefault(series, tags, out _) ??= new(one.Measure.Bounds.Length + 1);
            }

            totals.Add(one.Measure, one.Value);
        }
    }

    /// <summary>All series now, in the order of <see cref="Measures.All"/>.</summary>
    public ImmutableArray<MeasuredFamily> Read()
    {
        lock (gate)
        {
            return
            [
                .. Measures
                    .All.Where(measures.ContainsKey)
                    .Select(measure => new MeasuredFamily(measure, [.. measures[measure].Select(one => one.Value.Read(measure, one.Key))])),
            ];
        }
    }

    private sealed class Totals(int buckets)
    {
        private readonly long[] counts = buckets > 1 ? new long[buckets] : [];
        private double sum;
        private double least = double.PositiveInfinity;
        private double most = double.NegativeInfinity;

        public void Add(Measure measure, double value)
        {
            if (measure.Kind is MeasureKind.Gauge)
            {
                sum = value;
                return;
            }

            sum += value;
            if (measure.Kind is MeasureKind.Histogram)
            {
                counts[BucketOf(measure.Bounds, value)]++;
                (least, most) = (Math.Min(least, value), Math.Max(most, value));
            }
        }

        public MeasuredSeries Read(Measure measure, TagSet tags) =>
            measure.Kind is MeasureKind.Histogram ? new(tags, sum) { Buckets = [.. counts], Range = (least, most) } : new(tags, sum);

        // A bound belongs to the bucket below it.
        private static int BucketOf(ImmutableArray<double> bounds, double value)
        {
            var at = 0;
            while (at < bounds.Length && value > bounds[at])
            {
                at++;
            }

            return at;
        }
    }
}

/// <summary>All series of a measure.</summary>
/// <param name="Measure">The measure.</param>
/// <param name="Series">At least one.</param>
internal sealed record MeasuredFamily(Measure Measure, ImmutableArray<MeasuredSeries> Series);

/// <summary>What has come together for one set of tags.</summary>
/// <param name="Tags">The tags.</param>
/// <param name="Sum">The sum, or the last value of a gauge.</param>
internal sealed record MeasuredSeries(TagSet Tags, double Sum)
{
    /// <summary>How many values lie in each bucket of a histogram; empty for what is none.</summary>
    public ImmutableArray<long> Buckets { get; init; } = [];

    /// <summary>The smallest and the largest value of a histogram.</summary>
    public (double Least, double Most) Range { get; init; }
}
