using Microsoft.Extensions.Logging;
using ShimLsp.Server.Telemetry.Measuring;

namespace ShimLsp.Server.Telemetry.Otlp;

/// <summary>
/// Sends metrics and spans to collectors, off the way of every request. Metrics are cumulative, so an export that fails loses nothing;
/// spans wait in a bounded queue. A collector that does not answer costs a line in the log, said once.
/// </summary>
internal sealed partial class OtlpExport : IDisposable
{
    /// <summary>How long the end of the process waits for the last export.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource stopping = new();
    private readonly ManualResetEventSlim ended = new();
    private readonly OtlpSettings settings;
    private readonly OtlpMessages messages;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly MetricReader? metrics;
    private readonly SpanQueue? spans;
    private int saidWhy;
    private int isDisposed;

    /// <summary>Begins.</summary>
    /// <param name="settings">What the environment asks for.</param>
    /// <param name="meter">The instruments.</param>
    /// <param name="source">The spans.</param>
    /// <param name="connect">Gives the connections to an address.</param>
    /// <param name="clock">Time.</param>
    /// <param name="logger">The log.</param>
    public OtlpExport(
        OtlpSettings settings,
        MeterMeasurements meter,
        SpanSource source,
        Func<Uri, CancellationToken, ValueTask<HttpMessageInvoker>> connect,
        TimeProvider clock,
        ILogger logger
    )
    {
        (this.settings, this.clock, this.logger) = (settings, clock, logger);
        messages = new(settings.Resource, meter.Meter.Name, meter.Meter.Version ?? "");
        foreach (var problem in settings.Problems)
        {
            LogProblem(logger, problem);
        }

        var exports = new List<Task>();
        if (settings.Metrics is { } metricTarget)
        {
            metrics = new(meter.Meter, clock);
            exports.Add(Task.Run(() => GuardedAsync(ExportMetricsAsync(SenderTo(metricTarget)))));
        }

        if (settings.Traces is { } traceTarget)
        {
            spans = new(source.Source, settings.Sampler, settings.MostSpans, settings.SpanBatch);
            exports.Add(Task.Run(() => GuardedAsync(ExportSpansAsync(SenderTo(traceTarget), spans))));
        }

        _ = Task.WhenAll(exports)
            .ContinueWith(_ => ended.Set(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);

        OtlpSender SenderTo(OtlpTarget target) => new(target, connect, clock, why => NoteFailure(target.Address, why));
    }

    /// <summary>Sends what is left, for a moment at most.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref isDisposed, 1) != 0)
        {
            return;
        }

        stopping.Cancel();
        var isDone = ended.Wait(LastWords);
        metrics?.Dispose();
        spans?.Dispose();
        if (spans is { Lost: > 0 and var lost })
        {
            LogLost(logger, lost);
        }

        if (isDone)
        {
            stopping.Dispose();
            ended.Dispose();
        }
    }

    private async Task GuardedAsync(Task export)
    {
        try
        {
            await export.ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Nobody waits for it, and no fault of it may end the process or pass unseen.
        catch (Exception mistake)
#pragma warning restore CA1031
        {
            LogMistake(logger, mistake.GetType().Name);
        }
    }

    private async Task ExportMetricsAsync(OtlpSender sender)
    {
        while (!stopping.IsCancellationRequested)
        {
            await Task.Delay(settings.MetricInterval, clock, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!stopping.IsCancellationRequested && !sender.IsResting)
            {
                await TrySendAsync(sender, Message()).ConfigureAwait(false);
            }
        }

        await SendLastAsync(sender, Message()).ConfigureAwait(false);

        ReadOnlyMemory<byte> Message()
        {
            var (recorded, observed) = metrics!.Read();
            return messages.Metrics(recorded, observed, clock.GetUtcNow());
        }
    }

    private async Task ExportSpansAsync(OtlpSender sender, SpanQueue queue)
    {
        ReadOnlyMemory<byte> unsure = default;
        while (!stopping.IsCancellationRequested)
        {
            var delay = Task.Delay(settings.SpanDelay, clock, stopping.Token);
            await Task.WhenAny(delay, sender.IsResting ? delay : queue.Full).ConfigureAwait(false);
            while (!stopping.IsCancellationRequested && !sender.IsResting && queue.Take() is { Count: > 0 } batch)
            {
                var message = messages.Traces(batch);
                unsure = await TrySendAsync(sender, message).ConfigureAwait(false) ? default : message;
            }
        }

        // A span that comes twice is the same span: it has an id.
        if (!unsure.IsEmpty)
        {
            await SendLastAsync(sender, unsure).ConfigureAwait(false);
        }

        while (queue.Take() is { Count: > 0 } rest)
        {
            await SendLastAsync(sender, messages.Traces(rest)).ConfigureAwait(false);
        }
    }

    /// <summary>Sends a message; false if the end of the process came between.</summary>
    private async Task<bool> TrySendAsync(OtlpSender sender, ReadOnlyMemory<byte> message)
    {
        try
        {
            await sender.SendAsync(message, isLast: false, stopping.Token).ConfigureAwait(false);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task SendLastAsync(OtlpSender sender, ReadOnlyMemory<byte> message)
    {
        using var patience = new CancellationTokenSource(LastWords, clock);
        try
        {
            await sender.SendAsync(message, isLast: true, patience.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            NoteFailure(null, "no answer in time");
        }
    }

    // Without the path, the query and what stands before an @: they may hold a key.
    private void NoteFailure(Uri? address, string why)
    {
        if (Interlocked.Exchange(ref saidWhy, 1) == 0)
        {
            LogFailure(logger, address is null ? "the collector" : $"{address.Scheme}://{address.Authority}", why);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Telemetry: {Problem}")]
    private static partial void LogProblem(ILogger logger, string problem);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Telemetry was not taken by {Collector}: {Why}. It is tried again from time to time, without another word."
    )]
    private static partial void LogFailure(ILogger logger, string collector, string why);

    [LoggerMessage(Level = LogLevel.Error, Message = "Telemetry ended by a mistake of its own: {Exception}")]
    private static partial void LogMistake(ILogger logger, string exception);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Telemetry: {Count} spans were lost, because more than OTEL_BSP_MAX_QUEUE_SIZE waited."
    )]
    private static partial void LogLost(ILogger logger, long count);
}
