using ShimLsp.Core.Shared;

namespace ShimLsp.Server.Hosting.Shared;

/// <summary>
/// What the gateways of one team share. It names no Redis, so a process that shares nothing never loads it. Thread-safe.
/// </summary>
internal interface ISharing : IDisposable
{
    /// <summary>Whether it is shared at present.</summary>
    bool IsJoined { get; }

    /// <summary>
    /// Raised whenever sharing ends, or one request went on alone. If it is the same before and after something, and <see
    /// cref="IsJoined"/>, all of it was shared.
    /// </summary>
    long Interruptions { get; }

    /// <summary>Waits until it is shared, for a moment at most.</summary>
    /// <param name="cancellationToken">Ends the waiting.</param>
    Task WaitAsync(CancellationToken cancellationToken);

    /// <summary>What the gateways of a team spend together.</summary>
    ISharedSpending Spending { get; }

    /// <summary>What a session shares.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="folder">The workspace's folder.</param>
    ISharedSession Of(string tenant, string folder);
}
