namespace ShimLsp.Core.Ledger;

/// <summary>
/// The record of one session's calls, kept beyond the session. It serves statistics alone: whatever happens to it, no call waits and none
/// fails. Thread-safe.
/// </summary>
public interface ICallLedger
{
    /// <summary>Takes a call. It returns at once and throws nothing; the entry may be lost.</summary>
    /// <param name="entry">The call.</param>
    void Add(LedgerEntry entry);

    /// <summary>Sums the calls of this session's tenant in its workspace, also those of earlier sessions and of other processes.</summary>
    /// <param name="query">Which, and how.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="LedgerException">The record cannot be read.</exception>
    Task<LedgerReport> ReadAsync(LedgerQuery query, CancellationToken cancellationToken);
}

/// <summary>The record of calls cannot be read. The message says why and what to do.</summary>
/// <param name="message">A whole sentence.</param>
[System.Diagnostics.CodeAnalysis.SuppressMessage("Design", "CA1032", Justification = "Without its reason it would say nothing.")]
public sealed class LedgerException(string message) : Exception(message);
