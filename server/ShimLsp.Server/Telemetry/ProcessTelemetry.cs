using System.Collections.Immutable;
using ShimLsp.Server.Telemetry.Measuring;
using ShimLsp.Server.Telemetry.Otlp;

namespace ShimLsp.Server.Telemetry;

/// <summary>
/// The instruments and spans of a process, and their export if the environment asks for one. Made when something is first measured.
/// Thread-safe.
/// </summary>
internal sealed class ProcessTelemetry : IDisposable
{
    /// <summary>The name of the meter and of the source of spans.</summary>
    public const string Name = "ShimLsp";

    private readonly OtlpExport? export;

    /// <summary>Makes them.</summary>
    /// <param name="version">The program's version.</param>
    /// <param name="clock">Time.</param>
    /// <param name="observe">Looks up what is not recorded, of all sessions.</param>
    /// <param name="export">Begins the export; gives null if nobody asks for one.</param>
    public ProcessTelemetry(
        string version,
        TimeProvider clock,
        Func<ImmutableArray<Observation>> observe,
        Func<MeterMeasurements, SpanSource, OtlpExport?> export
    )
    {
        Meter = new(Name, version, observe);
        Spans = new(Name, version, clock);
        this.export = export(Meter, Spans);
    }

    /// <summary>The instruments.</summary>
    public MeterMeasurements Meter { get; }

    /// <summary>The spans.</summary>
    public SpanSource Spans { get; }

    /// <summary>Sends what is left, for a moment at most.</summary>
    public void Dispose()
    {
        export?.Dispose();
        Spans.Dispose();
        Meter.Dispose();
    }
}
