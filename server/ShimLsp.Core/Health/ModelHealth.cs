using System.Collections.Immutable;
using ShimLsp.Core.Models;

namespace ShimLsp.Core.Health;

/// <summary>
/// One session's knowledge of how its models fare. Written under a lock, read as an immutable map; what time heals is healed for the
/// reader by the clock, and announced by a timer. Thread-safe.
/// </summary>
public sealed class ModelHealth : IDisposable
{
    private const double OneDay = 86_400_000;

    private readonly Lock gate;
    private readonly TimeProvider clock;
    private readonly Action<ModelSlug, Availability> changed;
    private readonly ITimer recovery;

    private volatile ImmutableDictionary<ModelSlug, HealthRecord> records = ImmutableDictionary<ModelSlug, HealthRecord>.Empty;
    private ImmutableDictionary<ModelSlug, Availability> announced = ImmutableDictionary<ModelSlug, Availability>.Empty;

    /// <summary>Knows nothing yet: every model is available.</summary>
    /// <param name="clock">The session's clock.</param>
    /// <param name="changed">Told of every change of state, in order; must not wait.</param>
    /// <param name="gate">
    /// Held while it changes and tells; its session's own, so that what the two tell stands in one order. Null for one of its own.
    /// </param>
    public ModelHealth(TimeProvider clock, Action<ModelSlug, Availability> changed, Lock? gate = null)
    {
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

    /// <summary>Whether that model can be used now, as far as its outcomes tell.</summary>
    /// <param name="slug">The model.</param>
    public Availability Of(ModelSlug slug)
    {
        var known = records;
        return known.IsEmpty || !known.TryGetValue(slug, out var record) ? Availability.Available : record.At(Moment.Of(clock));
    }

    /// <summary>
    /// Whether its last call failed less than half a minute ago, even if it takes three in a row to make it unavailable. A request that
    /// has a choice passes it over, so that not each of the next pays for the same failure.
    /// </summary>
    /// <param name="slug">The model.</param>
    public bool FailedLately(ModelSlug slug)
    {
        var known = records;
        return !known.IsEmpty && known.TryGetValue(slug, out var record) && record.FailedLately(Moment.Of(clock));
    }

    /// <summary>
    /// Takes that model for a request. After a pause for failures the first request to take it is its trial, and until the outcome of that
    /// is known, or would have come, it is failing for every other.
    /// </summary>
    /// <param name="slug">The model.</param>
    /// <param name="isTrial">Whether this request is the trial.</param>
    /// <returns>Whether it may be taken; false if another request was quicker.</returns>
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
            records = records.SetItem(slug, record.WithTrial(now));
            AnnounceLocked(now);
            return true;
        }
    }

    /// <summary>Gives a trial back that brought no outcome, such as one that was cancelled: another request may be it.</summary>
    /// <param name="slug">The model.</param>
    public void GiveBackTrial(ModelSlug slug)
    {
        lock (gate)
        {
            if (records.GetValueOrDefault(slug) is { } record)
            {
                var now = Moment.Of(clock);
                records = records.SetItem(slug, record.WithTrialGivenBack(now));
                AnnounceLocked(now);
            }
        }
    }

    /// <summary>Takes an outcome into account.</summary>
    /// <param name="slug">The model that was called.</param>
    /// <param name="outcome">What became of the call.</param>
    /// <param name="begun">
    /// When the call began, a timestamp of the session's clock; null for just now. A success of a call that began before the model was put
    /// out of use says nothing of it since.
    /// </param>
    /// <returns>Whether it can be used now.</returns>
    public Availability Report(ModelSlug slug, Outcome outcome, long? begun = null)
    {
        lock (gate)
        {
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

            var next = (records.GetValueOrDefault(slug) ?? new HealthRecord()).After(outcome, now);
            records = next == new HealthRecord() ? records.Remove(slug) : records.SetItem(slug, next);
            AnnounceLocked(now);
            return next.At(now);
        }
    }

    /// <summary>
    /// A credential, the catalog or the configuration changed: refusals are forgotten, pauses are not, models that are gone are.
    /// </summary>
    /// <param name="models">The models that there are now.</param>
    public void Renew(IEnumerable<ModelSlug> models)
    {
        lock (gate)
        {
            var present = models.ToHashSet();
            announced = announced.RemoveRange(announced.Keys.Where(slug => !present.Contains(slug)));
            records = records
                .Where(record => present.Contains(record.Key))
                .ToImmutableDictionary(record => record.Key, record => record.Value.WithNewCredential());
            AnnounceLocked(Moment.Of(clock));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => recovery.Dispose();

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
                changed(slug, availability);
            }

            announced = availability == Availability.Available ? announced.Remove(slug) : announced.SetItem(slug, availability);
            if (record?.NextChange(now) is { } wait && !(next <= wait))
            {
                next = wait;
            }
        }

        // Never at zero: a timer may run a little early. Never past a day: timers have a limit, and looking again is free.
        var due = next is { } left
            ? TimeSpan.FromMilliseconds(Math.Clamp(Math.Ceiling(left.TotalMilliseconds), 1, OneDay))
            : Timeout.InfiniteTimeSpan;
        recovery.Change(due, Timeout.InfiniteTimeSpan);
    }
}
