namespace ShimLsp.Core.Spending;

/// <summary>What was spent on one day on behalf of one owner.</summary>
/// <param name="Day">The day, of UTC.</param>
/// <param name="Tenant">The tenant.</param>
/// <param name="Workspace">The full path of the workspace's folder; empty for none.</param>
/// <param name="Cost">The sum, in US dollars.</param>
public sealed record SpentDay(DateOnly Day, string Tenant, string Workspace, double Cost);

/// <summary>
/// What was spent before this process started, and what other processes spend while it runs. This is a port: its implementation reads a
/// ledger that the processes share.
/// </summary>
public interface ISpendingHistory
{
    /// <summary>
    /// The sums of days, each owner's once a day, of all processes: of this one too, as far as the ledger has them. A ledger that cannot be
    /// read may throw. Then nothing is known.
    /// </summary>
    /// <param name="since">The first day, of UTC.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    ValueTask<IReadOnlyList<SpentDay>> ReadAsync(DateOnly since, CancellationToken cancellationToken);
}
