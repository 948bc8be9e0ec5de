using System.Collections.Immutable;

namespace ShimLsp.Server.Telemetry.Measuring;

/// <summary>How values of a measure add up.</summary>
internal enum MeasureKind
{
    /// <summary>A sum that only grows.</summary>
    Counter,

    /// <summary>A sum that may fall.</summary>
    UpDown,

    /// <summary>The last value counts.</summary>
    Gauge,

    /// <summary>How many values lie where.</summary>
    Histogram,
}

/// <summary>One thing that is measured.</summary>
/// <param name="name">Its name in OpenTelemetry.</param>
/// <param name="prometheus">Its name in the text of <c>/metrics</c>.</param>
/// <param name="kind">How values add up.</param>
/// <param name="unit">Its unit, in UCUM.</param>
/// <param name="description">What it is, in a sentence.</param>
internal sealed class Measure(string name, string prometheus, MeasureKind kind, string unit, string description)
{
    /// <summary>Its name in OpenTelemetry.</summary>
    public string Name { get; } = name;

    /// <summary>Its name in the text of <c>/metrics</c>.</summary>
    public string Prometheus { get; } = prometheus;

    /// <summary>How values add up.</summary>
    public MeasureKind Kind { get; } = kind;

    /// <summary>Its unit, in UCUM.</summary>
    public string Unit { get; } = unit;

    /// <summary>What it is, in a sentence.</summary>
    public string Description { get; } = description;

    /// <summary>The upper bounds of a histogram's buckets, inclusive; empty for what is no histogram.</summary>
    public ImmutableArray<double> Bounds { get; init; } = [];

    /// <summary>Whether it has whole numbers only.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Whether it is looked up when somebody asks, and not recorded when something happens.</summary>
    public bool IsObserved { get; init; }
}

/// <summary>A value that was looked up.</summary>
/// <param name="Measure">What it is of.</param>
/// <param name="Value">The value.</param>
/// <param name="Tags">What it belongs to.</param>
internal readonly record struct Observation(Measure Measure, double Value, TagSet Tags);

/// <summary>Takes measured values. Thread-safe.</summary>
internal interface IMeasurements
{
    /// <summary>Takes one. It returns at once and throws nothing.</summary>
    /// <param name="measure">What it is of.</param>
    /// <param name="value">The value.</param>
    /// <param name="tags">What it belongs to. One whose value is null is left out.</param>
    void Add(Measure measure, double value, params ReadOnlySpan<KeyValuePair<string, object?>> tags);
}
