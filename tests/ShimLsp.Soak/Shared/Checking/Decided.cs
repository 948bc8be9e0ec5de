using System.Collections.Immutable;
using ShimLsp.Soak.Gateway.Checking;

namespace ShimLsp.Soak.Shared.Checking;

/// <summary>A decision as a client saw it.</summary>
/// <param name="Task">What was asked for.</param>
/// <param name="IsJoined">Whether the replica says that it went by what all share.</param>
/// <param name="Choice">The active model that it went by: the one that took it unasked, or Auto.</param>
/// <param name="Model">The model that took it, under its provider's name.</param>
/// <param name="Source">What decided.</param>
/// <param name="Session">The session that decided, of one replica and one process of it; empty if the answer tells none.</param>
/// <param name="Generation">The session's own generation.</param>
/// <param name="Key">The key that the provider got; null if none was asked.</param>
internal sealed record Decided(
    string Task,
    bool IsJoined,
    string Choice,
    UpstreamName Model,
    string Source,
    string Session,
    long Generation,
    UpstreamName? Key = null
);

/// <summary>A request that was sent, and what its answer has to know.</summary>
/// <param name="Replica">The replica.</param>
/// <param name="Start">When it was sent.</param>
/// <param name="Joined">What any replica has to know.</param>
/// <param name="Alone">What this one has to know if it is alone.</param>
internal readonly record struct Begun(int Replica, TimeSpan Start, Known Joined, Known Alone);

/// <summary>The oldest of everything that a request may go by.</summary>
/// <param name="Switch">The number of the switch.</param>
/// <param name="Generations">The generation of each session.</param>
/// <param name="Catalog">The catalog's version.</param>
/// <param name="Key">The key's version.</param>
internal readonly record struct Known(int Switch, ImmutableDictionary<string, long> Generations, int Catalog, int Key);
