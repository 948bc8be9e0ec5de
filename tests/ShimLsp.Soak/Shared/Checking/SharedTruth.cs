using System.Collections.Immutable;
using ShimLsp.Soak.Checking;
using ShimLsp.Soak.Gateway.Checking;

namespace ShimLsp.Soak.Shared.Checking;

/// <summary>
/// What holds for one tenant on all replicas together. Each change has the time at which it was sent and the one at which a replica had
/// answered it, both of one monotonic clock; a request that is sent after that answer has to know it, on whichever replica. A replica that
/// says that it is alone is held to what it has known itself. Thread-safe.
/// </summary>
/// <param name="name">The tenant.</param>
/// <param name="replicas">How many replicas there are.</param>
/// <param name="grace">How long after an edit of a file the version before it may be used, if nobody has used the new one.</param>
internal sealed class SharedTruth(string name, int replicas, TimeSpan grace)
{
    /// <summary>What was made alone, or never answered, takes effect elsewhere within this time.</summary>
    private static readonly TimeSpan LateEffect = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan LongestSwitch = TimeSpan.FromSeconds(70);

    private readonly Lock gate = new();
    private readonly List<Switch> switches = [];
    private readonly int[] known = new int[replicas];
    private readonly List<(TimeSpan From, TimeSpan Until)> edits = [];
    private readonly VersionTruth catalog = new(grace);
    private readonly VersionTruth file = new(grace); // the same, for those who are alone
    private readonly VersionTruth key = new(TimeSpan.Zero); // keys are read at each use
    private int settled;
    private int edited = -1;
    private int usedBy;
    private ImmutableDictionary<string, long> generations = ImmutableDictionary<string, long>.Empty;

    /// <summary>The tenant's name.</summary>
    public string Name => name;

    /// <summary>The next catalog was written.</summary>
    public void WroteCatalog(TimeSpan at) =>
        Locked(() =>
        {
            catalog.Write(at);
            file.Write(at);
            edits.Add((at, at + grace));
            (edited, usedBy) = (edits.Count - 1, 0);
        });

    /// <summary>The next key was written.</summary>
    public void WroteKey(TimeSpan at) =>
        Locked(() =>
        {
            key.Write(at);
            edits.Add((at, at + grace));
        });

    /// <summary>A switch is sent.</summary>
    /// <param name="slug">The model, or Auto.</param>
    /// <param name="at">When.</param>
    /// <returns>Its number.</returns>
    public int BeginsSwitch(string slug, TimeSpan at)
    {
        lock (gate)
        {
            switches.Add(new(slug, at, TimeSpan.MaxValue));
            return switches.Count - 1;
        }
    }

    /// <summary>A switch was answered. One that never is may have happened or not, from its sending on.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="replica">The replica that answered.</param>
    /// <param name="isJoined">Whether it answered for all.</param>
    /// <param name="at">When.</param>
    public void SwitchAnswered(int number, int replica, bool isJoined, TimeSpan at) =>
        Locked(() =>
        {
            known[replica] = number;
            settled = isJoined ? number : settled;
            switches[number] = switches[number] with { Answered = isJoined ? at : at + LateEffect };
        });

    /// <summary>A switch will not be answered.</summary>
    public void SwitchLost(int number, TimeSpan at) =>
        Locked(() => switches[number] = switches[number] with { Answered = at + LateEffect });

    /// <summary>A replica is a new process, which knows nothing of what it was told while it was alone.</summary>
    public void BeginsAnew(int replica) => Locked(() => known[replica] = 0);

    /// <summary>A request is sent: what it has to know.</summary>
    /// <param name="replica">To which replica.</param>
    /// <param name="now">When.</param>
    public Begun Begin(int replica, TimeSpan now)
    {
        lock (gate)
        {
            return new(
                replica,
                now,
                new(settled, generations, catalog.Oldest(now), key.Oldest(now)),
                new(known[replica], generations, file.Oldest(now), key.Oldest(now))
            );
        }
    }

    /// <summary>Whether nothing that begins a generation may have taken effect between two times.</summary>
    public bool WasUnchanged(TimeSpan from, TimeSpan until)
    {
        lock (gate)
        {
            for (var number = switches.Count - 1; number >= 0 && switches[number].Sent >= from - LongestSwitch; number--)
            {
                if (switches[number].Sent <= until && switches[number].Answered >= from)
                {
                    return false;
                }
            }

            return !edits.Exists(one => one.From <= until && one.Until >= from);
        }
    }

    /// <summary>Judges a decision.</summary>
    /// <param name="begun">What it had to know.</param>
    /// <param name="decided">The decision.</param>
    /// <param name="scores">The classification that its scores come from; null if they come from none.</param>
    /// <param name="now">When its answer was read.</param>
    public IEnumerable<Fault> Judge(Begun begun, Decided decided, Classified? scores, TimeSpan now)
    {
        lock (gate)
        {
            var due = decided.IsJoined ? begun.Joined : begun.Alone;
            List<Fault> faults = [.. Crossed(decided, scores), .. Stale(due, decided, scores)];
            See(begun, decided, now);
            return faults;
        }
    }

    private IEnumerable<Fault> Crossed(Decided decided, Classified? scores)
    {
        if (decided.Model.Tenant != name)
        {
            yield return Fault.Crossed($"{name} was answered with {decided.Model}");
        }

        if (scores is not null && (scores.Tenant != name || scores.Task != decided.Task))
        {
            yield return Fault.Crossed($"{name} asked for {decided.Task} and got the scores of {scores.Task} of {scores.Tenant}");
        }
    }

    private IEnumerable<Fault> Stale(Known due, Decided decided, Classified? scores)
    {
        var how = decided.IsJoined ? "joined" : "alone";
        var choices = switches.Skip(due.Switch).Select(one => one.Slug).ToHashSet(StringComparer.Ordinal);
        if (choices.Count > 0 && !choices.Contains(decided.Choice))
        {
            yield return Fault.Stale($"{decided.Task} went by {decided.Choice}, but {string.Join(" or ", choices)} was active ({how})");
        }

        if (due.Generations.TryGetValue(decided.Session, out var generation) && decided.Generation < generation)
        {
            yield return Fault.Stale($"{decided.Task} is of generation {decided.Generation}, after one of {generation} ({how})");
        }

        if (decided.Model.Version < due.Catalog)
        {
            yield return Fault.Stale($"{decided.Task} went to {decided.Model}, but version {due.Catalog} was in force ({how})");
        }

        if (decided.Key is { } sent && sent.Version < due.Key)
        {
            yield return Fault.Stale($"{decided.Task} was sent with {sent}, but key {due.Key} was in force ({how})");
        }

        if (scores is not null && scores.Version != decided.Model.Version)
        {
            yield return Fault.Stale($"{decided.Task} went to {decided.Model} by scores of version {scores.Version} ({how})");
        }

        if (scores is not null && due.Switch < switches.Count && scores.At < switches[due.Switch].Sent)
        {
            yield return Fault.Stale(
                $"{decided.Task} went by scores of {scores.At:c}, but a switch of {switches[due.Switch].Sent:c} had dropped them ({how})"
            );
        }
    }

    private void See(Begun begun, Decided decided, TimeSpan now)
    {
        if (decided.Session.Length > 0 && decided.Generation > generations.GetValueOrDefault(decided.Session))
        {
            generations = generations.SetItem(decided.Session, decided.Generation);
        }

        if (decided.IsJoined)
        {
            known[begun.Replica] = Math.Max(known[begun.Replica], begun.Joined.Switch);
            catalog.See(decided.Model.Version, now);
            SeeEdit(begun.Replica, decided.Model.Version, now);
        }
    }

    /// <summary>An edit has taken effect everywhere when each replica has used it.</summary>
    private void SeeEdit(int replica, int version, TimeSpan now)
    {
        if (edited >= 0 && version == catalog.Latest)
        {
            usedBy |= 1 << replica;
            if (usedBy == (1 << known.Length) - 1)
            {
                edits[edited] = edits[edited] with { Until = now };
                edited = -1;
            }
        }
    }

    private void Locked(Action change)
    {
        lock (gate)
        {
            change();
        }
    }

    private readonly record struct Switch(string Slug, TimeSpan Sent, TimeSpan Answered);
}
