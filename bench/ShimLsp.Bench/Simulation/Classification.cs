using ShimLsp.Core.Caching;
using ShimLsp.Core.Routing;

namespace ShimLsp.Bench.Simulation;

/// <summary>A classification under way, and the requests that wait for it.</summary>
/// <param name="prompt">The task.</param>
/// <param name="key">Its key.</param>
/// <param name="generation">The generation in which it began.</param>
/// <param name="version">The developer's version when it began, by the checker's count.</param>
internal sealed class Classification(Prompt prompt, RouteKey key, long generation, int version)
{
    // One for each gateway: of several that wait for one source, .NET lets all but the last go on in another thread, at a time of its own.
    private readonly List<TaskCompletionSource<Scoring>> sources = [];

    /// <summary>The task.</summary>
    public Prompt Prompt => prompt;

    /// <summary>Its key.</summary>
    public RouteKey Key => key;

    /// <summary>The generation in which it began.</summary>
    public long Generation => generation;

    /// <summary>The requests that wait, in the order in which they came.</summary>
    public List<WaitingRequest> Waiting { get; } = [];

    /// <summary>The replicas' classifications that are this one, so that they are listed no longer when it ends.</summary>
    public List<ReplicaSession> Joined { get; } = [];

    /// <summary>The scores for one gateway, when they are there.</summary>
    public ValueTask<Scoring> Scoring()
    {
        var source = new TaskCompletionSource<Scoring>();
        sources.Add(source);
        return new(source.Task);
    }

    /// <summary>The classifier answers.</summary>
    /// <returns>The scores, of the state at which it began.</returns>
    public Scoring Sign() => StalenessChecker.Sign(prompt, version);

    /// <summary>Gives the scores to all who wait.</summary>
    /// <param name="answer">The scores.</param>
    public void End(Scoring answer) => sources.ForEach(source => source.SetResult(answer));
}
