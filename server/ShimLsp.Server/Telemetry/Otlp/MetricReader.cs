using System.Diagnostics.Metrics;
using ShimLsp.Server.Telemetry.Measuring;

namespace ShimLsp.Server.Telemetry.Otlp;

/// <summary>Listens to the instruments of a meter and adds up what they say.</summary>
internal sealed class MetricReader : IDisposable
{
    private readonly MeterListener listener = new();
    private readonly TimeProvider clock;
    private readonly MeasurementStore recorded;
    private MeasurementStore observed;

    /// <summary>Begins to listen.</summary>
    /// <param name="meter">The meter.</param>
    /// <param name="clock">Time.</param>
    public MetricReader(Meter meter, TimeProvider clock)
    {
        this.clock = clock;
        recorded = new(clock.GetUtcNow());
        observed = new(clock.GetUtcNow());
        var measures = Measures.All.ToDictionary(measure => measure.Name);
        listener.InstrumentPublished = (instrument, to) =>
        {
            if (ReferenceEquals(instrument.Meter, meter) && measures.TryGetValue(instrument.Name, out var measure))
            {
                to.EnableMeasurementEvents(instrument, measure);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, measure) => Add((Measure)measure!, value, tags));
        listener.SetMeasurementEventCallback<double>((_, value, tags, measure) => Add((Measure)measure!, value, tags));
        listener.Start();
    }

    /// <summary>Everything up to now. Not for two callers at once.</summary>
    /// <returns>What was recorded since the start, and what was looked up now.</returns>
    public (MeasurementStore Recorded, MeasurementStore Observed) Read()
    {
        observed = new(clock.GetUtcNow());
        listener.RecordObservableInstruments();
        return (recorded, observed);
    }

    /// <inheritdoc/>
    public void Dispose() => listener.Dispose();

    private void Add(Measure measure, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        (measure.IsObserved ? observed : recorded).Add(measure, value, tags);
}
