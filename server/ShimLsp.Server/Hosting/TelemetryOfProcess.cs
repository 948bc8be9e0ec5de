using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ShimLsp.Core.Sessions;
using ShimLsp.Server.Providers.Http;
using ShimLsp.Server.Telemetry;
using ShimLsp.Server.Telemetry.Measuring;
using ShimLsp.Server.Telemetry.Otlp;

namespace ShimLsp.Server.Hosting;

/// <summary>
/// The telemetry of this process. Nothing of it exists before something is measured: the variables are not even read at the start.
/// Thread-safe.
/// </summary>
/// <param name="options">What the server is made with.</param>
/// <param name="logger">The log.</param>
internal sealed class TelemetryOfProcess(ServerOptions options, ILogger logger) : IDisposable
{
    // A reader asks for each measure, and all come from one look.
    private static readonly TimeSpan OneLook = TimeSpan.FromSeconds(1);

    private readonly Lock changing = new();
    private readonly Dictionary<object, (string Tenant, Func<IEnumerable<WorkspaceSession>> Open)> sources = [];
    private ImmutableArray<Observation>? last;
    private long lookedAt;
    private Connections? connections;
    private Lazy<ProcessTelemetry>? made;
    private volatile bool isDisposed;

    /// <summary>The measures of the sessions of one connection.</summary>
    /// <param name="tenant">Whose they are.</param>
    /// <param name="own">A store of their own; null for none.</param>
    /// <param name="open">Gives those that are open now.</param>
    public SessionMeasures Of(string tenant, MeasurementStore? own, Func<IEnumerable<WorkspaceSession>> open)
    {
        lock (changing)
        {
            made ??= new(Make);
            var measures = new SessionMeasures(tenant, made, own)
            {
                Observe = () => SessionObservations.Of(open().Select(session => (tenant, session)), options.Host.Time),
            };
            sources.Add(measures, (tenant, open));
            return measures;
        }
    }

    /// <summary>The sessions of a connection are closed.</summary>
    /// <param name="measures">What <see cref="Of"/> gave.</param>
    public void Forget(SessionMeasures measures)
    {
        lock (changing)
        {
            sources.Remove(measures);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        isDisposed = true;
        if (made is { IsValueCreated: true })
        {
            made.Value.Dispose();
        }

        connections?.Dispose();
    }

    private ProcessTelemetry Make() => new(OwnProgram.Version, options.Host.Time, Observe, Export);

    private OtlpExport? Export(MeterMeasurements meter, SpanSource spans)
    {
        var instance = Guid.NewGuid().ToString();
        if (
            isDisposed
            || !options.ExportsTelemetry
            || OtlpSettings.Of(options.Host.Variable, OwnProgram.Version, instance) is not { } settings
        )
        {
            return null;
        }

        connections = options.Connections?.Invoke() ?? new Connections(new());
        return new(settings, meter, spans, ConnectAsync, options.Host.Time, logger);
    }

    private async ValueTask<HttpMessageInvoker> ConnectAsync(Uri address, CancellationToken cancellationToken)
    {
        await connections!.PrepareAsync(address, cancellationToken).ConfigureAwait(false);
        return connections.PoolOf(address);
    }

    private ImmutableArray<Observation> Observe()
    {
        (string Tenant, Func<IEnumerable<WorkspaceSession>> Open)[] now;
        lock (changing)
        {
            if (last is { } seen && options.Host.Time.GetElapsedTime(lookedAt) < OneLook)
            {
                return seen;
            }

            now = [.. sources.Values];
        }

        var next = SessionObservations.Of(
            now.SelectMany(source => source.Open().Select(session => (source.Tenant, session))),
            options.Host.Time
        );
        lock (changing)
        {
            (last, lookedAt) = (next, options.Host.Time.GetTimestamp());
        }

        return next;
    }
}
