using System.Collections.Immutable;
using ShimLsp.Soak.Gateway.Checking;

namespace ShimLsp.Soak.Shared.Driving;

/// <summary>An agent's request that is under way. Thread-safe.</summary>
internal sealed class OpenChat
{
    private ImmutableList<(UpstreamName Model, UpstreamName? Key)> arrivals = [];

    /// <summary>What reached the upstream because of it, in order.</summary>
    public ImmutableList<(UpstreamName Model, UpstreamName? Key)> Arrivals => Volatile.Read(ref arrivals);

    /// <summary>It has reached the upstream.</summary>
    public void Note(UpstreamName model, UpstreamName? key) =>
        ImmutableInterlocked.Update(ref arrivals, (list, one) => list.Add(one), (model, key));
}
