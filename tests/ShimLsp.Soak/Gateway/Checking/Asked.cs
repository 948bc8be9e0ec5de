using System.Collections.Immutable;

namespace ShimLsp.Soak.Gateway.Checking;

/// <summary>A request of an agent, from its sending to its end. Thread-safe.</summary>
/// <param name="canary">The text of its last message.</param>
/// <param name="named">The model that it names; null for the active one.</param>
/// <param name="start">When it was sent.</param>
internal sealed class Asked(Canary canary, string? named, TimeSpan start)
{
    private readonly TaskCompletionSource hung = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableList<Arrival> arrivals = [];

    public Canary Canary => canary;

    /// <summary>The model that it names; null for the active one.</summary>
    public string? Named => named;

    /// <summary>When it was sent.</summary>
    public TimeSpan Start => start;

    /// <summary>What reached the upstream because of it, in order.</summary>
    public ImmutableList<Arrival> Arrivals => Volatile.Read(ref arrivals);

    /// <summary>Completes if the upstream is told to fall silent on it.</summary>
    public Task Hung => hung.Task;

    /// <summary>Takes a request that reached the upstream.</summary>
    /// <param name="arrival">The request.</param>
    public void Note(Arrival arrival)
    {
        ImmutableInterlocked.Update(ref arrivals, (list, one) => list.Add(one), arrival);
        if (arrival.Outage is Outage.Hang or Outage.HangMidway)
        {
            hung.TrySetResult();
        }
    }
}

/// <summary>A request as the upstream got it.</summary>
/// <param name="Model">The model: tenant, slug and version.</param>
/// <param name="Key">The key: tenant and version; empty for none.</param>
/// <param name="Outage">What the upstream does to it.</param>
/// <param name="ClientLeft">Completes when the gateway has hung up before the reply ended.</param>
/// <param name="Ended">Completes when the reply has ended, in any way.</param>
internal sealed record Arrival(UpstreamName Model, string Key, Outage Outage, Task ClientLeft, Task Ended);

/// <summary>What an upstream does to a request.</summary>
internal enum Outage
{
    None,

    /// <summary>Status 500.</summary>
    Error,

    /// <summary>Status 429 with a short <c>Retry-After</c>.</summary>
    RateLimit,

    /// <summary>A reset connection instead of an answer.</summary>
    Reset,

    /// <summary>No answer.</summary>
    Hang,

    /// <summary>Silence after the first piece.</summary>
    HangMidway,

    /// <summary>A reset connection after two pieces.</summary>
    Cut,

    /// <summary>An error event after the first piece.</summary>
    ErrorEvent,

    /// <summary>An end after the first piece, with nothing that says why.</summary>
    EarlyEnd,
}
