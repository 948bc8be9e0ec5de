using System.Collections.Immutable;

namespace ShimLsp.Core.Shared;

/// <summary>
/// What the gateways of a team spend together. A port, as <see cref="ISharedSession"/> is. Amounts are whole nano-dollars, a billionth of a
/// US dollar, so that sums are exact. Nothing throws. Thread-safe.
/// </summary>
public interface ISharedSpending
{
    /// <summary>What accounts have spent and reserved.</summary>
    /// <param name="accounts">The accounts.</param>
    /// <returns>One sum an account; null if nothing is shared at present.</returns>
    ValueTask<ImmutableArray<SharedSum>?> ReadAsync(ImmutableArray<SharedAccount> accounts);

    /// <summary>
    /// Reserves what a call may cost, in all accounts or in none. It is refused if a limit is spent or reserved already, so that the limit
    /// is exceeded by no more than the estimate of one call.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="limits">The limits in force.</param>
    /// <returns>Whether it is reserved; null if nothing is shared at present.</returns>
    ValueTask<bool?> ReserveAsync(SharedCall call, ImmutableArray<SharedLimit> limits);

    /// <summary>
    /// Gives back what a call had reserved, and counts what it has cost. It is told later if it cannot be told now.
    /// </summary>
    /// <param name="call">The call.</param>
    /// <param name="cost">What it has cost.</param>
    void Settle(SharedCall call, long cost);

    /// <summary>Puts back what accounts had spent before the store lost it. A sum that is larger there stays.</summary>
    /// <param name="accounts">The accounts.</param>
    /// <param name="sums">One sum an account. What is reserved is not put back.</param>
    void Raise(ImmutableArray<SharedAccount> accounts, ImmutableArray<SharedSum> sums);

    /// <summary>A name for a call, not given before by any gateway.</summary>
    string NextCall();
}

/// <summary>Whose spending is summed.</summary>
/// <param name="Scope">The scope's name.</param>
/// <param name="Name">The tenant or the workspace; empty for everything.</param>
public readonly record struct SharedAccount(string Scope, string Name);

/// <summary>What an account has spent and reserved.</summary>
/// <param name="Day">The day that it is summed for, by the store's clock, UTC.</param>
/// <param name="OfDay">Spent that day.</param>
/// <param name="OfMonth">Spent that month.</param>
/// <param name="Reserved">What calls under way may cost at most.</param>
public readonly record struct SharedSum(DateOnly Day, long OfDay, long OfMonth, long Reserved);

/// <summary>A limit.</summary>
/// <param name="Account">Which of the call's accounts it limits, from 0.</param>
/// <param name="IsOfMonth">Whether it starts anew each month; if not, each day.</param>
/// <param name="Amount">The most that may be spent.</param>
public readonly record struct SharedLimit(int Account, bool IsOfMonth, long Amount);

/// <summary>A call that costs something.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Accounts">The accounts that it counts in.</param>
/// <param name="Estimate">What it may cost at most; 0 if it has reserved nothing.</param>
/// <param name="IsReserved">Whether it is reserved in the store.</param>
public sealed record SharedCall(string Id, ImmutableArray<SharedAccount> Accounts, long Estimate, bool IsReserved);
