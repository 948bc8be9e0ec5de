using System.Collections.Immutable;
using ShimLsp.Core.Shared;

namespace ShimLsp.Core.Spending;

/// <summary>
/// Keeps a book in step with those of other gateways. The book's own sums stay: of the two the larger counts, so that what only this
/// gateway or its ledger knows is not forgotten. Thread-safe.
/// </summary>
/// <param name="book">The book.</param>
/// <param name="port">What is shared.</param>
public sealed class SharedSpending(SpendingBook book, ISharedSpending port)
{
    private const double NanosInDollar = 1e9;

    /// <summary>Reads what the accounts of an owner have spent everywhere.</summary>
    /// <param name="owner">The owner.</param>
    public async ValueTask ReadAsync(SpendingOwner owner)
    {
        var accounts = AccountsOf(owner);
        var sums = await port.ReadAsync(accounts).ConfigureAwait(false);
        if (book.Heed(owner, sums is { } known ? [.. known.Select(Told)] : null) is { } lost)
        {
            port.Raise(accounts, [.. lost.Select(Stored)]);
        }
    }

    /// <summary>
    /// Reserves everywhere what is reserved here. If other gateways have reserved the rest of a budget meanwhile, the reservation is given
    /// back, and the book knows of theirs.
    /// </summary>
    /// <param name="reservation">The reservation.</param>
    /// <param name="limits">The limits in force.</param>
    /// <returns>Whether the call may be made.</returns>
    public async ValueTask<bool> ConfirmAsync(SpendingReservation reservation, ImmutableArray<BudgetLimit> limits)
    {
        var owner = reservation.Owner;
        var call = new SharedCall(port.NextCall(), AccountsOf(owner), Nanos(reservation.Estimate), IsReserved: false);
        var isReserved = await port.ReserveAsync(call, [.. limits.Select(LimitOf)]).ConfigureAwait(false);
        if (isReserved is false)
        {
            reservation.Release();
            await ReadAsync(owner).ConfigureAwait(false);
            return false;
        }

        reservation.SettledBy(cost => port.Settle(call with { IsReserved = isReserved is true }, Nanos(cost)));
        return true;
    }

    /// <summary>Counts everywhere what a call has cost that reserved nothing.</summary>
    /// <param name="owner">On whose behalf it was made.</param>
    /// <param name="cost">In US dollars.</param>
    public void Add(SpendingOwner owner, double cost)
    {
        if (cost > 0)
        {
            port.Settle(new(port.NextCall(), AccountsOf(owner), Estimate: 0, IsReserved: false), Nanos(cost));
        }
    }

    private static SharedLimit LimitOf(BudgetLimit limit) => new((int)limit.Scope, limit.Period is BudgetPeriod.Month, Nanos(limit.Amount));

    // In the order of the scopes.
    private static ImmutableArray<SharedAccount> AccountsOf(SpendingOwner owner) =>
        [new("catalog", ""), new("tenant", owner.Tenant), new("workspace", owner.Workspace)];

    private static HeededSum Told(SharedSum sum) =>
        new(sum.Day, sum.OfDay / NanosInDollar, sum.OfMonth / NanosInDollar, sum.Reserved / NanosInDollar);

    private static SharedSum Stored(HeededSum sum) =>
        new(sum.Day, (long)Math.Round(sum.OfDay * NanosInDollar), (long)Math.Round(sum.OfMonth * NanosInDollar), Reserved: 0);

    private static long Nanos(double dollars) => (long)Math.Ceiling(Math.Min(dollars, 1e9) * NanosInDollar);
}

/// <summary>What all gateways together have spent and reserved, in US dollars.</summary>
/// <param name="Day">The day that it is summed for.</param>
/// <param name="OfDay">Spent that day.</param>
/// <param name="OfMonth">Spent that month.</param>
/// <param name="Reserved">What calls under way may cost at most.</param>
public readonly record struct HeededSum(DateOnly Day, double OfDay, double OfMonth, double Reserved)
{
    /// <summary>This sum after one that was read before. What was spent stays spent: a store that says less has lost its data.</summary>
    /// <param name="before">What was read before.</param>
    public HeededSum After(HeededSum before) =>
        Day < before.Day
            ? before with
            {
                Reserved = Reserved,
            }
            : this with
            {
                OfDay = Day == before.Day ? Math.Max(OfDay, before.OfDay) : OfDay,
                OfMonth = SpendingAccount.IsSameMonth(Day, before.Day) ? Math.Max(OfMonth, before.OfMonth) : OfMonth,
            };
}
