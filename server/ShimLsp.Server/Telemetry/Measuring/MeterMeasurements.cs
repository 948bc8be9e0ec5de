using System.Collections.Immutable;
using System.Diagnostics.Metrics;

namespace ShimLsp.Server.Telemetry.Measuring;

/// <summary>
/// The measures as instruments of <c>System.Diagnostics</c>, for whatever listens in this process. If nothing does, a value costs a look
/// whether it is so.
/// </summary>
internal sealed class MeterMeasurements : IMeasurements, IDisposable
{
    private readonly Dictionary<Measure, Instrument> instruments = [];
    private readonly ImmutableArray<Instrument> recorded;
    private readonly Func<ImmutableArray<Observation>> observe;

    /// <summary>Makes the instruments.</summary>
    /// <param name="name">The meter's name.</param>
    /// <param name="version">The program's version.</param>
    /// <param name="observe">Looks up what is not recorded.</param>
    public MeterMeasurements(string name, string version, Func<ImmutableArray<Observation>> observe)
    {
        this.observe = observe;
        Meter = new Meter(name, version);
        foreach (var measure in Measures.All)
        {
            instruments.Add(measure, Make(measure));
        }

        recorded = [.. Measures.All.Where(measure => !measure.IsObserved).Select(measure => instruments[measure])];
    }

    /// <summary>The meter.</summary>
    public Meter Meter { get; }

    /// <summary>Whether anything listens to what is recorded.</summary>
    public bool IsListenedTo
    {
        get
        {
            foreach (var instrument in recorded)
            {
                if (instrument.Enabled)
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <inheritdoc/>
    public void Add(Measure measure, double value, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        switch (instruments[measure])
        {
            case Counter<long> counter:
                counter.Add((long)value, tags);
                break;
            case Counter<double> counter:
                counter.Add(value, tags);
                break;
            case UpDownCounter<long> sum:
                sum.Add((long)value, tags);
                break;
            case UpDownCounter<double> sum:
                sum.Add(value, tags);
                break;
            case Histogram<long> histogram:
                histogram.Record((long)value, tags);
                break;
            case Histogram<double> histogram:
                histogram.Record(value, tags);
                break;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();

    private Instrument Make(Measure measure)
    {
        var (name, unit, about) = (measure.Name, measure.Unit, measure.Description);
        return measure.Kind switch
        {
            MeasureKind.Counter when measure.IsWhole => Meter.CreateCounter<long>(name, unit, about),
            MeasureKind.Counter => Meter.CreateCounter<double>(name, unit, about),
            MeasureKind.UpDown when measure.IsObserved => Meter.CreateObservableUpDownCounter(name, () => Observe(measure), unit, about),
            MeasureKind.UpDown when measure.IsWhole => Meter.CreateUpDownCounter<long>(name, unit, about),
            MeasureKind.UpDown => Meter.CreateUpDownCounter<double>(name, unit, about),
            MeasureKind.Gauge => Meter.CreateObservableGauge(name, () => Observe(measure), unit, about),
            _ when measure.IsWhole => Meter.CreateHistogram(
                name,
                unit,
                about,
                tags: null,
                new InstrumentAdvice<long> { HistogramBucketBoundaries = [.. measure.Bounds.Select(bound => (long)bound)] }
            ),
            _ => Meter.CreateHistogram(
                name,
                unit,
                about,
                tags: null,
                new InstrumentAdvice<double> { HistogramBucketBoundaries = measure.Bounds }
            ),
        };
    }

    private IEnumerable<Measurement<double>> Observe(Measure measure) =>
        observe()
            .Where(one => one.Measure == measure)
            .Select(one => new Measurement<double>(
                one.Value,
                one.Tags.Tags.Select(tag => KeyValuePair.Create(tag.Key, (object?)tag.Value))
            ));
}
