using System.Collections.Immutable;

namespace ShimLsp.Soak.Shared.Acts;

/// <summary>A part of a run.</summary>
internal enum Act
{
    /// <summary>A thousand requests for one task at the same time.</summary>
    Herd,

    /// <summary>The replica that classifies for all is killed, or wakes up late.</summary>
    Lease,

    /// <summary>Two hundred calls at the same time against one budget.</summary>
    Budget,

    /// <summary>A model of one tenant asks for a pause.</summary>
    Health,

    /// <summary>Redis loses everything right after a switch.</summary>
    Loss,

    /// <summary>The client mix, while Redis and the replicas break.</summary>
    Mix,

    /// <summary>The client mix, while nothing breaks.</summary>
    Quiet,

    /// <summary>The client mix, while each replica is replaced by a new process.</summary>
    Rolling,

    /// <summary>The client mix, while Sentinel makes the replica of Redis its master.</summary>
    Sentinel,

    /// <summary>The same, but the replica of Redis had not got the last writes.</summary>
    LostWrites,

    /// <summary>The client mix, while Redis' network is down.</summary>
    Namespace,

    /// <summary>The client mix, with clocks that are an hour apart.</summary>
    Skew,
}

/// <summary>The parts of a run.</summary>
internal static class SharedPlan
{
    /// <summary>All parts but the one that Redis does not promise to survive: it answers before its replica has a write.</summary>
    public static ImmutableArray<Act> All { get; } = [.. Enum.GetValues<Act>().Except([Act.LostWrites])];

    /// <summary>Reads a list such as <c>herd,mix</c>; null if a word is none.</summary>
    public static ImmutableArray<Act>? Read(string list)
    {
        var acts = list.Split(',').Select(word => Enum.TryParse<Act>(word, ignoreCase: true, out var act) ? act : (Act?)null).ToArray();
        return acts.All(act => act is not null) ? [.. acts.Select(act => act!.Value)] : null;
    }
}
