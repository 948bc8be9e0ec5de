using ShimLsp.Core.Caching;
using ShimLsp.Core.Routing;

namespace ShimLsp.Bench.Simulation;

/// <summary>
/// What replicas share (docs/shared.md): of each developer the generation, and scores of that generation. They expire after a day, which is
/// as long as is simulated. It counts the commands.
/// </summary>
/// <param name="developers">How many developers are simulated.</param>
internal sealed class SharedStore(int developers)
{
    /// <summary>The most scores that are kept of a developer.</summary>
    public const int MostScores = 256;

    private readonly long[] generations = [.. Enumerable.Repeat(1L, developers)];
    private readonly Dictionary<RouteKey, Scoring>?[] scores = new Dictionary<RouteKey, Scoring>?[developers];
    private readonly Dictionary<(int Developer, long Generation, RouteKey Key), Classification> leases = [];

    /// <summary>The commands so far.</summary>
    public long Commands { get; private set; }

    /// <summary>The scores that are stored now.</summary>
    public long Entries { get; private set; }

    /// <summary>The most scores that were stored at once.</summary>
    public long MostEntries { get; private set; }

    /// <summary>The most scores of one developer.</summary>
    public int MostOfOne { get; private set; }

    /// <summary>How many developers have something stored.</summary>
    public int Owners => scores.Count(one => one is not null);

    /// <summary>What every route reads, in one round trip.</summary>
    /// <param name="developer">Whose route it is.</param>
    /// <param name="key">What is asked.</param>
    /// <returns>The generation in force, and the scores if they are there.</returns>
    public (long Generation, Scoring? Scoring) Read(Developer developer, RouteKey key)
    {
        Commands++;
        return (generations[developer.Id], scores[developer.Id]?.GetValueOrDefault(key));
    }

    /// <summary>Begins a generation. Scores of the one before are removed in the same command.</summary>
    /// <param name="developer">Whose.</param>
    /// <returns>The new generation.</returns>
    public long Begin(Developer developer)
    {
        Commands++;
        Entries -= scores[developer.Id]?.Count ?? 0;
        scores[developer.Id]?.Clear();
        return ++generations[developer.Id];
    }

    /// <summary>Takes the lease of a classification, or finds who has it.</summary>
    /// <param name="wanted">The classification that would begin.</param>
    /// <returns>The one to wait for; the same if the lease is taken.</returns>
    public Classification Lease(Classification wanted)
    {
        Commands++;
        var name = (wanted.Prompt.Owner.Id, wanted.Generation, wanted.Key);
        return leases.TryAdd(name, wanted) ? wanted : leases[name];
    }

    /// <summary>Stores scores and gives the lease back. Scores of an earlier generation are not stored.</summary>
    /// <param name="done">The classification.</param>
    /// <param name="scoring">Its scores.</param>
    public void Store(Classification done, Scoring scoring)
    {
        Commands++;
        var owner = done.Prompt.Owner.Id;
        leases.Remove((owner, done.Generation, done.Key));
        var theirs = scores[owner] ??= [];
        if (done.Generation != generations[owner] || theirs.Count >= MostScores || !theirs.TryAdd(done.Key, scoring))
        {
            return;
        }

        Entries++;
        MostEntries = Math.Max(MostEntries, Entries);
        MostOfOne = Math.Max(MostOfOne, theirs.Count);
    }
}
