using ShimLsp.Soak.Checking;

namespace ShimLsp.Soak.Gateway.Checking;

/// <summary>What holds for one tenant, and whether what reached the upstream agrees with it. Thread-safe.</summary>
/// <param name="name">The tenant.</param>
/// <param name="auto">The slug of Auto.</param>
/// <param name="grace">How long after an edit of the catalog the version before it may be used.</param>
internal sealed class TenantTruth(string name, string auto, TimeSpan grace)
{
    /// <summary>As long as a failure may keep a model out, and so make a request fail that did not meet it.</summary>
    private static readonly TimeSpan LongestCooldown = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly ChoiceTruth choice = new();
    private readonly VersionTruth catalog = new(grace);
    private readonly VersionTruth key = new(TimeSpan.Zero); // keys are read at each use
    private TimeSpan lastFault = TimeSpan.MinValue;

    /// <summary>The tenant's name.</summary>
    public string Name => name;

    /// <summary>The next catalog was written.</summary>
    public void WroteCatalog(TimeSpan at) => Locked(() => catalog.Write(at));

    /// <summary>The next key was written.</summary>
    public void WroteKey(TimeSpan at) => Locked(() => key.Write(at));

    /// <summary>A switch is sent.</summary>
    public void BeginsSwitch(string slug) => Locked(() => choice.Begin(slug));

    /// <summary>The last switch was answered.</summary>
    public void SwitchAnswered(TimeSpan at) => Locked(() => choice.Answer(at));

    /// <summary>Judges a request that reached the upstream.</summary>
    /// <param name="asked">The agent's request.</param>
    /// <param name="arrival">What came of it.</param>
    /// <param name="texts">All canaries in it.</param>
    /// <param name="now">When it came.</param>
    public IEnumerable<Fault> Judge(Asked asked, Arrival arrival, IReadOnlyList<Canary> texts, TimeSpan now)
    {
        lock (gate)
        {
            List<Fault> faults = [.. Crossed(asked, arrival, texts), .. Stale(asked, arrival), .. Repeated(asked, arrival)];
            See(arrival, now);
            return faults;
        }
    }

    /// <summary>Whether an error is the upstream's doing: of this request, or of one before it if Auto had to choose.</summary>
    /// <param name="asked">The request that failed.</param>
    public bool Excuses(Asked asked)
    {
        lock (gate)
        {
            return asked.Arrivals.Any(arrival => arrival.Outage != Outage.None)
                || (SlugsFor(asked).Contains(auto) && lastFault > asked.Start - LongestCooldown);
        }
    }

    private IEnumerable<Fault> Crossed(Asked asked, Arrival arrival, IReadOnlyList<Canary> texts)
    {
        var (tenant, agent) = (asked.Canary.Tenant, asked.Canary.Agent);
        if (texts.FirstOrDefault(text => text.Tenant != tenant || text.Agent != agent) is { Tenant: not null } foreign)
        {
            yield return Fault.Crossed($"{asked.Canary} reached the upstream with {foreign}");
        }

        if (UpstreamName.Find(arrival.Key) is not { Slug: UpstreamName.Key } sent || sent.Tenant != tenant)
        {
            yield return Fault.Crossed($"{asked.Canary} was sent with the key '{arrival.Key}'");
        }

        if (arrival.Model.Tenant != tenant)
        {
            yield return Fault.Crossed($"{asked.Canary} went to {arrival.Model}");
        }
    }

    private IEnumerable<Fault> Stale(Asked asked, Arrival arrival)
    {
        if (arrival.Model.Version < catalog.Oldest(asked.Start))
        {
            yield return Fault.Stale($"{asked.Canary} went to {arrival.Model}, but version {catalog.Oldest(asked.Start)} was in force");
        }

        if (UpstreamName.Find(arrival.Key) is { } sent && sent.Version < key.Oldest(asked.Start))
        {
            yield return Fault.Stale($"{asked.Canary} was sent with {arrival.Key}, but key {key.Oldest(asked.Start)} was in force");
        }

        var slugs = SlugsFor(asked);
        if (!slugs.Contains(auto) && !slugs.Contains(arrival.Model.Slug))
        {
            yield return Fault.Stale($"{asked.Canary} went to {arrival.Model}, but {string.Join(" or ", slugs)} was active");
        }
    }

    private static IEnumerable<Fault> Repeated(Asked asked, Arrival arrival)
    {
        if (asked.Arrivals.Any(before => !ReferenceEquals(before, arrival) && before.Model.Slug == arrival.Model.Slug))
        {
            yield return new(FindingKind.Repeated, $"{asked.Canary} reached {arrival.Model.Slug} twice");
        }
    }

    private void See(Arrival arrival, TimeSpan now)
    {
        catalog.See(arrival.Model.Version, now);
        if (UpstreamName.Find(arrival.Key) is { } sent)
        {
            key.See(sent.Version, now);
        }

        if (arrival.Outage != Outage.None)
        {
            lastFault = now;
        }
    }

    private HashSet<string> SlugsFor(Asked asked) => asked.Named is { } one ? [one] : [.. choice.Since(asked.Start)];

    private void Locked(Action change)
    {
        lock (gate)
        {
            change();
        }
    }
}
