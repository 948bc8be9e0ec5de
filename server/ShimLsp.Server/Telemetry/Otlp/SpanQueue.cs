using System.Diagnostics;

namespace ShimLsp.Server.Telemetry.Otlp;

/// <summary>Recorded spans that wait to be sent. Bounded; those that find it full are lost. Thread-safe.</summary>
internal sealed class SpanQueue : IDisposable
{
    private readonly Lock gate = new();
    private readonly Queue<Activity> waiting = [];
    private readonly ActivityListener listener;
    private readonly int most;
    private readonly int batch;
    private TaskCompletionSource full = NewSignal();
    private long lost;

    /// <summary>Begins to listen.</summary>
    /// <param name="source">Whose spans.</param>
    /// <param name="sampler">Which traces are recorded.</param>
    /// <param name="most">So many wait at most.</param>
    /// <param name="batch">So many are sent at once.</param>
    public SpanQueue(ActivitySource source, SpanSampler sampler, int most, int batch)
    {
        (this.most, this.batch) = (most, batch);
        listener = new()
        {
            // By the object: another one of this name, as tests have it, is none of ours.
            ShouldListenTo = one => ReferenceEquals(one, source),
            Sample = sampler.Sample,
            ActivityStopped = Add,
        };
        ActivitySource.AddActivityListener(listener);
    }

    /// <summary>How many were lost.</summary>
    public long Lost => Interlocked.Read(ref lost);

    /// <summary>Completes when there are enough to send.</summary>
    public Task Full
    {
        get
        {
            lock (gate)
            {
                return full.Task;
            }
        }
    }

    /// <summary>Takes the next ones.</summary>
    public IReadOnlyList<Activity> Take()
    {
        lock (gate)
        {
            var taken = new List<Activity>(Math.Min(batch, waiting.Count));
            while (taken.Count < batch && waiting.TryDequeue(out var span))
            {
                taken.Add(span);
            }

            if (full.Task.IsCompleted && waiting.Count < batch)
            {
                full = NewSignal();
            }

            return taken;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => listener.Dispose();

    private void Add(Activity span)
    {
        if (!span.Recorded)
        {
            return;
        }

        lock (gate)
        {
            if (waiting.Count >= most)
            {
                lost++;
                return;
            }

            waiting.Enqueue(span);
            if (waiting.Count >= batch)
            {
                full.TrySetResult();
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
