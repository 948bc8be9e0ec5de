using System.Diagnostics;
using ShimLsp.Bench.Upstream;

namespace ShimLsp.Bench.Gateway.Peers;

/// <summary>Another gateway and ours, each started in front of an upstream.</summary>
/// <param name="Peer">The other.</param>
/// <param name="Theirs">Starts it, given the upstream's scheme, host and port.</param>
/// <param name="Ours">Starts ours.</param>
internal sealed record Pair(Peer Peer, Func<string, Task<Contender>> Theirs, Func<string, Task<Contender>> Ours)
{
    /// <summary>The milliseconds from its start to its first answer.</summary>
    /// <param name="mock">The upstream.</param>
    public Task<double> StartTheirsAsync(MockProcess mock) => FirstAnswerAsync(Theirs, mock);

    /// <summary>The same of ours.</summary>
    /// <param name="mock">The upstream.</param>
    public Task<double> StartOursAsync(MockProcess mock) => FirstAnswerAsync(Ours, mock);

    private static async Task<double> FirstAnswerAsync(Func<string, Task<Contender>> start, MockProcess mock)
    {
        var started = Stopwatch.GetTimestamp();
        using var gateway = await start(mock.Origin);
        using var client = gateway.Client(UpstreamBench.Body(stream: false));
        client.Whole(1);
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
