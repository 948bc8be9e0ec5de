using System.Collections.Concurrent;
using ShimLsp.Soak.Gateway.Checking;

namespace ShimLsp.Soak.Gateway.Driving;

/// <summary>The requests that are under way, by the canaries of their last messages. Thread-safe.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<Canary, Asked> open = new();

    /// <summary>A request is sent.</summary>
    /// <param name="asked">The request.</param>
    public void Begin(Asked asked) => open[asked.Canary] = asked;

    /// <summary>It has ended.</summary>
    /// <param name="asked">The request.</param>
    public void End(Asked asked) => open.TryRemove(asked.Canary, out _);

    /// <summary>The request that a canary belongs to; null if none is under way.</summary>
    /// <param name="canary">The canary of the last message.</param>
    public Asked? Find(Canary canary) => open.GetValueOrDefault(canary);
}
