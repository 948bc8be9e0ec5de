namespace ShimLsp.Bench.Simulation;

/// <summary>How many gateways there are, and how they work together.</summary>
internal sealed record Scenario
{
    /// <summary>What developers do.</summary>
    public required Traffic Traffic { get; init; }

    /// <summary>How many developers are simulated, each exactly; the others do as they do.</summary>
    public required int Sample { get; init; }

    /// <summary>The seed of all that looks random.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The gateways.</summary>
    public required int Replicas { get; init; }

    /// <summary>Whether a developer's requests always go to the same gateway.</summary>
    public required bool IsSticky { get; init; }

    /// <summary>Whether they share generations and scores.</summary>
    public required bool IsSharing { get; init; }

    /// <summary>The sessions that a gateway keeps open.</summary>
    public int Sessions { get; init; } = 1024;

    /// <summary>How many developers one that is simulated stands for.</summary>
    public double Scale => (double)Traffic.Developers / Sample;

    /// <summary>
    /// The sessions that a simulated gateway keeps open. It sees a sample of the developers, so its table is as much smaller: the share of
    /// requests that find their session open stays the same (Waldspurger and others, SHARDS, FAST 2015).
    /// </summary>
    public int ScaledSessions => Math.Max(1, (int)Math.Round(Sessions / Scale));
}

/// <summary>What happened in a simulated day, counted among the developers that are simulated.</summary>
internal sealed record DayCounts
{
    /// <summary>Developers who sent at least one request.</summary>
    public required int Active { get; init; }

    /// <summary>Turns of people.</summary>
    public required long Turns { get; init; }

    /// <summary>Requests, each with one decision.</summary>
    public required long Requests { get; init; }

    /// <summary>Decisions from the gateway's own cache.</summary>
    public required long Own { get; init; }

    /// <summary>Decisions from scores that another gateway had stored.</summary>
    public required long Shared { get; init; }

    /// <summary>Decisions that waited for a classification of another request.</summary>
    public required long Coalesced { get; init; }

    /// <summary>Classifications.</summary>
    public required long Classifications { get; init; }

    /// <summary>Changes of a developer's state: switches, edits, rotations, new catalogs.</summary>
    public required long Changes { get; init; }

    /// <summary>Decisions on a state that was over.</summary>
    public required long Stale { get; init; }

    /// <summary>Decisions by another developer's scores.</summary>
    public required long Crossed { get; init; }

    /// <summary>Commands to the shared store.</summary>
    public required long Commands { get; init; }

    /// <summary>Sessions that the gateways opened.</summary>
    public required long Opened { get; init; }

    /// <summary>The most sessions that were open in all gateways at once.</summary>
    public required long MostOpen { get; init; }

    /// <summary>The most scores in the shared store at once.</summary>
    public required long MostEntries { get; init; }

    /// <summary>The most scores of one developer in the shared store.</summary>
    public required int MostOfOne { get; init; }

    /// <summary>The requests of a developer, the most first.</summary>
    public required IReadOnlyList<int> ByDeveloper { get; init; }

    /// <summary>Requests, classifications and commands in the five minutes that had the most of each.</summary>
    public required (long Requests, long Classifications, long Commands) Peak { get; init; }

    /// <summary>The share of requests that found scores, or a classification under way.</summary>
    public double HitRate => 1 - ((double)Classifications / Math.Max(1, Requests));
}
