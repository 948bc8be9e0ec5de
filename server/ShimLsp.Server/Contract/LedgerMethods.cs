using ShimLsp.Core.Ledger;
using ShimLsp.Server.Contract.Messages;

namespace ShimLsp.Server.Contract;

/// <summary>The contract over a session's recorded calls.</summary>
/// <param name="clock">Knows today.</param>
internal sealed class LedgerMethods(TimeProvider clock)
{
    /// <summary>Sums them.</summary>
    /// <param name="ledger">The session's record; null if it has none.</param>
    /// <param name="parameters">Since when, and by what.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ContractException">A parameter is wrong.</exception>
    public async Task<LedgerResult> SumAsync(ICallLedger? ledger, LedgerParams? parameters, CancellationToken cancellationToken)
    {
        if (!Since.TryParse(parameters?.Since, clock, out var since))
        {
            throw ContractErrors.InvalidParams("since", $"must be {Since.Takes}.");
        }

        var query = new LedgerQuery(since, parameters?.By ?? LedgerGroup.Model);
        try
        {
            var report = ledger is null ? null : await ledger.ReadAsync(query, cancellationToken).ConfigureAwait(false);
            return (report ?? LedgerReport.Empty(query)).ToInfo();
        }
        catch (LedgerException unreadable)
        {
            return LedgerReport.Empty(query).ToInfo() with { Problem = unreadable.Message };
        }
    }
}
