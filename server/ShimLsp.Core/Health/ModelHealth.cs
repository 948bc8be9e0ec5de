using System.Collections.Immutable;
using ShimLsp.Core.Models;
using ShimLsp.Core.Shared;

namespace ShimLsp.Core.Health;

/// <summary>
/// The availability of one session's models. Writers hold a lock; readers see an immutable map. A reader checks the clock itself, so a
/// pause ends on time; a timer announces it. Thread-safe.
/// </summary>
public sealed class ModelHealth : IDisposable
{
    private const double OneDay = 86_400_000;

    private readonly Lock gate;
    private readonly TimeProvider clock;
    private readonly Action<ModelSlug, Availability> changed;
    private readonly Action<ModelSlug, byte[]?>? told;
    private readonly ITimer recovery;

    private volatile ImmutableDictionary<ModelSlug, HealthRecord> records = ImmutableDictionary<ModelSlug, HealthRecord>.Empty;
    private volatile ImmutableHashSet<ModelSlug> seen = [];
    private ImmutableDictionary<ModelSlug, Availability> announced = ImmutableDictionary<ModelSlug, Availability>.Empty;

    /// <summary>Starts without knowledge: every model is available.</summary>
    /// <param name="clock">The session's clock.</param>
    /// <param name="changed">Called on every change of state, in order. It must not wait.</param>
    /// <param name="gate">
    /// The lock that is held during a change and its announcement. The session passes its own, so that both announce in one order. Null for
    /// a new lock.
    /// </param>
    /// <param name="told">
    /// Takes what the outcome of a call has changed, for other gateways: a model's record, or null if all is well. It must not wait. Null
    /// if there are no others.
    /// </param>
    public ModelHealth(
        TimeProvider clock,
        Action<ModelSlug, Availability> changed,
        Lock? gate = null,
        Action<ModelSlug, byte[]?>? told = null
    )
    {
        this.told = told;
        this.gate = gate ?? new Lock();
        this.clock = clock;
        this.changed = changed;
        recovery = clock.CreateTimer(
            static self => ((ModelHealth)self!).Announce(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
    }

    /// <summary>Whether a model can be used now, judged by its outcomes.</summary>
    /// <param name="slug">The model.</param>
    public Availability Of(ModelSlug slug)
    {
        var known = records;
        var now = known.IsEmpty || !known.TryGetValue(slug, out var record) ? Availability.Available : record.At(Moment.Of(clock));
        return Shown(slug, now);
    }

    private Availability Shown(ModelSlug slug, Availability availability) =>
        availability.State == AvailabilityState.Available && seen.Contains(slug) ? Availability.Seen : availability;

    /// <summary>
    /// Whether the model's last call failed less than half a minute ago, even if it takes three in a row to make it unavailable. A request
    /// that has a choice avoids it, so that the next requests do not all pay for the same failure.
    /// </summary>
    /// <param name="slug">The model.</param>
    public bool FailedLately(ModelSlug slug)
    {
        var known = records;
        return !known.IsEmpty && known.TryGetValue(slug, out var record) && record.FailedLately(Moment.Of(clock));
    }

    /// <summary>Whether that model's last answer refused this very task for its content.</summary>
    /// <param name="slug">The model.</param>
    /// <param name="task">Stands for the task; null if it is not known.</param>
    public bool RefusedContent(ModelSlug slug, int? task)
    {
        var known = records;
        return task is not null && !known.IsEmpty && known.TryGetValue(slug, out var record) && record.RefusedTask == task;
    }

    /// <summary>
    /// Takes a model for a request. After a pause for failures, the first request that takes it is its trial. Until the trial's outcome is
    /// known, or overdue, the model is failing for every other request.
    /// </summary>
    /// <param name="slug">The model.</param>
    /// <param name="isTrial">Whether this request is the trial.</param>
    /// <returns>True if the request may use it; false if another request took it first.</returns>
    public bool TryTake(ModelSlug slug, out bool isTrial)
    {
        isTrial = false;
        if (!records.ContainsKey(slug))
        {
            return true; // the usual case, and no lock on it
        }

        lock (gate)
        {
            var now = Moment.Of(clock);
            if (records.GetValueOrDefault(slug) is not { } record || !record.IsHalfOpen(now))
            {
                return Of(slug).State == AvailabilityState.Available;
            }

            isTrial = true;
            Set(slug, record.WithTrial(now), now);
            AnnounceLocked(now);
            return true;
        }
    }

    /// <summary>Ends a trial that brought no outcome, for example because it was cancelled. Another request may be the trial.</summary>
    /// <param name="slug">The model.</param>
    public void GiveBackTrial(ModelSlug slug)
    {
        lock (gate)
        {
            if (records.GetValueOrDefault(slug) is { } record)
            {
                var now = Moment.Of(clock);
                Set(slug, record.WithTrialGivenBack(now), now);
                AnnounceLocked(now);
            }
        }
    }

    /// <summary>Records an outcome.</summary>
    /// <param name="slug">The model that was called.</param>
    /// <param name="outcome">The outcome of the call.</param>
    /// <param name="begun">
    /// When the call began, as a timestamp of the session's clock; null for just now. A success does not count if its call began before the
    /// model became unavailable.
    /// </param>
    /// <returns>Whether the model can be used now.</returns>
    public Availability Report(ModelSlug slug, Outcome outcome, long? begun = null)
    {
        lock (gate)
        {
            if (outcome.Meaning is OutcomeMeaning.Success)
            {
                seen = seen.Add(slug);
                if (!records.ContainsKey(slug) && !announced.ContainsKey(slug))
                {
                    return Availability.Seen; // the usual case: nothing else was known, and nothing else changes
                }
            }

            var now = Moment.Of(clock);
            if (
                outcome.Status is >= 200 and < 300
                && begun is { } since
                && records.GetValueOrDefault(slug) is { PutOutAt: { } putOut } late
                && putOut > clock.GetElapsedTime(0, since)
            )
            {
                return late.At(now);
            }

            if (outcome.Meaning.SaysNotAvailable())
            {
                seen = seen.Remove(slug);
            }

            var next = (records.GetValueOrDefault(slug) ?? new HealthRecord()).After(outcome, now);
            Set(slug, next, now);
            AnnounceLocked(now);
            return Shown(slug, next.At(now));
        }
    }

    /// <summary>Records a look at a model's endpoint.</summary>
    /// <param name="slug">The model.</param>
    /// <param name="finding">What was found.</param>
    public void Look(ModelSlug slug, EndpointFinding finding)
    {
        lock (gate)
        {
            var now = Moment.Of(clock);
            seen = finding is EndpointFinding.Answers or EndpointFinding.HasModel ? seen.Add(slug) : seen.Remove(slug);
            var next = (records.GetValueOrDefault(slug) ?? new HealthRecord()).After(finding, now);
            records = next == new HealthRecord() ? records.Remove(slug) : records.SetItem(slug, next);
            AnnounceLocked(now);
        }
    }

    /// <summary>A credential, the catalog or the configuration changed: every model gets another try, and every pause ends.</summary>
    /// <param name="models">The models that there are now; the others are forgotten without a word.</param>
    public void Renew(IEnumerable<ModelSlug> models)
    {
        lock (gate)
        {
            var present = models.ToHashSet();
            announced = announced.RemoveRange(announced.Keys.Where(slug => !present.Contains(slug)));
            records = records.Clear();
            seen = seen.Clear();
            AnnounceLocked(Moment.Of(clock));
        }
    }

    /// <summary>A model's record for other gateways; null if all is well.</summary>
    /// <param name="slug">The model.</param>
    public byte[]? Tell(ModelSlug slug) =>
        records.GetValueOrDefault(slug) is { } record ? HealthCode.Write(record, Moment.Of(clock)) : null;

    /// <summary>Takes over what other gateways know.</summary>
    /// <param name="shared">The records of models that are not well.</param>
    /// <param name="before">The models whose records were shared before. One that is not any more is well again.</param>
    public void Learn(IReadOnlyList<SharedHealth> shared, IEnumerable<ModelSlug> before)
    {
        lock (gate)
        {
            var now = Moment.Of(clock);
            var next = records.RemoveRange(before);
            foreach (var (name, bytes, age) in shared)
            {
                var slug = new ModelSlug(name);
                if (HealthCode.Read(bytes, age, now) is { } record)
                {
                    next = next.SetItem(slug, record with { RefusedTask = records.GetValueOrDefault(slug)?.RefusedTask });
                    seen = seen.Remove(slug);
                }
            }

            records = next;
            AnnounceLocked(now);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => recovery.Dispose();

    private void Set(ModelSlug slug, HealthRecord next, Moment now)
    {
        var isWell = next == new HealthRecord();
        records = isWell ? records.Remove(slug) : records.SetItem(slug, next);
        told?.Invoke(slug, isWell ? null : HealthCode.Write(next, now));
    }

    private void Announce()
    {
        lock (gate)
        {
            AnnounceLocked(Moment.Of(clock));
        }
    }

    private void AnnounceLocked(Moment now)
    {
        TimeSpan? next = null;
        foreach (var slug in records.Keys.Concat(announced.Keys.Where(slug => !records.ContainsKey(slug))).ToArray())
        {
            var record = records.GetValueOrDefault(slug);
            var availability = record?.At(now) ?? Availability.Available;
            if (availability != announced.GetValueOrDefault(slug, Availability.Available))
            {
                changed(slug, Shown(slug, availability));
            }

            announced = availability == Availability.Available ? announced.Remove(slug) : announced.SetItem(slug, availability);
            if (record?.NextChange(now) is { } wait && !(next <= wait))
            {
                next = wait;
            }
        }

        // Not zero, because a timer may run a little early. At most a day, because timers have a limit, and checking again costs nothing.
        var due = next is { } left
            ? TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(left.TotalMilliseconds), 1, OneDay))
            : Timeout.InfiniteTimeSpan;
        recovery.Change(due, Timeout.InfiniteTimeSpan);
    }
}
